import Diagnostics
import PortalData
import Testing

/// What happened is told in order, with who did it, and never another client's.
@Suite struct RecordHistoryTests {
    private let portal: SamplePortal
    private let live: LivePortal

    init() throws {
        portal = try SamplePortal(
            """
            insert into workflow_states (id, workflow_id, position, internal_label, client_label, category)
            values ('project.odd', 'project', 99, 'Odd', 'Odd', 'active');
            """)
        live = LivePortal(path: portal.database, auditHead: nil)
    }

    private func change(_ table: String, _ name: String, at: String, _ columns: String...) throws {
        _ = try live.write(as: Author(actor: "max", at: at)) { writer in
            try writer.set(columns.map { try Assignment(parsing: $0) }, of: name, in: table)
        }
    }

    @Test func changesAreToldWithWhoMadeThemAndWhatWasPublishable() throws {
        try change(
            "projects", "acme/website", at: "2030-01-01T10:00:00Z", "audience=board", "summary=Secret words")
        let history = try live.history(of: "acme/website", in: "projects")
        #expect(history.record == "projects website (acme)")
        #expect(history.label == "projects website" && history.client == "acme")
        let event = try #require(history.events.first { $0.actor == "max" })
        #expect(event.at == "2030-01-01T10:00:00Z")
        #expect(event.text.contains("audience from team to board"), "\(event.text)")
        #expect(event.text.contains("summary"))
        #expect(!event.text.contains("Secret words"), "texts are named and not shown")
        #expect(history.events.first?.text == "made")
        // The other client's project of the same code has another history.
        let twin = try live.history(of: "acme-corp/website", in: "projects")
        #expect(!twin.events.contains { $0.actor == "max" }, "\(twin.events)")
    }

    @Test func movesAndGrantsAndReadsAreTold() throws {
        try portal.load(
            """
            update projects set state_id = 'project.active' where id = 10;
            insert into grants (client_id, user_id, record_table, record_id, level, granted_by_id, created_at, expires_on)
            values (1, 2, 'projects', 10, 'view', 1, '2030-01-02T00:00:00Z', '2030-06-01');
            insert into access_log (user_id, client_id, record_table, record_id, path, method, status, accessed_at, line_sha256)
            values (1, 1, 'projects', 10, '/acme/projects/website.html', 'GET', 200, '2030-01-03T00:00:00Z', '\
            \(String(repeating: "a", count: 64))'), (1, 1, 'projects', 10, '/acme/projects/website.html', 'GET', 200,
                '2030-01-04T00:00:00Z', '\(String(repeating: "b", count: 64))');
            """)
        let events = try live.history(of: "acme/website", in: "projects").events
        let texts = events.map(\.text)
        #expect(texts.contains("state: Planned to Active"), "\(texts)")
        #expect(
            events.contains(
                HistoryEvent(
                    at: "2030-01-02T00:00:00Z", actor: "Ada",
                    text: "granted to fin (view), until before 2030-06-01")))
        #expect(
            events.last
                == HistoryEvent(
                    at: "2030-01-04T00:00:00Z", actor: "tia", text: "read 2 times since 2030-01-03T00:00:00Z")
        )
        #expect(events.map(\.at) == events.map(\.at).sorted())
        let user = try live.history(ofUser: "fin")
        #expect(user.record == "users fin" && user.client == nil)
        #expect(
            user.events.contains { $0.text.hasPrefix("was granted projects 10 of acme (view)") },
            "\(user.events)")
    }

    @Test func changesPastTheToolAreTold() throws {
        try change("projects", "acme/website", at: "2030-01-01T10:00:00Z", "summary=First")
        try portal.load("update projects set publish_on = '2030-02-01' where id = 10;")
        let events = try live.history(of: "acme/website", in: "projects").events
        #expect(events.contains { $0.actor == "sql" && $0.text == "update of publish_on" }, "\(events)")
        // Once the tool has written again it is part of the log.
        try change("projects", "acme/website", at: "2031-01-01T10:00:00Z", "summary=Second")
        let later = try live.history(of: "acme/website", in: "projects").events
        #expect(
            later.contains { $0.actor == "sql" && $0.text.contains("publish_on from nothing to 2030-02-01") },
            "\(later)")
    }

    @Test(arguments: [
        ("projects", "nothing"), ("projekts", "website"), ("internal_changes", "1"), ("projects", "website"),
    ])
    func aRecordThatIsNotThereOrNotOneIsRefused(table: String, name: String) throws {
        #expect(throws: DiagnosticList.self) { try live.history(of: name, in: table) }
    }
}
