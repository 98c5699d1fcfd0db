import PortalData
import Slices
import TemplateEngine
import TestSupport
import Testing

/// A generated portal, and a second, slow and obvious answer to "may this user see this row".
struct World {
    struct Row {
        var table: String
        var id: Int
        var client: Int
        var audience: String?
        var project: Int?
        var document: Int?
        var publish: String?
        var expires: String?
        var state: String?
        var level: String?
    }
    struct Membership {
        var user: Int
        var client: Int
        var role: String
        var from: String?
        var until: String?
        var extra: [String]
        var projects: [Int]
    }
    struct Grant {
        var client: Int
        var user: Int
        var row: Int
        var level: String
        var expires: String?
    }

    var rows: [Row] = []
    var memberships: [Membership] = []
    var grants: [Grant] = []
    static let today = "2026-11-21"
    static let users = 1...6
    static let roles: [String: [String]] = [
        "owner": ["team", "finance", "board", "owners"], "billing": ["team", "finance"], "member": ["team"],
        "subcontractor": ["subcontractor"],
    ]

    init(seed: Int) {
        var random = SeededGenerator(seed: seed)
        let days: [String?] = [nil, nil, nil, "2026-11-20", "2026-11-21", "2026-11-22"]
        let audiences = ["internal", "team", "team", "finance", "board", "subcontractor"]
        func pick<T>(_ items: [T]) -> T { items[Int(random.next() % UInt64(items.count))] }
        var id = 100
        for client in 1...2 {
            for _ in 0..<4 {
                id += 1
                let project = id
                rows.append(
                    Row(
                        table: "projects", id: project, client: client, audience: pick(audiences),
                        publish: pick(days)))
                for _ in 0..<3 {
                    id += 1
                    rows.append(
                        Row(
                            table: "milestones", id: id, client: client, audience: pick(audiences),
                            project: project,
                            expires: pick(days)))
                }
            }
            let projects: [Int?] =
                [nil] + rows.filter { $0.table == "projects" && $0.client == client }.map(\.id)
            for _ in 0..<6 {
                id += 1
                let document = id
                rows.append(
                    Row(
                        table: "documents", id: document, client: client, audience: pick(audiences),
                        project: pick(projects), publish: pick(days), level: pick(["view", "download"])))
                id += 1
                rows.append(
                    Row(
                        table: "document_versions", id: id, client: client, document: document,
                        state: pick(["draft", "current", "superseded"])))
            }
        }
        for user in Self.users {
            for client in 1...2 where random.next() % 4 != 0 {
                let role = pick(Self.roles.keys.sorted())
                let projects = rows.filter { $0.table == "projects" && $0.client == client }.map(\.id)
                memberships.append(
                    Membership(
                        user: user, client: client, role: role, from: pick(days), until: nil,
                        extra: random.next() % 3 == 0 ? [pick(["team", "board", "finance"])] : [],
                        projects: role == "subcontractor"
                            ? projects.filter { _ in random.next() % 2 == 0 } : []))
                if random.next() % 3 == 0 {
                    let last = pick(["2026-11-20", "2026-11-21"])
                    memberships[memberships.count - 1].until = last
                    if (memberships[memberships.count - 1].from ?? "") > last {
                        memberships[memberships.count - 1].from = nil
                    }
                }
            }
        }
        let grantable = rows.filter { $0.table != "document_versions" && $0.audience != "internal" }
        for user in Self.users where random.next() % 2 == 0 && !grantable.isEmpty {
            let row = pick(grantable)
            if grants.contains(where: { $0.user == user && $0.row == row.id }) { continue }
            grants.append(
                Grant(
                    client: row.client, user: user, row: row.id, level: pick(["view", "download"]),
                    expires: pick(days)))
        }
    }

    // MARK: The obvious answer

    private func isMember(_ membership: Membership) -> Bool {
        (membership.from ?? "") <= Self.today && (membership.until ?? "9") >= Self.today
    }

    func maySee(_ row: Row, user: Int) -> Bool {
        if let document = row.document {
            guard row.state != "draft", let parent = rows.first(where: { $0.id == document }) else {
                return false
            }
            return maySee(parent, user: user)
        }
        guard row.audience != "internal" else { return false }
        if let first = row.publish, first > Self.today { return false }
        if let gone = row.expires, gone <= Self.today { return false }
        guard byAudience(row, user: user) || grant(on: row, user: user) != nil else { return false }
        guard let project = row.project, let parent = rows.first(where: { $0.id == project }) else {
            return true
        }
        return maySee(parent, user: user)
    }

    func byAudience(_ row: Row, user: Int) -> Bool {
        memberships.contains { membership in
            guard membership.user == user, membership.client == row.client, isMember(membership) else {
                return false
            }
            let held = (Self.roles[membership.role] ?? []) + membership.extra
            guard held.contains(row.audience ?? "") else { return false }
            guard membership.role == "subcontractor" else { return true }
            return membership.projects.contains(row.table == "projects" ? row.id : row.project ?? 0)
        }
    }

    func grant(on row: Row, user: Int) -> Grant? {
        let own = memberships.filter { $0.user == user && $0.client == row.client }
        guard own.isEmpty || own.contains(where: isMember) else { return nil }
        return grants.first {
            $0.user == user && $0.row == row.id && ($0.expires ?? "9") > Self.today
                && row.audience != "internal"
        }
    }

