public import SQLite
import TestSupport

/// A portal database filled at random, whatever tables it has; the same for the same seed.
///
/// A lawful world obeys every rule of its schema, because what breaks one is not inserted. A lawless one has no rules:
/// rows name rows of other clients, or none.
public struct World {
    /// The date of its data.
    public static let today = "2026-11-21"
    /// In every text that is the agency's own.
    public static let secret = "sekret"

    private static let hash = "'$2y$05$\(String(repeating: "a", count: 53))'"

    /// A Markdown file of a client's.
    public struct Note {
        /// The row of its client.
        public let client: String
        /// The row of the project that it names.
        public let project: String?
        /// Whom it is for; `internal` is nobody.
        public let audience: String
        /// Also its file's name, and a word in its text.
        public let code: String
        /// Beneath the content folder.
        public let path: String
        /// With its front matter.
        public let text: String
    }

    /// The notes beside the rows.
    public private(set) var notes: [Note] = []
    private var random: SeededGenerator
    private let isLawful: Bool
    private let database: Connection
    private let schema: WorldSchema
    private var rows: [String: [[String: String]]] = [:]
    private var next = 100

    /// Fills an empty portal database.
    public init(seed: Int, isLawful: Bool, in database: Connection) throws {
        self.isLawful = isLawful
        self.database = database
        random = SeededGenerator(seed: seed)
        if !isLawful { try Self.addTables(to: database) }
        schema = try WorldSchema(database)
        if !isLawful {
            for pragma in ["foreign_keys = off", "ignore_check_constraints = on"] {
                try database.execute("pragma \(pragma)")
            }
            let triggers = try WorldSchema.rows(
                database, "select name from sqlite_schema where type = 'trigger' and name not like 'clients%'"
            )
            for trigger in triggers { try database.execute("drop trigger \"\(trigger[0] ?? "")\"") }
        }
        try database.transaction {
            // What names a record by its table's name comes when there are all of them.
            let late = schema.tables.filter { $0.has("record_id") }
            let early = schema.tables.filter { !$0.has("record_id") }
            for table in early + late { try fill(table) }
        }
        try moveRecords()
        try addReader()
        try database.execute("update document_types set media_types_json = '[\"application/pdf\"]'")
        for client in rows["clients"] ?? [] { addNotes(client) }
    }

    /// Along their workflows, which leaves a trail of rows that no single insert would make.
    private mutating func moveRecords() throws {
        let ways = rows["workflow_transitions"] ?? []
        for table in schema.tables where table.has("state_id") {
            for row in rows[table.name] ?? [] {
                let on = ways.filter { $0["from_state_id"] == row["state_id"] }
                guard let id = row["id"], let to = pick(on)?["to_state_id"] else { continue }
                // A transition may need a reason, or other columns.
                try? database.execute("update \"\(table.name)\" set state_id = \(to) where id = \(id)")
            }
        }
    }

    /// In every world there is somebody who reads something.
    private func addReader() throws {
        let id = rows["clients"]?.first?["id"] ?? ""
        for sql in [
            "update clients set status = 'active', access_expires_on = null where id = \(id)",
            "insert into users (id, username, status, password_hash) values (9999, 'reader', 'active', \(Self.hash))",
            "insert into memberships (user_id, client_id, role_id) values (9999, \(id), 'owner')",
        ] { try database.execute(sql) }
    }

    private mutating func addNotes(_ client: [String: String]) {
        let projects = (rows["projects"] ?? []).filter { $0["client_id"] == client["id"] }
        for _ in 0..<4 {
            next += 1
            let audience = pick(["team", "team", "finance", "board", "subcontractor", "internal"]) ?? ""
            let project = chance(2) ? pick(projects) : nil
            let code = project?["code"]?.filter { $0 != "'" }
            let slug = client["slug"]?.filter { $0 != "'" } ?? ""
            let line = code.map { "project: \($0)\n" } ?? ""
            notes.append(
                Note(
                    client: client["id"] ?? "", project: project?["id"], audience: audience,
                    code: "w\(next)x",
                    path: "\(slug)/w\(next)x.md",
                    text: "---\ntitle: Note w\(next)x\naudience: \(audience)\n\(line)---\nw\(next)x\n"))
        }
    }

