internal import SQLite

/// Finds texts of the database that name a person: for people to read, as only they can tell what is meant.
struct Mentions {
    private let database: Connection
    private let source: SourceSchema

    /// Tables whose texts are erased in their own way, or are no texts of people.
    private static let others: Set = ["audit_log", "access_log", "internal_changes", "internal_writers"]

    init(_ database: Connection, _ source: SourceSchema) { (self.database, self.source) = (database, source) }

    /// As `messages 12 (acme): body_md`, in byte order.
    func find(_ person: Person) throws -> [String] {
        var result: Set<String> = []
        for table in source.tables where !Self.others.contains(table.name) {
            let texts = table.columns.filter { $0.type == "TEXT" || $0.type == "ANY" || $0.type.isEmpty }.map(
                \.name)
            guard !texts.isEmpty else { continue }
            for column in texts { result.formUnion(try find(person, in: column, of: table)) }
        }
        return result.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private func find(
        _ person: Person, in column: String, of table: SourceSchema.Table
    ) throws -> [String] {
        let keys = table.primaryKey.isEmpty ? ["rowid"] : table.primaryKey
        let name =
            RecordNames.column(of: table).map { "t.\(RowName.quoted($0))" }
            ?? keys.map { "t.\(RowName.quoted($0))" }.joined(separator: " || ' ' || ")
        let slug =
            table.has("client_id") ? "(select slug from clients where clients.id = t.client_id)" : "null"
        let value = "t.\(RowName.quoted(column))"
        let rows = try database.prepare(
            """
            select cast(\(name) as text), \(slug) from \(RowName.quoted(table.name)) as t
            where (?2 = 0 and instr(\(value), ?1) > 0) or (?2 = 1 and instr(lower(\(value)), lower(?1)) > 0)
            """, isLongLived: false)
        var result: [String] = []
        for (words, ignoresCase) in [(person.words, 1), (person.familyNames, 0)] {
            for word in words {
                try rows.bind(word, at: 1)
                try rows.bind(Int64(ignoresCase), at: 2)
                while try rows.step() {
                    result.append(
                        RowName.text(
                            table: table.name, key: nil, client: nil) + " \(rows.text(at: 0) ?? "")"
                            + (rows.text(at: 1).map { " (\($0))" } ?? "") + ": \(column)")
                }
            }
        }
        return result
    }
}
