internal import Diagnostics
internal import JSON
internal import PortalData

extension Mapping {
    /// Takes each field for the column of its name: what an import without a mapping file does.
    ///
    /// Of a Markdown file, `body` is the table's text and `file`, where it has no code of its own, its code.
    static func direct(
        into table: SourceSchema.Table, fields: [String], format: SourceFormat, file: String
    ) throws(DiagnosticList) -> Mapping {
        var mapping = Mapping()
        var rules: [ColumnRule] = []
        var problems: [Diagnostic] = []
        for (index, field) in fields.enumerated() {
            var place = Diagnostic("", file: file)
            if format == .csv { place.range = SourceRange(line: 1, column: 1) }
            var column = field
            if format == .markdown, !table.has(field) {
                if field == "body" {
                    let texts = table.columns.map(\.name).filter {
                        $0.hasSuffix("_md") && !$0.hasPrefix("internal_")
                    }
                    guard let text = texts.first(where: { $0 == "body_md" }) ?? texts.first else { continue }
                    column = text
                } else if field == "file" {
                    guard table.has("code"), !fields.contains("code") else { continue }
                    column = "code"
                }
            }
            guard !field.isEmpty else {
                place.message = "column \(index + 1) has no name"
                place.hint = "name it in the header"
                problems.append(place)
                continue
            }
            rules.append(ColumnRule(column: column, place: place, origin: .field(field)))
        }
        guard problems.isEmpty else { throw DiagnosticList(problems) }
        mapping.tables = [
            TableMapping(table: table.name, place: Diagnostic("", file: file), columns: rules)
        ]
        return mapping
    }

    /// The mapping as a file, to be read again.
    var text: String {
        if !fileText.isEmpty { return fileText }
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("source")
        writer.string(source)
        writer.name("tables")
        writer.beginArray()
        for table in tables {
            writer.beginObject()
            writer.name("into")
            writer.string(table.table)
            writer.name("columns")
            writer.beginObject()
            for rule in table.columns {
                writer.name(rule.column)
                writer.beginObject()
                writer.name("from")
                writer.string(rule.fields.first ?? "")
                writer.endObject()
            }
            writer.endObject()
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
