extension SchemaDescription {
    /// An entity-relationship diagram in Mermaid's language: every table, and every reference once.
    public var diagram: String {
        var lines = ["erDiagram"]
        for table in tables {
            for column in table.columns {
                guard let target = column.reference else { continue }
                lines.append(
                    "    \(target) \(column.isOptional ? "|o" : "||")--o{ \(table.name) : \"\(column.name)\"")
            }
        }
        for table in tables {
            lines.append("    \(table.name) {")
            for column in table.columns {
                let type = column.type.split(separator: " ").joined(separator: "_")
                let keys = [column.isKey ? "PK" : nil, column.reference == nil ? nil : "FK"].compactMap { $0 }
                lines.append(
                    "        \(type.isEmpty ? "any" : type) \(column.name)"
                        + (keys.isEmpty ? "" : " " + keys.joined(separator: ", ")))
            }
            lines.append("    }")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
