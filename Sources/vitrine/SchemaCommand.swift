internal import Glibc
internal import PortalData

/// `vitrine schema`.
enum SchemaCommand {
    static let command = Command(
        "schema", summary: "Print the schema of the portal database",
        details: """
            Of this version of the tool, whatever database there is. `sql` makes an empty portal database (`vitrine schema | sqlite3
            portal.sqlite`); `dictionary` is a page of Markdown that says of each table what it is for, who sees it, and what its columns
            hold; `mermaid` is an entity-relationship diagram; `json` is for programs.
            """,
        options: [
            .init("format", "FORMAT", "sql (as it is without this option), dictionary, mermaid or json")
        ]
    ) { invocation in
        switch invocation.options["format"] ?? "sql" {
        case "sql": write(SchemaDescription.sql)
        case "dictionary": write(try SchemaDescription().dictionary)
        case "mermaid": write(try SchemaDescription().diagram)
        case "json": write(try SchemaDescription().json)
        case let other:
            throw UsageError(
                message: "`--format` is sql, dictionary, mermaid or json, not `\(other)`", command: nil)
        }
        return .done
    }

    private static func write(_ text: String) { Terminal.put(text, on: STDOUT_FILENO) }
}
