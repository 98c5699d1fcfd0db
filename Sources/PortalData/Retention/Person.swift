internal import Diagnostics
internal import JSON
internal import SQLite

/// A person as the database knows him: rows of `people`, `users` and `contacts`.
struct Person {
    /// One of these rows.
    struct Row: Hashable {
        let table: String
        let id: Int64
        let name: String
        let client: String?
        let madeAt: String

        var digest: String { PrunedList.digest(table: table, client: client, name: name) }
        /// `people ada (acme)`
        var description: String { "\(table) \(name)" + (client.map { " (\($0))" } ?? "") }
    }

    /// In byte order of tables and names.
    private(set) var rows: [Row] = []
    /// The full names, addresses and telephone numbers that tell who it is; no short ones.
    private(set) var words: [String] = []
    /// Family names, which may be words that mean something else.
    private(set) var familyNames: [String] = []

    static let tables = ["contacts", "people", "users"]

    /// The row numbers of one table.
    func ids(_ table: String) -> [Int64] { rows.filter { $0.table == table }.map(\.id) }

    /// Finds a person by user name, by the code of a row of `people`, or by e-mail address.
    ///
    /// An address stands for everybody who has it; any other name for one row, and those that are linked to it.
    init(_ word: String, in database: Connection) throws {
        if word.contains("@") {
            for table in Self.tables {
                try add("lower(t.email) = lower(?1)", word, of: table, in: database)
            }
        } else if let slash = word.firstIndex(of: "/") {
            let code = String(word[word.index(after: slash)...])
            try add(
                "t.code = ?1 and t.client_id = (select id from clients where slug = ?2)", code,
                String(word[..<slash]), of: "people", in: database)
        } else {
            try add("t.username = ?1", word, of: "users", in: database)
            try add("t.code = ?1", word, of: "people", in: database)
        }
        let found = rows
        for user in ids("users") {
            try add(
                "t.id = (select person_id from users where users.id = cast(?1 as integer))", "\(user)",
                of: "people",
                in: database)
        }
        for person in ids("people") {
            try add("t.person_id = cast(?1 as integer)", "\(person)", of: "users", in: database)
        }
        try check(word, found, in: database)
        try readWords(in: database)
    }

    /// Rows that were forgotten once, and are there again.
    init?(returnedBy list: PrunedList, in database: Connection) throws {
        let wanted = Set(list.records.filter { $0.action == "forget" }.map { $0.digest + $0.madeAt })
        guard !wanted.isEmpty else { return nil }
        for table in Self.tables { try add("?1 = ?1", "", of: table, in: database) }
        rows = rows.filter { wanted.contains($0.digest + $0.madeAt) }
        if rows.isEmpty { return nil }
        try readWords(in: database)
    }

    // MARK: Parts

    private mutating func add(
        _ condition: String, _ word: String, _ other: String? = nil, of table: String, in database: Connection
    ) throws {
        let name = table == "users" ? "t.username" : table == "people" ? "t.code" : "cast(t.id as text)"
        let slug = table == "people" ? "(select slug from clients where clients.id = t.client_id)" : "null"
        let find = try database.prepare(
            "select t.id, \(name), \(slug), t.created_at from \(table) as t where \(condition) order by t.id",
            isLongLived: false)
        try find.bind(word, at: 1)
        if let other { try find.bind(other, at: 2) }
        while try find.step() {
            let row = Row(
                table: table, id: find.integer(at: 0), name: find.text(at: 1) ?? "", client: find.text(at: 2),
                madeAt: find.text(at: 3) ?? "")
            if !rows.contains(row) { rows.append(row) }
        }
        rows.sort { ($0.table, $0.name, $0.id) < ($1.table, $1.name, $1.id) }
    }

    private func check(_ word: String, _ found: [Row], in database: Connection) throws {
        if found.isEmpty {
            let names = try database.prepare(
                "select username from users union select code from people order by 1 limit 10000",
                isLongLived: false)
            var known: [String] = []
            while try names.step() { known.append(names.text(at: 0) ?? "") }
            throw DiagnosticList([
                Diagnostic(
                    "there is no person `\(word)`",
                    hint: didYouMean(word, in: known)
                        ?? "write a user name, the code of a row of `people` as `acme/ada`, or an e-mail address"
                )
            ])
        }
        // A user and a person of the same name are one where they are linked.
        let isLinked = Set(found.map(\.table)).count == 2 && found.count == 2 && rows.count == 2
        if !word.contains("@"), found.count > 1, try !(isLinked && areLinked(in: database)) {
            let names = found.map {
                $0.table == "people" ? "`\($0.client ?? "")/\($0.name)`" : "\($0.description)"
            }
            throw DiagnosticList([
                Diagnostic(
                    "`\(word)` is the name of several: " + names.joined(separator: ", "),
                    hint: "write the client too, or the e-mail address")
            ])
        }
        for user in ids("users") {
            let kind = try database.text("select kind from users where id = \(user)")
            if kind == "staff" {
                throw DiagnosticList([
                    Diagnostic(
                        "`\(word)` is one of the agency's own people",
                        hint: "suspend the user, and change the row of `staff`, which clients read")
                ])
            }
        }
    }

    private func areLinked(in database: Connection) throws -> Bool {
        guard let user = ids("users").first, let person = ids("people").first else { return false }
        return try database.integer("select person_id is \(person) from users where id = \(user)") == 1
    }

    private mutating func readWords(in database: Connection) throws {
        var all: Set<String> = []
        var families: Set<String> = []
        for row in rows {
            let columns = row.table == "users" ? ["email"] : ["name", "email", "phone"]
            for column in columns {
                let text = try database.text("select \(column) from \(row.table) where id = \(row.id)") ?? ""
                if text.count >= 4 { all.insert(text) }
                if column == "name", let last = text.split(separator: " ").last, last.count >= 4,
                    last.count < text.count
                {
                    families.insert(String(last))
                }
            }
        }
        words = all.sorted()
        familyNames = families.sorted()
    }
}
