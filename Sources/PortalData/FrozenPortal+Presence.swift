public import Diagnostics
internal import SQLite

extension FrozenPortal {
    /// How many of a client's records are gone, whoever may see them: there is no row of that table and name, or no note.
    ///
    /// - Parameter records: names by table: codes, or keys where there are no codes.
    public func countGone(
        _ records: [String: Set<String>], of client: Client, notes: NoteIndex
    ) throws(DiagnosticList) -> Int {
        do {
            return try records.reduce(0) { count, list in
                let (name, records) = list
                if name == "notes" {
                    return try count + records.subtracting(notes.notes(of: client.slug).map(\.code)).count
                }
                guard let table = source.table(name), let column = table.has("code") ? "code" : table.key
                else { return count }
                let rows = try database.prepare(
                    "select 1 from \(RowName.quoted(name)) where \(RowName.quoted(column)) = ?1"
                        + (table.has("client_id") ? " and client_id = ?2" : ""), isLongLived: false)
                return try records.reduce(count) { count, record in
                    try rows.bind(record, at: 1)
                    if rows.parameterCount > 1 { try rows.bind(client.id, at: 2) }
                    defer { rows.reset() }
                    return try rows.step() ? count : count + 1
                }
            }
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }
}
