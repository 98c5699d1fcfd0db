internal import SQLite

/// Which source a table or column belongs to, and who wins where both sides changed it: the rows of `integration_tables`.
struct Ownership {
    private struct Entry {
        let owner: String
        let policy: ConflictPolicy
    }
    private let source: String
    /// By table and column; a table as a whole has an empty column.
    private var entries: [[String]: Entry] = [:]

    init(of source: String, database: Connection) throws(SQLiteError) {
        self.source = source
        let rows = try database.prepare(
            """
            select table_name, coalesce(column_name, ''), code, on_conflict from integration_tables
            join integrations on integrations.id = integration_id order by 1, 2
            """, isLongLived: false)
        while try rows.step() {
            entries[[rows.text(at: 0) ?? "", rows.text(at: 1) ?? ""]] = Entry(
                owner: rows.text(at: 2) ?? "",
                policy: ConflictPolicy(rawValue: rows.text(at: 3) ?? "") ?? .source)
        }
    }

    /// The other source that a column belongs to; nil where it is free or ours.
    func owner(_ table: String, _ column: String) -> String? {
        // Whose row it is does not belong to anybody.
        guard column != "client_id", let entry = entries[[table, column]] ?? entries[[table, ""]] else {
            return nil
        }
        return entry.owner == source ? nil : entry.owner
    }

    func policy(_ table: String, _ column: String) -> ConflictPolicy {
        (entries[[table, column]] ?? entries[[table, ""]])?.policy ?? .source
    }
}