    /// What an agency may add: a record, and children whose parents are optional.
    private static func addTables(to database: Connection) throws {
        for sql in [
            """
            create table trophies (id integer primary key, client_id integer not null, label text,
                audience text not null, expires_on text,
                foreign key (client_id, audience) references audiences (client_id, key))
            """,
            """
            create table trophy_photos (id integer primary key, client_id integer not null, trophy_id integer,
                project_id integer, caption text, internal_rate integer,
                foreign key (trophy_id) references trophies (id),
                foreign key (project_id, client_id) references projects (id, client_id))
            """,
            "create table trophy_remarks (id integer primary key, photo_id integer not null references trophy_photos (id), word text)",
            "create table internal_jokes (id integer primary key, client_id integer, audience text, word text)",
        ] { try database.execute(sql) }
    }

    // MARK: Rows

    private mutating func fill(_ table: WorldSchema.Table) throws {
        try remember(table)
        guard !["roles", "role_audiences", "workflow_transitions"].contains(table.name) else { return }
        let wanted =
            switch table.name {
            case "clients": 3
            case "users", "projects": 8
            case "memberships", "grants": 14
            default: 4 + number(12)
            }
        let before = rows[table.name]?.count ?? 0
        var tries = 0
        while (rows[table.name]?.count ?? 0) < before + wanted, tries < wanted * 8 {
            tries += 1
            next += 1
            guard let values = row(of: table) else { continue }
            let columns = values.keys.sorted()
            do throws(SQLiteError) {
                try database.execute(
                    "insert or ignore into \"\(table.name)\" (\(columns.joined(separator: ", "))) values "
                        + "(\(columns.map { values[$0] ?? "null" }.joined(separator: ", ")))")
            } catch {
                continue  // A trigger's rule.
            }
            if database.changes > 0 { rows[table.name, default: []].append(values) }
        }
        // Defaults and triggers have filled columns and tables too.
        try remember(table)
        if let audiences = schema.tables.first(where: { $0.name == "audiences" }) { try remember(audiences) }
    }

    /// The rows of a table as literals, for others to name.
    private mutating func remember(_ table: WorldSchema.Table) throws {
        let columns = table.columns.map { "quote(\"\($0.name)\")" }.joined(separator: ", ")
        rows[table.name] = try WorldSchema.rows(
            database, "select \(columns) from \"\(table.name)\" order by \(table.key.joined(separator: ", "))"
        ).map { values in
            Dictionary(uniqueKeysWithValues: zip(table.columns.map(\.name), values.map { $0 ?? "null" }))
        }
    }

    /// Literals by column; nil where a row that it has to name is not there.
    private mutating func row(of table: WorldSchema.Table) -> [String: String]? {
        var values: [String: String] = [:]
        if table.has("client_id"), table.name != "clients" {
            values["client_id"] = pick(rows["clients"] ?? [])?["id"]
        }
        for reference in table.references {
            let own = reference.pairs.filter { $0.from != "client_id" }
            let isNeeded = (own.isEmpty ? reference.pairs : own).contains { pair in
                table.columns.contains { $0.name == pair.from && $0.isRequired }
            }
            if !isNeeded, chance(2) { continue }
            if let row = target(of: reference, values) {
                for pair in reference.pairs { values[pair.from] = row[pair.to] }
            } else if isNeeded {
                return nil
            }
        }
        if isLawful, goesInACircle(values, table) { return nil }
        for column in table.columns where values[column.name] == nil {
            if let literal = literal(for: column, of: table) { values[column.name] = literal }
        }
        if table.has("record_id"), table.has("record_table"), let name = values["record_table"] {
            let client = values["client_id"]
            let records = (rows[String(name.dropFirst().dropLast())] ?? []).filter { row in
                client == nil || row["client_id"] == client || (!isLawful && chance(4))
            }
            values["record_id"] = pick(records)?["id"]
        }
        return values
    }

    /// What leads from a row to another of its table leads to a later one: a build accepts no circles.
    private func goesInACircle(_ values: [String: String], _ table: WorldSchema.Table) -> Bool {
        table.references.indices.dropFirst().contains { index in
            let (one, other) = (table.references[index - 1], table.references[index])
            guard one.table == other.table, let from = one.own?.from, let to = other.own?.from else {
                return false
            }
            return (values[from].flatMap { Int($0) } ?? 0) >= (values[to].flatMap { Int($0) } ?? .max)
        }
    }