    func mayDownload(_ version: Row, user: Int) -> Bool {
        guard maySee(version, user: user), let document = rows.first(where: { $0.id == version.document })
        else {
            return false
        }
        if byAudience(document, user: user), document.level == "download" { return true }
        return grant(on: document, user: user)?.level == "download"
    }

    // MARK: The same as SQL

    var sql: String {
        func text(_ value: String?) -> String { value.map { "'\($0)'" } ?? "null" }
        func number(_ value: Int?) -> String { value.map { "\($0)" } ?? "null" }
        var lines = [
            "insert into clients (id, slug, name, status) values (1, 'one', 'One', 'active'), (2, 'two', 'Two', 'active');"
        ]
        for user in Self.users {
            lines.append(
                "insert into users (id, username, status) values (\(user), 'user\(user)', 'active');")
        }
        for row in rows {
            let window = "\(text(row.publish)), \(text(row.expires))"
            let common =
                "\(row.id), \(row.client), 'c\(row.id)', 'r\(row.id)', \(text(row.audience)), \(window)"
            switch row.table {
            case "projects":
                lines.append(
                    "insert into projects (id, client_id, code, name, audience, publish_on, expires_on) values (\(common));"
                )
            case "milestones":
                lines.append(
                    "insert into milestones (id, client_id, code, title, audience, publish_on, expires_on, project_id, due_on) "
                        + "values (\(common), \(number(row.project)), '2026-12-01');")
            case "documents":
                lines.append(
                    "insert into documents (id, client_id, code, title, audience, publish_on, expires_on, project_id, level) "
                        + "values (\(common), \(number(row.project)), \(text(row.level)));")
            default:
                lines.append(
                    "insert into document_versions (id, client_id, document_id, number, state, file, change_note) values "
                        + "(\(row.id), \(row.client), \(number(row.document)), 1, \(text(row.state)), 'f.pdf', 'r\(row.id)');"
                )
            }
        }
        for (index, membership) in memberships.enumerated() {
            lines.append(
                "insert into memberships (id, user_id, client_id, role_id, valid_from_on, valid_until_on) values "
                    + "(\(index + 1), \(membership.user), \(membership.client), '\(membership.role)', "
                    + "\(text(membership.from)), \(text(membership.until)));")
            for audience in membership.extra {
                lines.append(
                    "insert into membership_audiences (membership_id, client_id, audience) values "
                        + "(\(index + 1), \(membership.client), '\(audience)');")
            }
            for project in membership.projects {
                lines.append(
                    "insert into project_members (membership_id, project_id, client_id) values "
                        + "(\(index + 1), \(project), \(membership.client));")
            }
        }
        for grant in grants {
            let table = rows.first { $0.id == grant.row }?.table ?? ""
            lines.append(
                "insert into grants (client_id, user_id, record_table, record_id, level, expires_on) values "
                    + "(\(grant.client), \(grant.user), '\(table)', \(grant.row), '\(grant.level)', \(text(grant.expires)));"
            )
        }
        return lines.joined(separator: "\n")
    }
}

@Suite struct WorldTests {
    @Test(arguments: 1...25) func editionsHoldWhatTheirReadersMaySee(_ seed: Int) throws {
        let world = World(seed: seed)
        let portal = try SamplePortal(basis: "")
        try portal.load(world.sql)
        let frozen = try portal.frozen()
        let readership = try frozen.readership(asOf: World.today)
        let slice = try Slice(schema: frozen.sliceSchema)
        let notes = try portal.notes()
        var seen: [String: (rows: Set<String>, files: Set<String>)] = [:]
        for edition in readership.editions {
            try frozen.fill(slice, with: edition, asOf: World.today, notes: notes)
            let arena = Arena()
            let contents = Contents(slice: slice, arena: arena, lists: try slice.values(into: arena))
            var rows = Set(contents.texts("projects", "name"))
            for table in ["milestones", "documents"] { rows.formUnion(contents.texts(table, "title")) }
            rows.formUnion(contents.texts("document_versions", "change_note"))
            let files = contents.list("document_versions").filter {
                contents.field($0, "file").kind == .string
            }
            .map { String(decoding: contents.field($0, "change_note").bytes, as: UTF8.self) }
            seen[edition.name] = (rows, Set(files))
            try slice.clear()
        }
        for user in World.users {
            let reader = readership.readers.first { $0.id == Int64(user) }
            let editions = (reader?.editions ?? []).compactMap { seen[$0] }
            let rows = editions.reduce(into: Set<String>()) { $0.formUnion($1.rows) }
            let files = editions.reduce(into: Set<String>()) { $0.formUnion($1.files) }
            let mayRead = Set(world.rows.filter { world.maySee($0, user: user) }.map { "r\($0.id)" })
            let mayLoad = Set(world.rows.filter { world.mayDownload($0, user: user) }.map { "r\($0.id)" })
            #expect(rows == mayRead, "user \(user) of world \(seed)")
            #expect(files == mayLoad, "user \(user) of world \(seed)")
        }
    }
}
