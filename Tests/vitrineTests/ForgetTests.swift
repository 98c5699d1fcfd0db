import Foundation
import TestSupport
import Testing

/// Who is forgotten is nobody in every file that the tool reaches; what he did stays.
@Suite struct ForgetTests {
    /// A person of a rare name with everything that a person may have; and his twin at the other client.
    private func portal(_ more: String = "") throws -> RetainedPortal {
        try RetainedPortal(
            """
            insert into people (id, client_id, code, name, title, email, phone, unit, audience, internal_notes_md, created_at)
            values (5, 1, 'quill', 'Quill O''Xanthos "Q"', 'Head', 'quill@hello.example', '+44 5550 1234', 'Lab', 'team',
                'likes tea', '2025-01-01T00:00:00Z'),
                (6, 2, 'quill', 'Quill Other', null, 'other@corp.example', null, null, 'team', null, '2025-01-01T00:00:00Z');
            insert into users (id, username, email, person_id, status, sso_subject) values
                (50, 'quill.x', 'QUILL@hello.example', 5, 'active', 'sso-quill');
            insert into memberships (user_id, client_id, role_id) values (50, 1, 'member');
            insert into grants (client_id, user_id, record_table, record_id) values (1, 50, 'documents', 103);
            insert into access_requests (client_id, user_id, resource, reason) values (1, 50, 'All', 'quill needs it');
            insert into notification_preferences values (50, 'all', 'never');
            insert into access_log (user_id, client_id, path, method, status, accessed_at, address_hash, line_sha256) values
                (50, 1, '/hello/', 'GET', 200, '2026-11-01T00:00:00Z', 'abc', '\(String(repeating: "0", count: 64))');
            insert into decisions (client_id, code, title, decider_id, audience, state, decided_on, outcome) values
                (1, 'd1', 'Colour', 5, 'team', 'decided', '2026-05-05', 'Blue, says Quill O''Xanthos "Q".');
            insert into signature_requests (id, client_id, code, document_version_id, title, state, sent_at)
                select 1, 1, 's1', id, 'Sign', 'sent', '2026-01-01T00:00:00Z' from document_versions
                where document_id = 103;
            insert into signature_parties (client_id, signature_request_id, name, side, person_id, signed_at)
                values (1, 1, 'Quill O''Xanthos "Q"', 'client', 5, '2026-01-02T00:00:00Z');
            insert into contacts (name, email) values ('Quill O''Xanthos "Q"', 'quill@hello.example');

            """ + more)
    }

    @Test(arguments: [["quill.x"], ["--plan", "--apply", "quill.x"], ["--apply"]])
    func askForAPlanOrForTheDeed(_ arguments: [String]) throws {
        let portal = try portal()
        #expect(try portal.vitrine(["forget"] + arguments).code == 2)
    }

