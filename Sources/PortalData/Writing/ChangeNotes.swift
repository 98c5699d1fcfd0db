internal import JSON
internal import SQLite

/// Triggers that note in `internal_changes` what plain SQL does to access, states and publication.
///
/// SQLite has no digest function, so triggers cannot add to the audit chain themselves. They are made from the schema as it
/// is: an agency's own table with an `audience` has them too.
enum ChangeNotes {
    /// Every column of these is about access or what happened.
    private static let wholeTables: Set = [
        "users", "memberships", "membership_audiences", "project_members", "roles", "role_audiences",
        "grants",
        "access_requests", "access_approvals", "consents", "state_changes", "document_versions", "audiences",
    ]
    /// Columns of other tables, where they have them.
    private static let columns: [String: [String]] = [
        "clients": [
            "slug", "status", "access_expires_on", "is_legal_hold", "networks_json",
            "is_second_factor_required",
        ]
    ]
    private static let recordColumns = [
        "audience", "publish_on", "expires_on", "level", "state", "state_id", "is_legal_hold",
    ]
    private static let dates: Set = ["id", "created_at", "updated_at"]

    /// Makes the triggers that are missing, and replaces those that a changed table has outgrown.
    static func install(in database: Connection) throws(SQLiteError) {
        var known: [String: String] = [:]
        let rows = try database.prepare(
            "select name, sql from sqlite_schema where type = 'trigger' and name glob 'noted[_]*' order by name",
            isLongLived: false)
        while try rows.step() { known[rows.text(at: 0) ?? ""] = rows.text(at: 1) }
        for table in try SourceSchema(database).tables {
            for (name, sql) in triggers(of: table) where known[name] != sql {
                if known[name] != nil { try database.execute("drop trigger \(RowName.quoted(name))") }
                try database.execute(sql)
            }
        }
    }

    /// The columns of a table whose changes are noted; empty for most tables.
    static func notedColumns(of table: SourceSchema.Table) -> [String] {
        if wholeTables.contains(table.name) {
            return table.columns.map(\.name).filter { !dates.contains($0) }
        }
        let wanted = columns[table.name] ?? (table.has("audience") ? recordColumns : [])
        return wanted.filter(table.has)
    }

    private static func triggers(of table: SourceSchema.Table) -> [(name: String, sql: String)] {
        let columns = notedColumns(of: table)
        guard !columns.isEmpty else { return [] }
        let name = RowName.quoted(table.name)
        // A new record matters when somebody outside of the agency may see it.
        let isRecord = table.has("audience") && !wholeTables.contains(table.name)
        let isVisible = isRecord ? " and new.audience is not 'internal'" : ""
        let wasVisible = isRecord ? " and old.audience is not 'internal'" : ""
        let list = columns.map(RowName.quoted).joined(separator: ", ")
        return [
            ("insert", "after insert on \(name)", isVisible, nil as String?, "new" as String?),
            ("update", "after update of \(list) on \(name)", "", "old", "new"),
            ("delete", "after delete on \(name)", wasVisible, "old", nil),
        ].map { action, event, condition, old, new in
            let rows = columns.map { column in
                let before = old.map { value(of: column, in: $0) } ?? "null"
                let after = new.map { value(of: column, in: $0) } ?? "null"
                let changes = [old, new].map { $0.map { "\($0).\(RowName.quoted(column))" } ?? "null" }
                return
                    "select '\(literal(column))', \(before), \(after) where \(changes[0]) is not \(changes[1])"
            }
            let row = new ?? old ?? "new"
            let client =
                table.name == "clients" ? "\(row).id" : table.has("client_id") ? "\(row).client_id" : "null"
            let trigger = "noted_\(table.name)_\(action)"
            return (
                trigger,
                """
                CREATE TRIGGER \(RowName.quoted(trigger)) \(event)
                when not exists (select 1 from internal_writers)\(condition) begin
                    insert into internal_changes (table_name, record, client_id, action, column_name, before, after)
                    select '\(literal(table.name))', \(record(of: table, in: row)), \(client), '\(action)', noted.*
                    from (\(rows.joined(separator: "\n        union all "))) as noted;
                end
                """
            )
        }
    }

    /// How the audit log names a row: by its code, slug, user name, or primary key.
    private static func record(of table: SourceSchema.Table, in row: String) -> String {
        if let name = RecordNames.column(of: table) { return "\(row).\(RowName.quoted(name))" }
        let key = table.primaryKey.isEmpty ? ["rowid"] : table.primaryKey
        return key.map { "\(row).\(RowName.quoted($0))" }.joined(separator: " || ' ' || ")
    }

    /// That there is a password, not which.
    private static func value(of column: String, in row: String) -> String {
        let value = "\(row).\(RowName.quoted(column))"
        return column == "password_hash" ? "iif(\(value) is null, null, 'set')" : value
    }

    private static func literal(_ text: String) -> String {
        text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
    }
}
