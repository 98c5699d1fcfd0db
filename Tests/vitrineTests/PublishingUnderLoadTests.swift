import Access
import Foundation
import LiveServers
import Synchronization
import TestSupport
import Testing

/// Readers who never stop asking while one publication follows another, each told to the server by its hooks.
@Suite struct PublishingUnderLoadTests {
    private static let publications = 12

    @Test(arguments: WebServer.allCases)
    func readersMeetWholeGenerationsAndRevocationIsAtOnce(_ kind: WebServer) throws {
        guard kind.isAvailable(for: "publishing under load") else { return }
        let portal = try LoadedPortal()
        try portal.publish(1)
        let server = try LiveServer(kind, roots: portal.roots)
        try portal.configure(reload: server.reloadCommand, port: server.port)
        let load = Load(port: server.port, readers: 3)
        defer { load.stop() }
        for generation in 2..<2 + Self.publications {
            let isReader = generation % 2 == 0
            load.expect(bea: [200, 401])
            try portal.publish(generation, beaIsReader: isReader)
            load.expect(bea: [isReader ? 200 : 401])
            // Nothing more was done to the server: the publication has told it.
            #expect(
                try status(server.port, "bea") == (isReader ? 200 : 401), "\(kind.rawValue) \(generation)")
            #expect(try status(server.port, "rob") == 401)
        }
        load.stop()
        #expect(load.problems == [])
        #expect(load.generations.count > 1, "the readers saw no publication: \(load.generations)")
        #expect(server.isRunning)
        print("\(kind.rawValue): \(load.count) requests during \(Self.publications) publications")
    }

    @Test func aPublicationWaitsUntilTheServerHasTakenTheRules() throws {
        guard WebServer.nginx.isAvailable(for: "a server that takes its time") else { return }
        let portal = try LoadedPortal()
        try portal.publish(1)
        let server = try LiveServer(.nginx, roots: portal.roots)
        #expect(try status(server.port, "ada") == 200)
        let late = "(sleep 1; \(server.reloadCommand)) >/dev/null 2>&1 &"
        try portal.configure(reload: late, port: server.port)
        try portal.run("update clients set networks_json = '[\"192.0.2.0/24\"]' where slug = 'acme';")
        #expect(try status(server.port, "ada") == 401)
        try portal.configure(reload: late, port: nil)
        try portal.run("update clients set networks_json = null where slug = 'acme';")
        // The same without `ready`, which shows that the wait is what makes the difference.
        #expect(try status(server.port, "ada") == 401)
        let names = try FileManager.default.contentsOfDirectory(atPath: portal.roots.site)
        #expect(names.sorted() == ["acme", "acme-corp", "assets"])
    }

    @Test func aServerThatNeverTakesTheRulesStopsThePublication() throws {
        guard WebServer.nginx.isAvailable(for: "a server that is not told") else { return }
        let portal = try LoadedPortal()
        try portal.publish(1)
        let server = try LiveServer(.nginx, roots: portal.roots)
        try portal.configure(reload: "true", port: server.port)
        let outcome = try portal.attempt("update users set status = 'suspended' where username = 'bea';")
        #expect(outcome.code == 7)
        #expect(
            outcome.errors.contains("`publish.ready` failed before pages were switched"), "\(outcome.errors)")
        let names = try FileManager.default.contentsOfDirectory(atPath: portal.roots.site)
        #expect(names.sorted() == ["acme", "acme-corp", "assets"])
        #expect(try status(server.port, "ada") == 200)
    }

    private func status(_ port: UInt16, _ user: String) throws -> Int {
        try HTTPConnection(port: port).get("/acme/a.html", user: user, password: LoadedPortal.password).status
    }
}

/// A portal of two pages that say which generation they belong to, many times over.
private struct LoadedPortal {
    static let password = "a password of everyone"
    private let folder = TemporaryFolder()

    var roots: ServerRoots { ServerRoots(root: folder.path("output")) }

    init() throws {
        try configure(hooks: "")
        for name in ["a", "b"] {
            try folder.write(
                """
                ---
                path: "\(name).html"
                title: "\(name)"
                ---
                {% for row in query("select p.name, m.code from milestones m join projects p on p.id = m.project_id order by m.code") %}
                {{ row.name }} {{ row.code }}
                {% endfor %}
                """, to: "Templates/pages/\(name).html")
        }
        let hash = try PasswordHash(of: try Password(Self.password), cost: 4).text
        let rows = (0..<60).map { "(1, 1, 'm\($0)', 'M', '2026-12-01', 'team')" }
        try folder.write(
            """
            insert into clients (id, slug, name, status) values (1, 'acme', 'Acme', 'active'), (2, 'acme-corp', 'Corp', 'active');
            insert into projects (id, client_id, code, name, audience) values (1, 1, 'a', 'generation 0', 'team');
            insert into milestones (client_id, project_id, code, title, due_on, audience) values \(rows.joined(separator: ", "));
            insert into users (id, username, status, password_hash) values
                (1, 'ada', 'active', '\(hash)'), (2, 'bea', 'active', '\(hash)'), (3, 'rob', 'active', '\(hash)');
            insert into memberships (user_id, client_id, role_id) values (1, 1, 'member'), (2, 1, 'member'), (3, 2, 'member');

            """, to: "rows.sql")
        for arguments in [["db", "create"], ["db", "load", "rows.sql"]] {
            let outcome = try Tool.vitrine(arguments, in: folder.url)
            try #require(outcome.code == 0, "\(outcome.errors)")
        }
    }

