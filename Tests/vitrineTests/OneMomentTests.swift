import Foundation
import TestSupport
import Testing

/// A build beside a writer shows one moment of the database, across all editions.
@Suite struct OneMomentTests {
    /// 15 in `make test`, 200 in `make soak`.
    private static let builds =
        ProcessInfo.processInfo.environment["MOMENTS"].flatMap { Int($0) } ?? 15

    /// Moves amounts between three projects, each move a transaction, until it is told to end.
    private static let writer = """
        import random, sqlite3, sys
        database = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)
        while True:
            one, other = random.sample([1, 2, 3], 2)
            amount = random.randint(1, 50)
            database.execute("begin immediate")
            database.execute("update projects set budget_minor = budget_minor - ? where id = ?", (amount, one))
            database.execute("update projects set budget_minor = budget_minor + ? where id = ?", (amount, other))
            database.execute("commit")
        """

    @Test func noBuildShowsASumThatNeverWas() throws {
        let python = "/usr/bin/python3"
        guard Tool.isAvailable(python, for: "writing while a build reads") else { return }
        let folder = TemporaryFolder()
        try folder.write(
            "title: T\nagency: A\ncontact: a@b.example\nas_of: 2026-11-21\nbase_url: https://portal.example/\n",
            to: "vitrine.yaml")
        try folder.write(
            """
            insert into clients (id, slug, name, status) values (1, 'acme', 'Acme', 'active'), (2, 'corp', 'Corp', 'active');
            insert into projects (id, client_id, code, name, audience, budget_minor) values
                (1, 1, 'a', 'A', 'team', 1000000000), (2, 1, 'b', 'B', 'team', 1000000000), (3, 2, 'c', 'C', 'team', 1000000000);

            """, to: "rows.sql")
        try folder.write(
            """
            ---
            path: "sum.html"
            title: "Sum"
            ---
            {% for row in query("select sum(budget_minor) as n from projects") %}sum {{ row.n }}{% endfor %}
            {% for row in query("select budget_minor + 0 as n from projects order by code") %} one {{ row.n }}{% endfor %}
            """, to: "Templates/pages/sum.html")
        for arguments in [["db", "create"], ["db", "load", "rows.sql"]] {
            let outcome = try Tool.vitrine(arguments, in: folder.url)
            try #require(outcome.code == 0, "\(outcome.errors)")
        }
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = ["-c", Self.writer, folder.path("portal.sqlite")]
        try Tool.start(process)
        defer { process.terminate() }

        var shown: Set<[Int]> = []
        for _ in 0..<Self.builds {
            let outcome = try Tool.vitrine("build", "--publish", in: folder.url)
            try #require(outcome.code == 0, "\(outcome.errors)")
            var amounts: [Int] = []
            for edition in ["acme", "corp"] {
                let page = try String(
                    contentsOfFile: folder.path("output/site/\(edition)/sum.html"), encoding: .utf8)
                let sum = page.firstMatch(of: /sum (\d+)/).flatMap { Int($0.1) }
                let ones = page.matches(of: /one (\d+)/).compactMap { Int($0.1) }
                #expect(sum == ones.reduce(0, +))
                amounts += ones
            }
            #expect(amounts.count == 3 && amounts.reduce(0, +) == 3_000_000_000)
            shown.insert(amounts)
        }
        #expect(process.isRunning)
        // Otherwise nothing was written meanwhile.
        #expect(shown.count > 1)
    }
}
