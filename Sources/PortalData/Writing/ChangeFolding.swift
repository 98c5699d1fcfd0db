internal import JSON
internal import SQLite

extension ChangeNotes {
    /// Moves what plain SQL changed since the last command into the audit chain, as actor `sql`, at the time of the change.
    static func fold(in database: Connection, into chain: AuditChain) throws(SQLiteError) {
        let notes = try database.prepare(
            """
            select table_name, record, clients.slug, internal_changes.client_id, action, column_name, before, after,
                changed_at
            from internal_changes left join clients on clients.id = internal_changes.client_id
            order by internal_changes.id
            """, isLongLived: false)
        var row: NotedRow?
        while try notes.step() {
            let next = NotedRow(notes)
            if var current = row, current.isSameChange(as: next) {
                current.before += next.before
                current.after += next.after
                row = current
            } else {
                try row?.append(to: chain)
                row = next
            }
        }
        try row?.append(to: chain)
        if row != nil { try database.execute("delete from internal_changes") }
    }

    /// The columns that one statement changed in one row.
    private struct NotedRow {
        let table: String
        let record: String?
        let client: String?
        let action: String
        let at: String
        var before: [JSONValue.Member] = []
        var after: [JSONValue.Member] = []

        init(_ note: Statement) {
            table = note.text(at: 0) ?? ""
            record = note.text(at: 1)
            client = note.text(at: 2) ?? note.text(at: 3)
            action = note.text(at: 4) ?? ""
            at = note.text(at: 8) ?? ""
            let column = note.text(at: 5) ?? ""
            if action != "insert" { before = [.init(name: column, value: note.json(at: 6))] }
            if action != "delete" { after = [.init(name: column, value: note.json(at: 7))] }
        }

        /// Whether a note is of the same statement: no column of the row is named twice.
        func isSameChange(as other: NotedRow) -> Bool {
            table == other.table && record == other.record && action == other.action && at == other.at
                && !(before + after).contains { $0.name == (other.before + other.after).first?.name }
        }

        func append(to chain: AuditChain) throws(SQLiteError) {
            let entry = AuditEntry(
                action, table: table, record: record, client: client, before: before, after: after)
            try chain.append(entry, by: Author(actor: "sql", at: at))
        }
    }
}

extension Statement {
    /// A column as JSON: bytes that are no text become their number.
    func json(at column: Int) -> JSONValue {
        switch storage(at: column) {
        case .null: .null
        case .integer: .int(integer(at: column))
        case .double: .double(double(at: column))
        case .text: .string(text(at: column) ?? "")
        case .blob: .string("\(bytes(at: column).count) bytes")
        }
    }
}