    /// Tells the server of each publication from now on, and with a port waits until a canary gets in there.
    func configure(reload: String, port: UInt16?) throws {
        let ready = port.map { "  ready: http://127.0.0.1:\($0)/\n" } ?? ""
        try configure(hooks: "publish:\n  reload: \"\(reload)\"\n" + ready)
    }

    private func configure(hooks: String) throws {
        try folder.write(
            """
            title: T
            agency: A
            contact: a@b.example
            as_of: 2026-11-21
            base_url: https://portal.example/
            servers:
              root: \(folder.path("output"))
            \(hooks)
            """, to: "vitrine.yaml")
    }

    func publish(_ generation: Int, beaIsReader: Bool = true) throws {
        try run(
            """
            update projects set name = 'generation \(generation)';
            update users set status = '\(beaIsReader ? "active" : "suspended")' where username = 'bea';

            """)
    }

    /// Changes the database and publishes.
    func run(_ sql: String) throws {
        let outcome = try attempt(sql)
        try #require(outcome.code == 0, "\(outcome.errors)")
    }

    /// Changes the database; how publishing that ended.
    func attempt(_ sql: String) throws -> Tool.Outcome {
        try folder.write(sql, to: "change.sql")
        let loaded = try Tool.vitrine("db", "load", "change.sql", in: folder.url)
        try #require(loaded.code == 0, "\(loaded.errors)")
        return try Tool.vitrine("build", "--publish", in: folder.url)
    }
}

/// Threads that ask until they are told to stop, and judge what they are answered.
private final class Load: Sendable {
    private struct State {
        var isStopped = false
        var count = 0
        var running = 0
        var problems: [String] = []
        var generations: Set<Int> = []
        /// What bea may be answered, and how often that has changed.
        var bea = (statuses: Set([200, 401]), epoch: 0)
    }

    private let state = Mutex(State())
    private let port: UInt16

    init(port: UInt16, readers: Int) {
        self.port = port
        state.withLock { $0.running = readers }
        for _ in 0..<readers {
            let thread = Thread { self.ask() }
            thread.start()
        }
    }

    var problems: [String] { state.withLock { Array($0.problems.prefix(20)) } }
    var generations: Set<Int> { state.withLock { $0.generations } }
    var count: Int { state.withLock { $0.count } }

    /// From now on bea is answered one of these.
    func expect(bea statuses: Set<Int>) {
        state.withLock { $0.bea = (statuses, $0.bea.epoch + 1) }
    }

    /// Returns when all have stopped.
    func stop() {
        state.withLock { $0.isStopped = true }
        while state.withLock({ $0.running > 0 }) { usleep(1_000) }
    }

    private func ask() {
        var newest = 0
        var connection = HTTPConnection(port: port)
        var round = 0
        while !state.withLock({ $0.isStopped }) {
            round += 1
            if round % 20 == 0 { connection = HTTPConnection(port: port) }
            do {
                for page in ["a", "b"] {
                    let path = "/acme/\(page).html"
                    let answer = try connection.get(path, user: "ada", password: LoadedPortal.password)
                    let seen = Set(answer.text.matches(of: /generation (\d+)/).compactMap { Int($0.1) })
                    note(answer.status == 200 && seen.count == 1, "ada: \(answer.status), \(seen) at \(path)")
                    let generation = seen.max() ?? newest
                    note(generation >= newest, "generation \(generation) after \(newest) at \(path)")
                    newest = max(newest, generation)
                    state.withLock { _ = $0.generations.insert(newest) }
                }
                let outsiders = [
                    try connection.get("/acme/a.html"),
                    try connection.get("/acme/b.html", user: "rob", password: LoadedPortal.password),
                    try connection.get("/acme/a.html", user: "ada", password: "wrong"),
                ]
                for answer in outsiders {
                    note(
                        answer.status == 401 && !answer.text.contains("generation"),
                        "an outsider: \(answer.status)")
                }
                let before = state.withLock { $0.bea }
                let bea = try connection.get("/acme/a.html", user: "bea", password: LoadedPortal.password)
                let isSure = state.withLock { $0.bea.epoch } == before.epoch
                note(!isSure || before.statuses.contains(bea.status), "bea: \(bea.status)")
                // With an odd generation she is no reader any more, and was none before its pages were there.
                let seen = bea.text.matches(of: /generation (\d+)/).compactMap { Int($0.1) }
                note(seen.allSatisfy { $0 == 1 || $0 % 2 == 0 }, "bea sees generation \(seen.max() ?? 0)")
            } catch {
                note(false, "no answer")
            }
        }
        state.withLock { $0.running -= 1 }
    }

    private func note(_ isRight: Bool, _ problem: @autoclosure () -> String) {
        let text = isRight ? nil : problem()
        state.withLock {
            $0.count += 1
            if let text { $0.problems.append(text) }
        }
    }
}
