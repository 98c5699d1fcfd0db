import Foundation
import Glibc
import SQLite
import TestSupport
import Testing

/// What retention takes away is gone from everywhere that the tool reaches, and nothing else is.
@Suite struct RetentionTests {
    private static let canary = RetainedPortal.canary

    @Test(arguments: [
        [], ["--plan", "--apply"], ["--apply", "--as-of", "2030-01-01"], ["--plan", "--as-of", "soon"],
    ])
    func askForAPlanOrForTheDeed(_ arguments: [String]) throws {
        let portal = try RetainedPortal()
        let outcome = try portal.vitrine(["retention"] + arguments)
        #expect(outcome.code == 2, "\(outcome.text)")
        #expect(try portal.rows("select code from documents order by id").count == 4)
    }

    @Test func aPlanTellsWhatIsDueAndChangesNothing() throws {
        let portal = try RetainedPortal()
        try portal.vitrine("audit", "verify")
        let before = try Portal.tree(portal.root)
        let outcome = try portal.vitrine("retention", "--plan")
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(
            outcome.output == """
                due until 2026-11-20: 1 record; on legal hold: 1
                  documents old (hello): delete, due 2025-01-14 by policy year, 3 rows, 2 files of 24 bytes
                  documents held (hello): kept, legal hold of documents held; due 2025-01-14 by policy year
                hello documents year (delete): 1 record
                files that no row names any more: 2, 24 bytes
                nothing was changed; `vitrine retention --apply` does it

                """)
        let after = try Portal.tree(portal.root).filter { !$0.key.hasPrefix("portal.sqlite-") }
        #expect(
            after
                == before.filter { !$0.key.hasPrefix("portal.sqlite-") && $0.key != "output/state/lock" }
                .merging(after.filter { $0.key == "output/state/lock" }) { $1 })
        #expect(
            try portal.vitrine("retention", "--plan", "--as-of", "2027-11-01").output.contains(
                "documents new"))
    }

    @Test func whatIsDueIsGoneFromEveryFile() throws {
        let portal = try RetainedPortal()
        // A trail with what was in it, and a build that waits.
        #expect(try portal.vitrine("set", "documents", "hello/old", "title=\(Self.canary) again").code == 0)
        #expect(try portal.vitrine("build").code == 0)
        #expect(try !portal.files(holding: Self.canary).filter { $0.hasPrefix("output/staged/") }.isEmpty)
        let outcome = try portal.vitrine("retention", "--apply")
        #expect(outcome.code == 0, "\(outcome.text)")
        #expect(try portal.files(holding: Self.canary) == [])
        #expect(!portal.has("content/hello/files/old.csv") && !portal.has("content/hello/files/older.csv"))
        #expect(portal.has("content/hello-corp/files/old.csv") && portal.has("content/hello/files/held.csv"))
        #expect(try portal.rows("select code from documents order by id") == ["held", "new", "new"])
        #expect(try portal.vitrine("audit", "verify").code == 0)
        #expect(try portal.vitrine("db", "check").code == 0)
        let log = try portal.vitrine("audit", "list", "--json", "--client", "hello").output
        #expect(log.contains(#""action":"delete","table_name":"documents","record":""#))
        #expect(log.contains(#""after":{"policy":"year","rows":3,"files":2}"#))
        // And nothing is left to do.
        #expect(
            try portal.vitrine("retention", "--apply").output == "done: 0 records; on legal hold: 1\n"
                + "  documents held (hello): kept, legal hold of documents held; due 2025-01-14 by policy year\n"
        )
    }

    @Test func theListTellsWhatWentAndNotWhatItWas() throws {
        let portal = try RetainedPortal()
        #expect(try portal.vitrine("retention", "--apply").code == 0)
        let list = try String(
            contentsOf: portal.root.appending(path: "output/state/pruned.jsonl"), encoding: .utf8)
        let lines = list.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix(#"{"kind":"record","at":"2026-11-20T"#))
        #expect(lines[0].hasSuffix(#""made_at":"2024-01-15T09:00:00Z"}"#))
        #expect(lines[1].contains(#""path":"hello/files/old.csv","sha256":""#))
        #expect(!list.contains("Old"))
    }

    @Test(arguments: [
        "update clients set is_legal_hold = 1 where slug = 'hello';",
        "update documents set is_legal_hold = 1 where code = 'old';",
    ])
    func aLegalHoldWins(_ hold: String) throws {
        let portal = try RetainedPortal(hold)
        let outcome = try portal.vitrine("retention", "--apply")
        #expect(outcome.output.hasPrefix("done: 0 records; on legal hold: 2\n"), "\(outcome.text)")
        #expect(try portal.rows("select code from documents where code = 'old'").count == 1)
        #expect(portal.has("content/hello/files/old.csv"))
    }

    @Test func whatAHeldDocumentNeedsIsHeldToo() throws {
        let portal = try RetainedPortal(
            """
            insert into retention_rules values ('projects', 'year'), ('contracts', 'year');
            update projects set created_at = '2020-01-01T00:00:00Z';
            update documents set project_id = (select id from projects) where code = 'held';
            insert into contracts (client_id, code, title, document_id, created_at)
            select client_id, 'deal', 'Deal', id, '2020-01-01T00:00:00Z' from documents where code = 'held';
            """)
        let outcome = try portal.vitrine("retention", "--apply")
        #expect(outcome.output.contains("projects website (hello): kept, legal hold of documents held"))
        #expect(outcome.output.contains("contracts deal (hello): kept, legal hold of documents held"))
        #expect(try portal.rows("select count(*) from milestones") == ["1"])
    }

    @Test func aFileThatAnotherRowNamesStays() throws {
        let portal = try RetainedPortal(
            """
            update document_versions set file = '_shared/terms.csv'
            where document_id in (select id from documents where code = 'new') and client_id = 2;
            update document_versions set file = '_shared/terms.csv'
            where number = 1 and document_id in (select id from documents where code = 'old');
            """)
        let outcome = try portal.vitrine("retention", "--apply")
        #expect(outcome.code == 0, "\(outcome.text)")
        #expect(outcome.output.contains("kept, as other rows need it: content/_shared/terms.csv"))
        #expect(portal.has("content/_shared/terms.csv") && !portal.has("content/hello/files/old.csv"))
    }

    @Test func namesThatLeadElsewhereRemoveNothingThere() throws {
        let portal = try RetainedPortal()
        let outside = TemporaryFolder()
        try outside.write("precious", to: "old.csv")
        let files = FileManager.default
        try files.removeItem(atPath: portal.folder.path("content/hello/files/old.csv"))
        try files.createSymbolicLink(
            atPath: portal.folder.path("content/hello/files/old.csv"),
            withDestinationPath: outside.path("old.csv"))
        try files.createSymbolicLink(
            atPath: portal.folder.path("content/hello/link"), withDestinationPath: outside.url.path())
        // Past the rules of the schema, as an old or hostile writer may.
        let database = try Connection(path: portal.folder.path("portal.sqlite"), mode: .readWrite)
        try database.execute("pragma ignore_check_constraints = on")
        for (number, file) in ["../../old.csv", "link/old.csv", "/etc/passwd", "../hello-corp/files/old.csv"]
            .enumerated()
        {
            try database.execute(
                """
                insert into document_versions (client_id, document_id, number, state, file, media_type)
                select client_id, id, \(10 + number), 'superseded', '\(file)', 'text/csv' from documents
                where code = 'old' and client_id = (select id from clients where slug = 'hello')
                """)
        }
        let outcome = try portal.vitrine("retention", "--apply")
        #expect(outcome.code == 0, "\(outcome.text)")
        #expect(FileManager.default.fileExists(atPath: outside.path("old.csv")))
        #expect(portal.has("content/hello-corp/files/old.csv"))
        #expect(try portal.rows("select code from documents where code = 'old'") == [])
    }

    @Test func arrivesAtTheSameEndWheneverItIsKilled() throws {
        let model = try RetainedPortal()
        try model.vitrine("retention", "--apply")
        for delay in 0..<6 {
            let portal = try RetainedPortal()
            let process = Process()
            process.executableURL = URL(filePath: Tool.program)
            process.arguments = ["-C", portal.root.path(), "retention", "--apply"]
            process.environment = ProcessInfo.processInfo.environment.merging(Portal.environment) { $1 }
            process.standardOutput = FileHandle.nullDevice
            try Tool.start(process)
            usleep(UInt32(delay) * 10_000)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let outcome = try portal.vitrine("retention", "--apply")
            #expect(outcome.code == 0, "\(outcome.text)")
            #expect(try portal.files(holding: Self.canary) == [])
            #expect(!portal.has("output/state/pruning"))
            let (left, right) = try (Portal.tree(portal.root), Portal.tree(model.root))
            #expect(left["output/state/pruned.jsonl"] == right["output/state/pruned.jsonl"])
            // A write that did not come to its end has a leading dot.
            #expect(
                Set(left.keys.filter { !$0.contains("/.") }) == Set(right.keys.filter { !$0.contains("/.") }))
            #expect(try portal.vitrine("audit", "verify").code == 0)
        }
    }

    @Test func aRunThatEndedBeforeItsRowsHasTakenNothing() throws {
        let portal = try RetainedPortal("update retention_policies set action = 'archive';")
        #expect(try portal.vitrine("retention", "--plan").code == 0)
        let digest = "0000000000000000000000000000000000000000000000000000000000000000"
        try portal.folder.write(
            """
            {"kind":"record","at":"2026-11-20T09:00:00Z","action":"archive","policy":"year","table":"documents",\
            "record":"\(digest)","made_at":"x"}
            {"kind":"file","at":"2026-11-20T09:00:00Z","action":"archive","policy":"year",\
            "path":"hello/files/new.csv","sha256":"\(digest)","bytes":6}

            """, to: "output/state/pruning")
        try portal.folder.write("copy", to: "archive/documents-1/record.jsonl")
        try portal.folder.write(
            #"{"folder":"documents-1","record_sha256":"\#(digest)","made_at":"x"}"# + "\n",
            to: "archive/manifest.jsonl")
        try portal.load("delete from retention_rules; update document_types set retention_policy_id = null;")
        #expect(try portal.vitrine("retention", "--apply").code == 0)
        #expect(!portal.has("output/state/pruned.jsonl") && !portal.has("output/state/pruning"))
        #expect(!portal.has("archive/documents-1"))
        #expect(portal.has("content/hello/files/new.csv") && portal.has("content/hello/files/old.csv"))
    }

    @Test func aRunThatEndedAfterItsRowsIsFinished() throws {
        let portal = try RetainedPortal()
        let bytes = try Data(contentsOf: portal.root.appending(path: "content/hello/files/old.csv"))
        #expect(try portal.vitrine("retention", "--apply").code == 0)
        try portal.folder.write("", to: "output/state/pruning")
        try portal.folder.write(String(decoding: bytes, as: UTF8.self), to: "content/hello/files/old.csv")
        // A file of another content has taken the other name since.
        try portal.folder.write("another", to: "content/hello/files/older.csv")
        #expect(try portal.vitrine("retention", "--apply").code == 0)
        #expect(!portal.has("content/hello/files/old.csv") && portal.has("content/hello/files/older.csv"))
        #expect(!portal.has("output/state/pruning"))
    }

    @Test func whileSomebodyReadsItSaysThatBytesMayBeLeft() throws {
        let portal = try RetainedPortal()
        let reader = try Connection(path: portal.folder.path("portal.sqlite"), mode: .readOnly)
        try reader.execute("begin")
        _ = try reader.integer("select count(*) from documents")
        let outcome = try portal.vitrine("retention", "--apply")
        #expect(outcome.code == 6, "\(outcome.text)")
        try reader.execute("rollback")
        #expect(try portal.vitrine("retention", "--apply").code == 0)
        #expect(try portal.files(holding: Self.canary) == [])
    }

    @Test func whatIsArchivedLeavesThePortalWhole() throws {
        let portal = try RetainedPortal("update retention_policies set action = 'archive';")
        #expect(try portal.vitrine("retention", "--apply").code == 0)
        #expect(try portal.rows("select code from documents where code = 'old'") == [])
        let holding = try portal.files(holding: Self.canary)
        #expect(holding.count == 3 && holding.allSatisfy { $0.hasPrefix("archive/documents-") }, "\(holding)")
        #expect(holding.contains { $0.hasSuffix("/record.jsonl") })
        #expect(holding.contains { $0.hasSuffix("/files/hello/files/old.csv") })
        #expect(portal.folder.mode("archive") == 0o700)
        let manifest = try String(
            contentsOf: portal.root.appending(path: "archive/manifest.jsonl"), encoding: .utf8)
        #expect(manifest.contains(#""policy":"year","client":"hello","table":"documents","record":"old""#))
    }

    @Test func whatIsWithheldIsKeptOutOfSight() throws {
        let portal = try RetainedPortal("update retention_policies set action = 'withhold';")
        #expect(try portal.vitrine("retention", "--apply").code == 0)
        #expect(try portal.rows("select audience from documents where code = 'old'") == ["internal"])
        #expect(portal.has("content/hello/files/old.csv"))
        #expect(try portal.vitrine("retention", "--apply").output.hasPrefix("done: 0 records"))
    }

    @Test func aClientWhoLeftGoesWithAllThatIsHis() throws {
        let portal = try RetainedPortal(
            """
            insert into retention_policies (id, label, basis, days, action) values ('gone', 'Gone', 'closed', 30, 'delete');
            insert into retention_rules values ('clients', 'gone');
            update documents set is_legal_hold = 0;
            insert into documents (client_id, code, title, audience) values (1, 'later', '\(Self.canary)', 'team');
            update clients set status = 'offboarded', offboarded_on = '2026-10-01' where slug = 'hello';
            """)
        let plan = try portal.vitrine("retention", "--plan")
        #expect(plan.output.contains("clients hello: delete, due 2026-10-31 by policy gone"), "\(plan.text)")
        let outcome = try portal.vitrine("retention", "--apply")
        #expect(outcome.code == 0, "\(outcome.text)")
        #expect(try portal.rows("select slug from clients") == ["hello-corp"])
        #expect(try portal.rows("select username from users") == [])
        #expect(!portal.has("content/hello") && portal.has("content/hello-corp/files/old.csv"))
        #expect(try portal.files(holding: Self.canary) == [])
        #expect(try portal.vitrine("db", "check").code == 0)
        #expect(try portal.vitrine("audit", "verify").code == 0)
    }

    @Test func retentionOfAClientBeginsWhenHeLeaves() throws {
        let portal = try RetainedPortal(
            "insert into retention_policies (id, label, basis, days, action) values ('gone', 'Gone', 'closed', 30, 'delete'); insert into retention_rules values ('invoices', 'gone'); insert into invoices (client_id, code, title) values (1, 'i1', 'One');"
        )
        #expect(
            try portal.vitrine("retention", "--plan", "--as-of", "2099-01-01").output.contains("invoices")
                == false)
        #expect(try portal.vitrine("client", "offboard", "hello").code == 0)
        #expect(
            try portal.rows("select offboarded_on is not null from clients where slug = 'hello'") == ["1"])
        #expect(
            try portal.vitrine("retention", "--plan", "--as-of", "2099-01-01").output.contains(
                "invoices i1 (hello): delete"))
    }

    @Test func readsAreDeletedTogetherAndHeldOnesStay() throws {
        let portal = try RetainedPortal(
            """
            insert into retention_rules values ('access_log', 'year');
            update clients set is_legal_hold = 1 where slug = 'hello-corp';
            insert into access_log (client_id, path, method, status, accessed_at, line_sha256)
            select number % 2 + 1, '/', 'GET', 200, iif(number < 7, '2025-11-20T23:59:59Z', '2025-11-21T00:00:00Z'),
                printf('%064d', number)
            from (with recursive n (number) as (select 1 union all select number + 1 from n where number < 9)
                select number from n);
            """)
        let outcome = try portal.vitrine("retention", "--apply")
        #expect(
            outcome.output.contains("access_log until 2025-11-20: 3 rows, by policy year\n"),
            "\(outcome.text)")
        #expect(try portal.rows("select count(*) from access_log where client_id = 2") == ["5"])
        #expect(try portal.rows("select count(*) from access_log where client_id = 1") == ["1"])
        #expect(
            try portal.vitrine("audit", "list", "--table", "access_log").output.contains("delete access_log"))
    }

    @Test func aRuleThatCannotBeIsAnError() throws {
        let portal = try RetainedPortal(
            """
            insert into retention_policies (id, label, basis, days, action) values
                ('hide', 'Hide', 'created', 1, 'withhold'), ('sent', 'Sent', 'issued', 1, 'delete'),
                ('keep', 'Keep', 'closed', 1, 'archive');
            insert into retention_rules values ('audit_log', 'year'), ('nonsense', 'year'), ('users', 'year'),
                ('access_log', 'hide'), ('risks', 'sent'), ('clients', 'keep');
            """)
        let outcome = try portal.vitrine("retention", "--apply")
        #expect(outcome.code == 1)
        for name in ["audit_log", "nonsense", "users", "access_log", "risks", "clients"] {
            #expect(outcome.errors.contains("retention_rules \(name)"), "\(outcome.errors)")
        }
        #expect(try portal.rows("select code from documents where code = 'old'").count == 1)
    }
}