    private mutating func target(
        of reference: WorldSchema.Reference, _ values: [String: String]
    ) -> [String: String]? {
        if !isLawful, chance(20), reference.own != nil {
            return ["id": "77", "client_id": values["client_id"] ?? "1"]
        }
        let isFree = !isLawful && reference.own?.to == "id" && chance(8)
        let fitting = (rows[reference.table] ?? []).filter { row in
            isFree || reference.pairs.allSatisfy { values[$0.from] == nil || values[$0.from] == row[$0.to] }
        }
        if reference.table == "audiences", !chance(3) {
            return fitting.first { $0["key"] == "'team'" } ?? pick(fitting)
        }
        guard var row = pick(fitting) else { return nil }
        if isFree { row["client_id"] = values["client_id"] ?? row["client_id"] }
        return row
    }

    // MARK: Values

    private mutating func literal(for column: WorldSchema.Column, of table: WorldSchema.Table) -> String? {
        let name = column.name
        if let special = special("\(table.name).\(name)") { return special }
        if name == "id", column.type == "INTEGER" { return "\(next)" }
        if ["publish_on", "expires_on", "access_expires_on", "valid_from_on", "valid_until_on"].contains(name)
        {
            return chance(4) ? pick(["'2026-11-20'", "'2026-11-21'", "'2026-11-22'"]) : "null"
        }
        if !column.choices.isEmpty, !column.hasDefault || chance(2) { return pick(column.choices) }
        if column.hasDefault { return nil }
        if !column.isRequired, !name.hasPrefix("internal_"), chance(2) { return nil }
        if name.hasSuffix("_on") { return pick(["'2026-11-20'", "'2026-11-21'", "'2026-12-24'"]) }
        if name.hasSuffix("_at") { return "'2026-11-20T08:30:00Z'" }
        if name.hasSuffix("_json") { return "'[]'" }
        if name.hasPrefix("is_") { return pick(["0", "1"]) }
        switch column.type {
        case "INTEGER", "INT": return "\(1 + number(90))"
        case "REAL": return "0.5"
        case "BLOB": return "x'00ff'"
        default:
            return name.hasPrefix("internal_") ? "'\(Self.secret) \(next)'" : "'w\(next)x'"
        }
    }

    /// Where names and suffixes do not tell what a column may hold.
    private mutating func special(_ column: String) -> String? {
        switch column {
        case "clients.slug": "'client-\(next)'"
        case "clients.status":
            pick(["'active'", "'active'", "'active'", "'draft'", "'suspended'", "'offboarded'"])
        case "users.status":
            pick(["'active'", "'active'", "'active'", "'active'", "'invited'", "'suspended'"])
        case "users.kind": "'client'"
        case "users.staff_id": "null"
        case "users.username": "'user\(next)'"
        case "users.password_hash": Self.hash
        case "access_requests.decided_at":
            pick([
                "null", "null", "'2026-11-20T08:30:00Z'", "'2026-10-23T00:00:00Z'", "'2026-10-22T23:59:59Z'",
            ])
        case "document_versions.file": pick(["'f\(next).pdf'", "null"])
        case "documents.classification": pick(["'public'", "'confidential'", "'restricted'"])
        case "audiences.highest_classification": pick(["'restricted'", "'sealed'"])
        case "clients.is_second_factor_required": "0"
        case "document_types.media_types_json": "'[\"application/pdf\"]'"
        case "document_versions.state": pick(["'draft'", "'current'", "'superseded'", "'withdrawn'"])
        case _ where column.hasSuffix(".currency"): "'EUR'"
        case _ where column.hasSuffix("email"): "'w\(next)x@example.org'"
        case _ where column.hasSuffix("_url"): pick(["'https://example.org/w\(next)x'", "null"])
        // What a build looks at more closely than the schema does.
        case "clients.offboarded_on", "clients.logo", "clients.logo_dark", "clients.color_primary",
            "clients.color_accent",
            "staff.photo",
            "document_versions.sha256", "document_versions.bytes":
            "null"
        default: nil
        }
    }

    private mutating func number(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
    private mutating func chance(_ oneIn: Int) -> Bool { number(oneIn) == 0 }
    private mutating func pick<Item>(_ items: [Item]) -> Item? {
        items.isEmpty ? nil : items[number(items.count)]
    }
}
