internal import SQLite

/// Which rows a check looks at: all, or those of some clients.
struct CheckScope {
    /// The clients at hand, as statements on `connection` ask for them.
    static let clients = "(select id from temp.vitrine_clients)"

    private let ids: Set<Int64>?

    init(_ change: MomentChange) {
        switch change {
        case .everything: ids = nil
        case .clients(let clients): ids = clients
        }
    }

    /// Whether it is all rows.
    var isWhole: Bool { ids == nil }

    func contains(_ client: Int64) -> Bool { ids?.contains(client) ?? true }

    /// A connection on which every table has the rows of these clients alone, and those that are no client's; nil for all.
    ///
    /// A view of the same name stands before each table; `main.` reaches behind it.
    func connection(to file: String, _ source: SourceSchema) throws(SQLiteError) -> Connection? {
        guard let ids else { return nil }
        let database = try Connection(path: file, mode: .immutable)
        try database.execute("create temp table vitrine_clients (id integer primary key)")
        let add = try database.prepare(
            "insert into temp.vitrine_clients (id) values (?1)", isLongLived: false)
        for id in ids.sorted() {
            try add.bind(id, at: 1)
            try add.run()
        }
        for table in source.tables {
            let owner = table.name == "clients" ? "id" : "client_id"
            guard table.has(owner), table.name == "clients" || owner != "id" else { continue }
            let name = RowName.quoted(table.name)
            let columns = table.primaryKey.isEmpty ? "*, rowid as rowid" : "*"
            try database.execute(
                "create temp view \(name) as select \(columns) from main.\(name) where \(owner) in \(Self.clients)"
            )
        }
        return database
    }
}
