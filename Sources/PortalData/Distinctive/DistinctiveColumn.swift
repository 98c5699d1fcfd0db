/// A column whose values tell whose record they are from: where one stands on a page, the record shows there.
public struct DistinctiveColumn: Hashable, Sendable {
    /// What its values are, which decides how short they may be.
    public enum Kind: Hashable, Sendable {
        /// A client's name or slug, a user name, an e-mail address: telling even as a single word.
        case identity
        /// A name or a title.
        case title
        /// A stable name in addresses.
        case code
        /// A number on paper.
        case number
        /// The path of a file; its name counts.
        case file
        /// What only the agency reads; its beginning counts.
        case remark
    }

    /// The table.
    public let table: String
    /// The column.
    public let name: String
    /// What its values are.
    public let kind: Kind

    /// Its value in a row of `t`.
    var expression: String {
        let column = "t." + RowName.quoted(name)
        return table == "messages" && name == "body_md" ? "iif(t.is_internal = 1, \(column), null)" : column
    }
}

/// Which columns are distinctive, by name alone, so that those which an agency added are too.
enum DistinctiveRules {
    /// The agency's own words and what the tool keeps for itself: nothing in them is a client's.
    static let skipped: Set = [
        "roles", "memberships", "membership_audiences", "project_members", "grants", "role_audiences",
        "audiences",
        "workflow_transitions", "access_approvals", "access_requests", "consents", "audit_log", "access_log",
        "integrations", "integration_tables", "sync_runs", "sync_errors", "notification_rules",
        "notification_preferences", "retention_policies", "retention_rules", "schema_columns",
        "internal_changes",
        "internal_writers", "portal_meta",
    ]

    private static let titles: Set = ["name", "title", "headline", "subject", "label", "reference"]

    static func columns(of table: SourceSchema.Table) -> [DistinctiveColumn] {
        table.columns.compactMap { column in
            guard column.type == "TEXT" || column.type == "ANY" else { return nil }
            return kind(of: column.name, in: table.name).map {
                DistinctiveColumn(table: table.name, name: column.name, kind: $0)
            }
        }
    }

    private static func kind(of column: String, in table: String) -> DistinctiveColumn.Kind? {
        // Of messages, those between colleagues.
        if table == "messages", column == "body_md" { return .remark }
        let last = column.split(separator: "_").last.map(String.init) ?? column
        if ["json", "id", "on", "at"].contains(last) { return nil }
        if SlicingRules.isInternal(column) || SlicingRules.isInternal(table) { return .remark }
        if table == "clients", ["name", "slug"].contains(column) { return .identity }
        switch last {
        case "username", "email": return .identity
        case "number": return .number
        case "code": return .code
        case "file": return .file
        case "notes": return SlicingRules.neverCopied.contains(table) ? .remark : nil
        default: return titles.contains(last) ? .title : nil
        }
    }
}