    @Test func aPlanTellsEverythingAndChangesNothing() throws {
        let portal = try portal()
        let before = try portal.rows("select name from people order by id")
        let outcome = try portal.vitrine("forget", "quill.x", "--plan")
        #expect(outcome.code == 0, "\(outcome.errors)")
        for line in [
            "people quill (hello): emptied title, email, phone, unit",
            "users quill.x: emptied email, password_hash",
            "memberships ended: 1", "grants taken back: 1", "requests for access withdrawn: 1",
            "rows of the access log that lost their user: 1", "signatures by a former reader: 1",
            "  decisions d1 (hello): outcome", "  contacts 1: name",
        ] { #expect(outcome.output.contains(line), "\(line) is not in \(outcome.output)") }
        #expect(try portal.rows("select name from people order by id") == before)
        #expect(!portal.has("output/state/pruned.jsonl"))
    }

    @Test func whoIsForgottenIsNobodyInEveryFile() throws {
        let portal = try portal()
        // A trail that names the person under another record.
        #expect(try portal.vitrine("set", "projects", "website", "name=For Quill O'Xanthos \"Q\"").code == 0)
        #expect(try portal.vitrine("set", "projects", "website", "name=For nobody").code == 0)
        #expect(try portal.vitrine("set", "people", "hello/quill", "title=Chief of Xylography").code == 0)
        #expect(try portal.vitrine("set", "decisions", "d1", "outcome=Blue").code == 0)
        #expect(try portal.vitrine("build").code == 0)
        let outcome = try portal.vitrine("forget", "quill@hello.example", "--apply")
        #expect(outcome.code == 0, "\(outcome.text)")
        for word in [
            "Xanthos", "quill@hello", "QUILL@", "5550 1234", "Xylography", "sso-quill", "likes tea",
            "quill needs",
        ] {
            #expect(try portal.files(holding: word) == [], "\(word)")
        }
        #expect(
            try portal.rows("select code || ' ' || name || ' ' || audience from people order by id") == [
                "former-5 Former reader internal", "quill Quill Other team",
            ])
        #expect(
            try portal.rows("select username || ' ' || status from users where id = 50") == [
                "former-50 removed"
            ])
        #expect(try portal.rows("select decider_id from decisions") == ["5"])
        #expect(
            try portal.rows("select valid_until_on from memberships where user_id = 50") == ["2026-11-19"])
        #expect(try portal.rows("select user_id is null and address_hash is null from access_log") == ["1"])
        #expect(try portal.vitrine("db", "check").code == 0)
        let verified = try portal.vitrine("audit", "verify")
        #expect(verified.code == 0 && verified.output.contains("said was erased"), "\(verified.text)")
        let history = try portal.vitrine("history", "people", "hello/quill")
        #expect(history.code == 0 && history.output.contains("which is gone"), "\(history.text)")
        #expect(history.output.contains("what it said was erased") && history.output.contains("forget"))
    }

    @Test func theTwinAtAnotherClientIsNotMeant() throws {
        let portal = try portal()
        #expect(try portal.vitrine("forget", "quill", "--apply").code == 1)
        #expect(try portal.vitrine("forget", "hello-corp/quill", "--apply").code == 0)
        #expect(try portal.rows("select code from people order by id") == ["quill", "former-6"])
        #expect(try portal.rows("select username from users where id = 50") == ["quill.x"])
    }

    @Test(arguments: [
        "update documents set is_legal_hold = 1 where id = 103;",
        "update clients set is_legal_hold = 1 where id = 1;",
    ])
    func aLegalHoldOnWhatThePersonSignedRefuses(_ hold: String) throws {
        let portal = try portal(hold)
        for mode in ["--plan", "--apply"] {
            let outcome = try portal.vitrine("forget", "hello/quill", mode)
            #expect(outcome.code == 3, "\(outcome.text)")
            #expect(outcome.errors.contains("on legal hold: "))
        }
        #expect(try portal.rows("select name from people where id = 5") == [#"Quill O'Xanthos "Q""#])
        #expect(!portal.has("output/state/pruned.jsonl"))
    }

    @Test(arguments: ["quil.x", "hello/nobody", "a@b.example", "../x", "'; drop table users; --", ""])
    func whoIsNotThereIsNotForgotten(_ word: String) throws {
        let portal = try portal()
        #expect(try portal.vitrine("forget", word, "--apply").code == 1)
        #expect(try portal.rows("select count(*) from users where username like 'former%'") == ["0"])
    }

    @Test func notesThatNameThePersonAreListed() throws {
        let portal = try portal()
        try portal.folder.write(
            "---\ntitle: T\naudience: team\n---\nSays quill@hello.example\n",
            to: "content/hello/notes/talk.md")
        let outcome = try portal.vitrine("forget", "quill.x", "--plan")
        #expect(outcome.output.contains("  content/hello/notes/talk.md:5\n"), "\(outcome.text)")
    }

    // MARK: After a restoration

    @Test func anOlderBackupBringsNobodyAndNothingBack() throws {
        let portal = try portal("update decisions set outcome = 'Blue';")
        #expect(try portal.vitrine("backup", "kept").code == 0)
        #expect(try portal.vitrine("forget", "quill@hello.example", "--apply").code == 0)
        #expect(try portal.vitrine("retention", "--apply").code == 0)
        // A later record of the same code is another one.
        try portal.load(
            "insert into documents (client_id, code, title, type_id) values (1, 'old', 'Newer', 'document');")
        #expect(try portal.vitrine("backup", "later").code == 0)
        let restored = try portal.vitrine("restore", "--force", "kept")
        #expect(restored.code == 0, "\(restored.text)")
        #expect(
            restored.output.contains("records that had been pruned since, and are again: 1"),
            "\(restored.text)")
        try FileManager.default.removeItem(atPath: portal.folder.path("kept"))
        for word in ["Xanthos", "quill@hello", RetainedPortal.canary] {
            #expect(try portal.files(holding: word) == [], "\(word)")
        }
        #expect(try portal.rows("select username from users where id = 50") == ["former-50"])
        #expect(try portal.vitrine("audit", "verify").code == 0)
        // And of a later backup, what is not the pruned record stays.
        #expect(try portal.vitrine("restore", "--force", "later").code == 0)
        #expect(
            try portal.rows("select title from documents where code = 'old' and client_id = 1") == ["Newer"])
    }

    @Test func theTrialOfABackupTellsWhatRetentionTook() throws {
        let portal = try portal()
        #expect(try portal.vitrine("build", "--publish").code == 0)
        #expect(try portal.vitrine("retention", "--apply").code == 0)
        for name in try FileManager.default.contentsOfDirectory(
            atPath: portal.folder.path("output/site/hello/files"))
        {
            let path = portal.folder.path("output/site/hello/files/" + name)
            if try Data(contentsOf: URL(filePath: path)).range(of: Data(RetainedPortal.canary.utf8)) != nil {
                try FileManager.default.removeItem(atPath: path)
            }
        }
        let verified = try portal.vitrine("access", "verify")
        #expect(verified.code == 0, "\(verified.text)")
        #expect(verified.output.contains(": pruned by retention on 2026-11-20 (policy year)\n"))
        let outcome = try portal.vitrine("backup", "test")
        #expect(
            outcome.output.contains("pruned by retention on 2026-11-20 (policy year): /hello/files/"),
            "\(outcome.text)")
        #expect(!outcome.errors.contains("differs: /hello/files/"), "\(outcome.text)")
    }

    @Test func aRowWhoseFileWasPrunedIsToldFromOneWhoseFileIsMissing() throws {
        let portal = try portal()
        #expect(try portal.vitrine("retention", "--apply").code == 0)
        try portal.load("update document_versions set file = 'files/old.csv' where document_id = 103;")
        let outcome = try portal.vitrine("db", "check")
        #expect(
            outcome.text.contains(
                "was pruned by retention on 2026-11-20 (policy year): content/hello/files/old.csv"))
    }
}
