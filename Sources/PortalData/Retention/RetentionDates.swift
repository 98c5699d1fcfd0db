/// From which day the time of a record counts, by table: SQL over the row `t`, in a day or an instant.
enum RetentionDates {
    /// The expression for a basis of `retention_policies`; nil where rows of the table have no such day.
    ///
    /// What has no end of its own is closed when its client leaves.
    static func expression(_ basis: String, of table: SourceSchema.Table) -> String? {
        switch basis {
        case "created": return first(created, of: table)
        case "issued":
            if table.name == "documents" { return handedOver }
            return first(issued, of: table)
        default:
            let own = special[table.name] ?? first(closed, of: table) ?? "null"
            let left = "(select offboarded_on from clients where clients.id = t.client_id)"
            return table.has("client_id") ? "coalesce(\(own), \(left))" : own
        }
    }

    /// What tells a record from a later one of the same name; `''` where nothing does.
    static func made(_ table: SourceSchema.Table) -> String {
        first(created, of: table).map { "coalesce(\($0), '')" } ?? "''"
    }

    private static let created = [
        "created_at", "accessed_at", "asked_at", "first_failed_at", "sent_at", "worked_on", "received_on",
    ]
    private static let issued = [
        "issued_on", "posted_at", "sent_at", "received_on", "delivered_on", "asked_on", "asked_at",
        "starts_at",
        "taken_on", "worked_on",
    ]
    private static let closed = [
        "closed_on", "completed_on", "completed_at", "decided_on", "decided_at", "resolved_on", "resolved_at",
        "accepted_on", "ends_at",
    ]

    /// The first version that was no draft.
    private static let handedOver =
        "(select min(uploaded_at) from document_versions where document_id = t.id and state <> 'draft')"

    private static let special = [
        // A paper is closed with its contracts, any other document with its project.
        "documents": """
        iif(exists (select 1 from contracts where document_id = t.id),
            (select iif(count(*) = sum(status in ('ended', 'terminated')), max(ends_on), null)
                from contracts where document_id = t.id),
            (select completed_on from projects where projects.id = t.project_id))
        """,
        "contracts": "iif(t.status in ('ended', 'terminated'), t.ends_on, null)",
        "retainers": "t.ends_on",
        "threads": "iif(t.state = 'closed', t.updated_at, null)",
        "clients": "t.offboarded_on",
    ]

    private static func first(_ names: [String], of table: SourceSchema.Table) -> String? {
        names.first(where: table.has).map { "t.\($0)" }
    }
}
