extension SchemaDescription {
    /// A page of Markdown: each table with its purpose, its readers and its columns; then the views.
    public var dictionary: String {
        var lines = [
            "# The portal database", "",
            "Version \(version). This page is made by `vitrine schema --format dictionary` from the SQL of the schema, which the",
            "database itself carries with its comments.", "",
            "An edition holds the rows that its readers may see, and only the columns without “never copied”. A name's end is its",
            "type: `_on` a date (`2026-11-30`), `_at` an instant (`2026-11-30T09:30:00Z`), `_minor` an amount in minor units of the row's",
            "`currency` or the client's, `_minutes`, `_bp` basis points, `_md` Markdown, `_json`; `is_` in front is yes (1) or no (0).",
            "",
            "A record with an `audience` is published on its own, from `publish_on` up to the day before `expires_on`; the audience",
            "`internal`, the default, never leaves the agency. Every other row inherits from the rows above it. A row is never shown",
            "without the rows that it refers to together with its client.", "", "## Tables", "",
        ]
        lines.append(tables.map { "[\($0.name)](#\($0.name))" }.joined(separator: " · "))
        for table in tables { lines += section(table) }
        lines += ["", "## Views over an edition", ""]
        lines += ["| view | answers |", "|---|---|"]
        lines += views.map { "| `\($0.name)` | \(Self.cell($0.purpose)) |" }
        return lines.joined(separator: "\n") + "\n"
    }

    private func section(_ table: Table) -> [String] {
        var lines = ["", "### \(table.name)", ""]
        if table.isOwn { lines += ["Added by the agency.", ""] }
        if !table.purpose.isEmpty { lines += [table.purpose, ""] }
        lines += [
            "Who sees it: \(table.readers).", "", "| column | type | default | meaning |",
            "|---|---|---|---|",
        ]
        for column in table.columns {
            let type = column.type + (column.isKey ? ", key" : column.isOptional ? ", may be null" : "")
            var meaning = [column.reference.map { "→ [\($0)](#\($0))" }, column.comment].compactMap { $0 }
            if !column.choices.isEmpty {
                meaning.append("one of " + column.choices.map { "`\($0)`" }.joined(separator: ", "))
            }
            if column.isOwn, !table.isOwn { meaning.append("added by the agency") }
            if table.isCopied, !column.isCopied { meaning.append("never copied") }
            let defaultValue = column.defaultValue.map { "`\(Self.shortened($0))`" } ?? ""
            lines.append(
                "| `\(column.name)` | \(type) | \(defaultValue) | \(Self.cell(meaning.joined(separator: "; "))) |"
            )
        }
        return lines
    }

    private static func shortened(_ value: String) -> String {
        value.hasPrefix("strftime") || value.hasPrefix("date('now") ? "now" : value
    }

    private static func cell(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
}
