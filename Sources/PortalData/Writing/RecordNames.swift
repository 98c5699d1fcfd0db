/// How people and the audit log name a row of a table.
enum RecordNames {
    /// The column that names a row: `code`, a client's `slug`, a user's `username`; nil where only the key does.
    static func column(of table: SourceSchema.Table) -> String? {
        let name =
            switch table.name {
            case "clients": "slug"
            case "users": "username"
            default: "code"
            }
        return table.has(name) ? name : nil
    }
}
