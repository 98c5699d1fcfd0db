internal import JSON
internal import SQLite

extension SchemaDescription {
    /// For programs: tables with their columns, and views, in a stable order.
    public var json: String {
        var writer = JSONWriter(indentation: 2)
        writer.beginObject()
        writer.name("version")
        writer.int(version)
        writer.name("tables")
        writer.beginArray()
        for table in tables { Self.write(table, to: &writer) }
        writer.endArray()
        writer.name("views")
        writer.beginArray()
        for view in views {
            writer.beginObject()
            writer.name("name")
            writer.string(view.name)
            writer.name("purpose")
            writer.string(view.purpose)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        writer.newline()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func write(_ table: Table, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("name")
        writer.string(table.name)
        writer.name("purpose")
        writer.string(table.purpose)
        writer.name("readers")
        writer.string(table.readers)
        writer.name("is_copied")
        writer.bool(table.isCopied)
        writer.name("is_own")
        writer.bool(table.isOwn)
        writer.name("columns")
        writer.beginArray()
        for column in table.columns {
            writer.beginObject()
            for (name, text) in [
                ("name", column.name), ("type", column.type), ("default", column.defaultValue),
                ("references", column.reference), ("comment", column.comment),
            ] {
                writer.name(name)
                writer.string(orNull: text)
            }
            for (name, isSo) in [
                ("is_key", column.isKey), ("is_optional", column.isOptional), ("is_copied", column.isCopied),
                ("is_own", column.isOwn),
            ] {
                writer.name(name)
                writer.bool(isSo)
            }
            writer.name("choices")
            writer.beginArray()
            for choice in column.choices { writer.string(choice) }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }

    /// The migrations as they are, one after another, and what an agency added: a script that makes an empty portal
    /// database.
    public var sql: String {
        // A table that others refer to is made anew in between; when all is done, every reference is in force again.
        let steps = Migrations.all.map { "\($0.sql)\npragma user_version = \($0.number);\n" }
        let own = additions.isEmpty ? "" : "\n-- Added by the agency.\n\n" + additions.joined(separator: "\n")
        return "pragma foreign_keys = off;\n\n" + steps.joined(separator: "\n") + own
            + "\npragma foreign_keys = on;\n"
    }

    /// Tables and their indexes as they are written, and columns of shipped tables as SQLite keeps them.
    static func additions(
        in source: SourceSchema, to standard: SourceSchema, _ database: Connection
    ) throws -> [String] {
        let indexes = try database.prepare(
            "select sql from sqlite_schema where type = 'index' and tbl_name = ?1 and sql is not null order by name"
        )
        var statements: [String] = []
        for table in source.tables {
            guard let known = standard.table(table.name) else {
                statements.append(table.sql + ";\n")
                try indexes.bind(table.name, at: 1)
                defer { indexes.reset() }
                while try indexes.step() { statements.append((indexes.text(at: 0) ?? "") + ";\n") }
                continue
            }
            let text = TableText(table.sql)
            for column in table.columns where !known.has(column.name) {
                guard let written = text.column(column.name) else { continue }
                // A comment at the end would hide what SQLite writes behind it.
                statements.append(
                    "alter table \(RowName.quoted(table.name)) add column \(written.definition)\n;\n")
            }
        }
        return statements
    }
}
