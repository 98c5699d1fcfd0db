internal import Files

/// The tables as this version of the tool makes them, known by digests of their statements.
///
/// To run all migrations for them takes as long as rendering a hundred pages. `Schema/tables.txt` has a line for each:
/// its name and the first 16 hexadecimal digits.
enum StandardTables {
    private static let digests: Set<Substring> = {
        let list = EmbeddedFiles.all.first { $0.path == "tables.txt" }.map { "\($0.text)" } ?? ""
        return Set(list.split(separator: "\n"))
    }()

    /// Whether a table is one of them, unchanged.
    static func has(_ table: SourceSchema.Table) -> Bool { digests.contains(line(table)) }

    /// The list of the tables of a schema.
    static func list(of schema: SourceSchema) -> String {
        schema.tables.map { line($0) + "\n" }.joined()
    }

    private static func line(_ table: SourceSchema.Table) -> Substring {
        "\(table.name) \(Digest(of: table.sql).hex.prefix(16))"
    }
}
