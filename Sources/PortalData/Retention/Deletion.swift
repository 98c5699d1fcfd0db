internal import Files
internal import JSON
internal import SQLite

/// A record with everything that cannot be without it: what is deleted, and which references to it are cleared.
///
/// A row goes when it needs the record (its reference must not be empty) or is part of it; another record that only names
/// it stays, and names it no longer.
struct Deletion {
    /// A reference that becomes null.
    struct Cleared: Hashable {
        let table: String
        let columns: [String]
        let id: Int64
    }

    private let database: Connection
    private let source: SourceSchema
    /// Row numbers by table.
    private(set) var rows: [String: Set<Int64>] = [:]
    private(set) var cleared: Set<Cleared> = []
    private var open: [(table: String, id: Int64)] = []

    /// Rows of these tables are nothing without what they name, though each reference alone may be empty.
    private static let parts: Set = ["state_changes", "time_entries", "activities", "meeting_attendees"]
    /// Columns that are empty together with a reference.
    private static let companions = ["deliverable_approvals": ["document_version_id": "sha256"]]

    init(_ database: Connection, _ source: SourceSchema) {
        self.database = database
        self.source = source
    }

    /// How many rows go.
    var count: Int { rows.values.reduce(0) { $0 + $1.count } }

    /// Adds a row and what goes with it.
    mutating func add(_ id: Int64, of table: String) throws {
        mark(id, table)
        while let next = open.popLast() { try follow(next.id, of: next.table) }
    }

    /// Adds a client: every row that is his, and users who have nothing elsewhere.
    mutating func add(client id: Int64) throws {
        for table in source.tables where table.has("client_id") && table.name != "audit_log" {
            guard Self.isCountable(table) else { continue }
            let name = RowName.quoted(table.name)
            // Whom the agency knew before there was a portal, it may know still.
            if table.name == "companies" {
                for row in try ids("select id from companies where client_id = ?1", id) {
                    cleared.insert(Cleared(table: table.name, columns: ["client_id"], id: row))
                }
                continue
            }
            for row in try ids("select rowid from \(name) where client_id = ?1", id) { mark(row, table.name) }
        }
        // Imports that were for this client alone.
        for run in try ids(
            "select id from sync_runs where client_slug = (select slug from clients where id = ?1)", id)
        {
            mark(run, "sync_runs")
        }
        let users = """
            select id from users where kind = 'client'
                and (id in (select user_id from memberships where client_id = ?1)
                    or id in (select user_id from grants where client_id = ?1)
                    or person_id in (select id from people where client_id = ?1))
                and not exists (select 1 from memberships where user_id = users.id and client_id <> ?1)
                and not exists (select 1 from grants where user_id = users.id and client_id <> ?1)
            """
        for user in try ids(users, id) { mark(user, "users") }
        mark(id, "clients")
        while let next = open.popLast() { try follow(next.id, of: next.table) }
    }

    /// Adds what another one has.
    mutating func add(_ other: Deletion) {
        rows.merge(other.rows) { $0.union($1) }
        cleared.formUnion(other.cleared)
    }

    /// Deletes; references are checked when the transaction ends.
    func run() throws {
        for clear in cleared.sorted(by: { ($0.table, $0.id) < ($1.table, $1.id) })
        where rows[clear.table]?.contains(clear.id) != true {
            let sets = clear.columns.map { "\(RowName.quoted($0)) = null" }.joined(separator: ", ")
            try change("update \(RowName.quoted(clear.table)) set \(sets) where rowid = ?1", clear.id)
        }
        for (table, ids) in rows.sorted(by: { $0.key < $1.key }) {
            let delete = try database.prepare("delete from \(RowName.quoted(table)) where rowid = ?1")
            for id in ids.sorted() {
                try delete.bind(id, at: 1)
                try delete.run()
            }
        }
    }

    /// Every row as a line of JSON: its table, and its columns.
    func export() throws -> [UInt8] {
        var writer = JSONWriter()
        for (table, ids) in rows.sorted(by: { $0.key < $1.key }) {
            guard let columns = source.table(table)?.columns.map(\.name) else { continue }
            let list = columns.map(RowName.quoted).joined(separator: ", ")
            let find = try database.prepare("select \(list) from \(RowName.quoted(table)) where rowid = ?1")
            for id in ids.sorted() {
                try find.bind(id, at: 1)
                guard try find.step() else { continue }
                let row = columns.enumerated().map { JSONValue.Member(name: $1, value: find.json(at: $0)) }
                writer.json(
                    .object([
                        .init(name: "table", value: .string(table)), .init(name: "row", value: .object(row)),
                    ]))
                writer.newline()
                find.reset()
            }
        }
        return writer.bytes
    }

    // MARK: Parts

    private mutating func mark(_ id: Int64, _ table: String) {
        if rows[table, default: []].insert(id).inserted { open.append((table, id)) }
    }

    private mutating func follow(_ id: Int64, of table: String) throws {
        for child in source.tables where Self.isCountable(child) {
            for key in child.foreignKeys where key.table == table {
                guard let pair = key.pairs.first(where: { $0.from != "client_id" }), pair.to == "id" else {
                    continue
                }
                let column = RowName.quoted(pair.from)
                let found = try ids(
                    "select rowid from \(RowName.quoted(child.name)) where \(column) = ?1", id)
                let isOptional = child.columns.first { $0.name == pair.from }?.isOptional ?? false
                for row in found {
                    if isOptional, !Self.parts.contains(child.name) {
                        let companion = Self.companions[child.name]?[pair.from]
                        cleared.insert(
                            Cleared(
                                table: child.name, columns: [pair.from] + [companion].compactMap { $0 },
                                id: row))
                    } else {
                        mark(row, child.name)
                    }
                }
            }
        }
        for child in ["grants", "access_requests"] {
            for row in try ids(
                "select id from \(child) where record_table = ?2 and record_id = ?1", id, table)
            {
                mark(row, child)
            }
        }
        for row in try ids("select id from access_log where record_table = ?2 and record_id = ?1", id, table)
        {
            cleared.insert(Cleared(table: "access_log", columns: ["record_table", "record_id"], id: row))
        }
    }

    /// Whether rows can be named by a number; what cannot goes with its parents by `on delete cascade`.
    static func isCountable(_ table: SourceSchema.Table) -> Bool {
        guard let key = table.key else { return false }
        return table.columns.first { $0.name == key }?.type == "INTEGER"
            && !SlicingRules.isInternal(table.name)
    }

    private func ids(_ sql: String, _ id: Int64, _ table: String? = nil) throws -> [Int64] {
        let find = try database.prepare(sql, isLongLived: false)
        try find.bind(id, at: 1)
        if let table { try find.bind(table, at: 2) }
        var result: [Int64] = []
        while try find.step() { result.append(find.integer(at: 0)) }
        return result
    }

    private func change(_ sql: String, _ id: Int64) throws {
        let change = try database.prepare(sql, isLongLived: false)
        try change.bind(id, at: 1)
        try change.run()
    }
}
