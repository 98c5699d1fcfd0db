internal import Files
internal import Glibc
internal import PortalData
internal import Publishing

/// `vitrine schema`.
enum SchemaCommand {
    static let command = Command(
        "schema", summary: "Print the schema of the portal database",
        details: """
            In a portal's folder, of its database, with the tables and columns that the agency added; elsewhere, or before there is a
            database, of this version of the tool. `sql` makes an empty portal database (`vitrine schema | sqlite3 portal.sqlite`);
            `dictionary` is a page of Markdown that says of each table what it is for, who sees it, and what its columns hold; `mermaid` is
            an entity-relationship diagram; `json` is for programs.
            """,
        options: [
            .init("format", "FORMAT", "sql (as it is without this option), dictionary, mermaid or json")
        ]
    ) { invocation in
        let format = invocation.options["format"] ?? "sql"
        guard ["sql", "dictionary", "mermaid", "json"].contains(format) else {
            throw UsageError(
                message: "`--format` is sql, dictionary, mermaid or json, not `\(format)`", command: nil)
        }
        let schema = try SchemaDescription(database: database(invocation))
        switch format {
        case "dictionary": write(schema.dictionary)
        case "mermaid": write(schema.diagram)
        case "json": write(schema.json)
        default: write(schema.sql)
        }
        return .done
    }

    /// The folder's database, where it is a portal's and there is one.
    private static func database(_ invocation: Invocation) throws -> String? {
        guard FileSystem.kind(invocation.folder + "/vitrine.yaml") != nil else { return nil }
        let folder = PortalFolder(root: invocation.folder)
        let path = try Configuration(of: folder).databasePath(in: folder)
        return FileSystem.kind(path) == nil ? nil : path
    }

    private static func write(_ text: String) { Terminal.put(text, on: STDOUT_FILENO) }
}
