import Diagnostics
import PortalData
import Testing

@Suite struct CheckTests {
    private func report(_ portal: SamplePortal) throws -> CheckReport {
        try portal.frozen().check(
            asOf: "2026-11-21", notes: portal.notes(), content: portal.folder + "/content")
    }

    @Test func aGoodPortalHasNoFindings() throws {
        let report = try report(SamplePortal())
        #expect(report.findings == [])
        #expect(report.additions == [])
    }

    @Test func aDocumentIsNoMoreSecretThanItsAudienceMayRead() throws {
        func messages(_ sql: String) throws -> [String] {
            let portal = try SamplePortal(
                """
                insert into documents (id, client_id, code, title, audience, classification) values
                    (77, 1, 'plan', 'Plan', 'team', 'sealed'), (78, 1, 'own', 'Own', 'internal', 'sealed');
                """ + sql)
            return try report(portal).findings.map { "\($0.diagnostic.row ?? "") \($0.diagnostic.message)" }
        }
        let message =
            "documents 77 (acme, plan) the document is sealed, and its audience may read what is restricted at most"
        #expect(try messages("") == [message])
        #expect(
            try messages("update audiences set highest_classification = 'sealed' where client_id = 1") == [])
        #expect(
            try messages("update audiences set highest_classification = 'sealed' where client_id = 2").count
                == 1)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let sql: String
        let message: String
        let row: String
        var client: String? = "acme"
        var testDescription: String { sql }
    }

    /// The agency's own table, without the CHECKs that would refuse such rows.
    static let visits = """
        create table visits (id integer primary key, client_id integer references clients (id), code text, day_on text,
            seen_at text, is_done, price_minor, currency text, audience text);
        insert into visits (id, client_id, code, audience) values (1, 1, 'one', 'team');

        """

    static let cases = [
        Case(
            sql: "update visits set day_on = '2026-02-30'", message: "`visits.day_on` is not a date",
            row: "visits 1 (acme, one)"),
        Case(
            sql: "update visits set seen_at = '2026-01-01'", message: "`visits.seen_at` is not an instant",
            row: "visits 1 (acme, one)"),
        Case(
            sql: "update visits set is_done = 'yes'", message: "`visits.is_done` is not 0 or 1",
            row: "visits 1 (acme, one)"),
        Case(
            sql: "update visits set price_minor = 1.5", message: "`visits.price_minor` is not a whole number",
            row: "visits 1 (acme, one)"),
        Case(
            sql: "update visits set currency = 'euro'", message: "`visits.currency` is not a currency",
            row: "visits 1 (acme, one)"),
        Case(
            sql: "update visits set audience = 'tema'",
            message: "`visits.audience` is no audience of the client", row: "visits 1 (acme, one)"),
        Case(
            sql: "insert into visits (id, client_id, code, audience) values (2, 1, 'One', 'team')",
            message: "`visits.code` gives the same address as another row's", row: "visits 2 (acme)"),
        Case(
            sql:
                "insert into milestones (id, client_id, project_id, code, title, due_on) values (9, 1, 999, 'x', 'X', '2026-01-01')",
            message: "names a row of `projects` that does not exist, or is another client's",
            row: "milestones 9 (acme)"),
        Case(
            sql:
                "insert into milestones (id, client_id, project_id, code, title, due_on) values (9, 1, 20, 'x', 'X', '2026-01-01')",
            message: "names a row of `projects` that does not exist, or is another client's",
            row: "milestones 9 (acme)"),
        Case(
            sql: "update clients set time_zone = 'Mars/Olympus' where id = 1",
            message: "`clients.time_zone` is no time zone of this machine", row: "clients 1 (acme)"),
        Case(
            sql:
                "insert into grants (id, client_id, user_id, record_table, record_id) values (5, 1, 1, 'milestones', 101)",
            message: "the grant opens nothing: milestones 101", row: "grants 5 (acme)"),
        Case(
            sql:
                "insert into documents (id, client_id, code, title, audience) values (5, 1, 'd', 'D', 'team'); insert into document_versions (id, client_id, document_id, number, state, file) values (6, 1, 5, 1, 'current', 'files/x.pdf')",
            message: "the file behind it is missing: content/acme/files/x.pdf",
            row: "document_versions 6 (acme, d)"),
        Case(
            sql:
                "insert into photos (id, client_id, code, alt, file, audience) values (5, 1, 'p', 'A door', 'door.jpg', 'team')",
            message: "the file behind `photos.file` is missing", row: "photos 5 (acme)"),
        Case(
            sql: "update clients set logo = 'logo.svg' where id = 1",
            message: "the file behind `clients.logo` is missing", row: "clients 1 (acme)"),
    ]

    @Test(arguments: cases)
    func finds(_ example: Case) throws {
        let portal = try SamplePortal()
        try portal.write(Self.visits + example.sql)
        let findings = try report(portal).findings
        #expect(findings.count == 1)
        #expect(findings.first?.diagnostic.message.hasPrefix(example.message) == true)
        #expect(findings.first?.diagnostic.row == example.row)
        #expect(findings.first?.client == example.client)
    }

    @Test func aRowThatBreaksARuleHoldsItsClientBackAlone() throws {
        let portal = try SamplePortal()
        try portal.write(
            "update milestones set progress = 900 where id = 100; update decisions set state = 'x'")
        let findings = try report(portal).findings
        #expect(findings.map(\.client) == ["acme"])
        #expect(findings.first?.diagnostic.row == "milestones 100 (acme)")
        #expect(
            findings.first?.diagnostic.message
                == "breaks a rule of its table: CHECK constraint failed: progress between 0 and 100")
    }

    /// Each rule is asked of all rows, whoever made the table: a word for a date, a state that there is not, one of the agency's own.
    @Test(arguments: [
        ("update milestones set due_on = 'soon' where id = 100", "milestones 100 (acme)"),
        ("update milestones set side = 'nobody' where id = 100", "milestones 100 (acme)"),
        ("update projects set mood = 'bad' where id = 10", "projects 10 (acme)"),
    ])
    func aBrokenRuleIsFoundWhateverItAsks(_ sql: String, _ row: String) throws {
        let portal = try SamplePortal()
        try portal.write(
            "alter table projects add column mood text check (mood in ('good', 'fair', 'glad'));")
        #expect(try report(portal).findings.isEmpty)
        try portal.write(sql)
        let findings = try report(portal).findings
        #expect(findings.first?.diagnostic.row == row)
        #expect(findings.first?.diagnostic.message.hasPrefix("breaks a rule of its table: ") == true)
    }

    @Test func aFileThatIsNotWhatItSaysIsFound() throws {
        let portal = try SamplePortal(
            """
            insert into documents (id, client_id, code, title, audience) values (5, 1, 'd', 'D', 'team');
            insert into document_versions (id, client_id, document_id, number, state, file) values (6, 1, 5, 1, 'current', 'x.pdf');
            """)
        try portal.file("acme/x.pdf", "<html><script>alert(1)</script></html>")
        #expect(
            try report(portal).findings.map(\.diagnostic.message) == [
                "the file is `text/html`, not `application/pdf`"
            ])
    }

    @Test func tellsWhatHappensToAdditions() throws {
        let portal = try SamplePortal()
        try portal.write(
            """
            alter table projects add column mood text;
            alter table projects add column internal_rate integer;
            create table trophies (id integer primary key, client_id integer, audience text);
            create table shelves (id integer primary key, trophy_id integer references trophies (id));
            create table scraps (id integer primary key, word text);
            """)
        #expect(
            try report(portal).additions == [
                "column `projects.mood`: copied into editions",
                "column `projects.internal_rate`: not copied: it is internal",
                "table `scraps`: not copied: it has no `audience` and no parent that is copied",
                "table `shelves`: copied with the records that it belongs to",
                "table `trophies`: copied by its own audience",
            ])
    }
}
