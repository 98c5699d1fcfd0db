internal import SQLite

/// A record that was deleted, archived or forgotten: the audit log knows its name, and a digest of it.
struct GoneRecord {
    private let table: String
    private let name: String
    private let client: String?
    private let digest: String

    /// Nil where the log knows of none.
    init?(_ word: String, in table: String, _ database: Connection) throws {
        let find = try database.prepare(
            "select 1 from audit_log where table_name = ?1 and record = ?2 and action in ('delete', 'archive', 'forget')",
            isLongLived: false)
        let slugs = try database.prepare(
            "select distinct client from audit_log where table_name = ?1 order by 1", isLongLived: false)
        try slugs.bind(table, at: 1)
        let slash = word.firstIndex(of: "/")
        while try slugs.step() {
            let client = slugs.text(at: 0)
            if let slash, client != String(word[..<slash]) { continue }
            let name = slash.map { String(word[word.index(after: $0)...]) } ?? word
            let owner = table == "clients" ? nil : client
            let digest = PrunedList.digest(table: table, client: owner, name: name)
            try find.bind(table, at: 1)
            try find.bind(digest, at: 2)
            defer { find.reset() }
            guard try find.step() else { continue }
            (self.table, self.name, self.client, self.digest) = (table, name, client, digest)
            return
        }
        return nil
    }

    func history(_ database: Connection) throws(SQLiteError) -> RecordHistory {
        let rows = try database.prepare(HistoryQueries.ofGone, isLongLived: false)
        for (index, text) in [table, name, client, digest].enumerated() { try rows.bind(text, at: index + 1) }
        var events: [HistoryEvent] = []
        while try rows.step() {
            let changes = RecordTrace.changes(before: rows.text(at: 3), after: rows.text(at: 4))
            let text = rows.text(at: 2) ?? ""
            events.append(
                HistoryEvent(
                    at: rows.text(at: 0) ?? "", actor: rows.text(at: 1),
                    text: changes.isEmpty ? text : "\(text): \(changes.joined(separator: ", "))"))
        }
        return RecordHistory(
            record: "\(table) \(name)" + (client.map { " (\($0))" } ?? "") + ", which is gone",
            label: "\(table) \(name)", client: client, events: events)
    }
}
