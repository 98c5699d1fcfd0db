import Diagnostics
import PortalData
import Slices
import TemplateEngine
import Testing

@Suite struct IsolationTests {
    @Test func anEditionHoldsItsClientsRowsAlone() throws {
        let portal = try SamplePortal()
        let acme = try portal.contents(of: "acme")
        #expect(acme.texts("clients", "slug") == ["acme"])
        #expect(acme.texts("projects", "name") == ["acme-app", "acme-team"])
        let corp = try portal.contents(of: "acme-corp")
        #expect(corp.texts("projects", "name") == ["corp-team"])
        #expect(corp.texts("milestones", "title") == ["m-corp"])
    }

    @Test func aRecordNeedsItsParents() throws {
        let portal = try SamplePortal()
        #expect(try portal.contents(of: "acme").texts("milestones", "title") == ["m-team"])
        let finance = try portal.contents(of: "acme.finance.team")
        #expect(finance.texts("milestones", "title") == ["m-team", "m-under-finance"])
        #expect(finance.texts("projects", "name") == ["acme-app", "acme-finance", "acme-team"])
    }

    @Test func lookupsAreThoseThatRowsName() throws {
        let acme = try SamplePortal().contents(of: "acme")
        #expect(acme.texts("staff", "name") == ["Ada", "Cy"])
        #expect(acme.texts("workflow_states", "client_label") == ["Planned"])
        #expect(acme.texts("workflows", "label") == ["Project"])
    }

    @Test func internalColumnsAndLoginsAreNoPartOfASlice() throws {
        let schema = try SamplePortal().frozen().sliceSchema
        let columns = schema.tables.flatMap { $0.columns.map(\.name) }
        #expect(!columns.contains { $0.hasPrefix("internal_") })
        #expect(!columns.contains("password_hash"))
        let names = Set(schema.tables.map(\.name))
        #expect(
            names.isDisjoint(with: [
                "users", "memberships", "grants", "roles", "audiences", "project_members",
            ]))
    }

    struct Window: Sendable, CustomTestStringConvertible {
        let publish: String?
        let expires: String?
        let isThere: Bool
        var testDescription: String { "\(publish ?? "-") until \(expires ?? "-")" }
    }

    @Test(arguments: [
        Window(publish: nil, expires: nil, isThere: true),
        Window(publish: "2026-11-21", expires: nil, isThere: true),
        Window(publish: "2026-11-22", expires: nil, isThere: false),
        Window(publish: nil, expires: "2026-11-21", isThere: false),
        Window(publish: nil, expires: "2026-11-22", isThere: true),
    ])
    func theWindowIsFromItsFirstDayToBeforeItsLast(_ window: Window) throws {
        func sql(_ day: String?) -> String { day.map { "'\($0)'" } ?? "null" }
        let portal = try SamplePortal(
            "update projects set publish_on = \(sql(window.publish)), expires_on = \(sql(window.expires)) where id = 13;"
        )
        #expect(try portal.contents(of: "acme").texts("projects", "code").contains("app") == window.isThere)
    }

    @Test func aLimitShowsItsProjectsAndWhatLiesUnderThem() throws {
        let portal = try SamplePortal(
            """
            insert into membership_audiences (membership_id, client_id, audience) values (3, 1, 'team');
            insert into project_members (membership_id, project_id, client_id) values (3, 10, 1);
            insert into decisions (id, client_id, project_id, code, title, audience) values
                (1, 1, 10, 'd1', 'inside', 'team'), (2, 1, null, 'd2', 'general', 'team'), (3, 1, 13, 'd3', 'app', 'team');
            insert into people (client_id, code, name, audience) values (1, 'p', 'P', 'team');
            """)
        let sub = try portal.contents(of: "acme.u.3")
        #expect(sub.texts("projects", "code") == ["website"])
        #expect(sub.texts("decisions", "title") == ["inside"])
        #expect(sub.texts("milestones", "title") == ["m-team"])
        #expect(sub.list("people").isEmpty)
    }

    @Test func grantsAddARecordAndWhatInherits() throws {
        let portal = try SamplePortal(
            """
            insert into documents (id, client_id, project_id, code, title, audience) values
                (1, 1, 10, 'a', 'granted', 'board'), (2, 1, 10, 'b', 'other', 'board'),
                (3, 1, 11, 'c', 'under-finance', 'finance'), (4, 1, 10, 'd', 'viewed', 'board');
            insert into document_versions (client_id, document_id, number, state, file) values
                (1, 1, 1, 'superseded', 'f/1.pdf'), (1, 1, 2, 'current', 'f/2.pdf'), (1, 1, 3, 'draft', 'f/3.pdf'),
                (1, 1, 4, 'withdrawn', 'f/4.pdf'), (1, 4, 1, 'current', 'f/5.pdf');
            insert into grants (client_id, user_id, record_table, record_id, level, expires_on) values
                (1, 1, 'documents', 1, 'download', null), (1, 1, 'documents', 3, 'download', null),
                (1, 1, 'documents', 2, 'download', '2026-11-21'), (1, 1, 'documents', 4, 'view', null);
            """)
        let own = try portal.contents(of: "acme.u.1")
        #expect(own.texts("documents", "title") == ["granted", "viewed"])
        #expect(own.texts("document_versions", "file") == ["", "f/1.pdf", "f/2.pdf"])
        #expect(try portal.contents(of: "acme").list("documents").isEmpty)
    }

    @Test func aDocumentToViewHasNoFile() throws {
        let portal = try SamplePortal(
            """
            insert into documents (id, client_id, code, title, audience, level) values (1, 1, 'a', 'A', 'team', 'view');
            insert into document_versions (client_id, document_id, number, state, storage_url) values
                (1, 1, 1, 'current', 'https://example.org/x');
            """)
        let versions = try portal.contents(of: "acme").list("document_versions")
        #expect(versions.count == 1)
    }

    @Test func optionalReferencesLoseTheNameNotTheRecord() throws {
        let portal = try SamplePortal(
            """
            insert into people (id, client_id, code, name, audience) values (1, 1, 'p', 'P', 'board'), (2, 1, 'q', 'Q', 'team');
            insert into decisions (client_id, code, title, audience, decider_id) values
                (1, 'd1', 'hidden decider', 'team', 1), (1, 'd2', 'known decider', 'team', 2);
            """)
        let acme = try portal.contents(of: "acme")
        #expect(acme.texts("decisions", "title") == ["hidden decider", "known decider"])
        let deciders = acme.list("decisions").map { acme.field($0, "decider").kind == .record }
        #expect(deciders.count { $0 } == 1)
    }

    @Test func whatAnAgencyAddsIsSlicedByTheRule() throws {
        let portal = try SamplePortal()
        try portal.write(
            """
            alter table projects add column mood text;
            alter table projects add column internal_rate integer;
            create table trophies (id integer primary key, client_id integer not null references clients (id),
                label text, audience text not null default 'internal') strict;
            create table snaps (id integer primary key, trophy_id integer not null references trophies (id), caption text,
                secret_id integer references secrets (id)) strict;
            create table secrets (id integer primary key, client_id integer not null references clients (id), word text);
            create table internal_jokes (id integer primary key, client_id integer, audience text);
            insert into trophies values (1, 1, 'ours', 'team'), (2, 1, 'hidden', 'internal'), (3, 2, 'theirs', 'team');
            insert into secrets values (1, 1, 'xyzzy');
            insert into snaps values (1, 1, 'shown', 1), (2, 2, 'not shown', null), (3, 3, 'corp', null);
            """)
        let acme = try portal.contents(of: "acme")
        #expect(acme.texts("trophies", "label") == ["ours"])
        #expect(acme.texts("snaps", "caption") == ["shown"])
        let schema = acme.slice.schema
        #expect(schema.table("secrets") == nil)
        #expect(schema.table("internal_jokes") == nil)
        let projects = schema.table("projects").map { schema.tables[$0].columns.map(\.name) } ?? []
        #expect(projects.contains("mood"))
        #expect(!projects.contains("internal_rate"))
        let snaps = schema.table("snaps").map { schema.tables[$0].columns.map(\.name) } ?? []
        #expect(!snaps.contains("secret_id"))
    }

    @Test func aChildsOwnAudienceAndWindowNarrowWhatItInherits() throws {
        let portal = try SamplePortal()
        try portal.write(
            """
            create table remarks (id integer primary key, project_id integer not null references projects (id),
                word text, audience text, expires_on text);
            insert into remarks values (1, 10, 'seen', 'team', null), (2, 10, 'ours', 'internal', null),
                (3, 10, 'board', 'board', null), (4, 10, 'nobody', null, null), (5, 10, 'past', 'team', '2026-11-21');
            """)
        #expect(try portal.contents(of: "acme").texts("remarks", "word") == ["seen"])
    }

    @Test func caseMakesNoDifference() throws {
        let portal = try SamplePortal()
        try portal.write(
            """
            alter table projects add column Internal_Rate integer;
            create table visits (id integer primary key, client_id integer not null, project_id integer, word text,
                audience text, foreign key (Project_ID, Client_ID) references PROJECTS (ID, CLIENT_ID));
            insert into visits values (1, 1, 10, 'seen', 'team'), (2, 1, 11, 'under finance', 'team');
            """)
        let acme = try portal.contents(of: "acme")
        #expect(acme.texts("visits", "word") == ["seen"])
        let schema = acme.slice.schema
        let columns = schema.table("projects").map { schema.tables[$0].columns.map(\.name) } ?? []
        #expect(!columns.contains { $0.lowercased().hasPrefix("internal") })
    }

    @Test func aParentThatIsNeverCopiedHidesItsRecords() throws {
        let portal = try SamplePortal()
        try portal.write(
            """
            create table deals_lost (id integer primary key, client_id integer not null, unique (id, client_id));
            create table visits (id integer primary key, client_id integer not null, deal_id integer, word text,
                audience text, foreign key (deal_id, client_id) references deals_lost (id, client_id));
            insert into deals_lost values (1, 1);
            insert into visits values (1, 1, null, 'seen', 'team'), (2, 1, 1, 'of a lost deal', 'team');
            """)
        #expect(try portal.contents(of: "acme").texts("visits", "word") == ["seen"])
    }

    @Test func aCircleOfParentsIsASchemaError() throws {
        let portal = try SamplePortal()
        try portal.write(
            """
            create table eggs (id integer primary key, client_id integer, audience text, hen_id integer references hens (id));
            create table hens (id integer primary key, client_id integer, audience text, egg_id integer references eggs (id));
            """)
        let list = #expect(throws: DiagnosticList.self) { try portal.frozen() }
        #expect(list?.all.first?.message == "these tables refer to one another in a circle: `eggs`, `hens`")
    }

    @Test(arguments: ["moment", "notes", "sync_sources"])
    func aTableNamedLikeOursIsASchemaError(_ name: String) throws {
        let portal = try SamplePortal()
        try portal.write("create table \(name) (id integer primary key)")
        #expect(throws: DiagnosticList.self) { try portal.frozen() }
    }

    @Test func aRowUnderAnotherClientsProjectStaysBehind() throws {
        let portal = try SamplePortal()
        try portal.write(
            "insert into milestones (client_id, project_id, code, title, due_on, audience) values "
                + "(2, 10, 'x', 'smuggled', '2026-12-01', 'team'), (1, 20, 'y', 'smuggled', '2026-12-01', 'team')"
        )
        #expect(try !portal.contents(of: "acme").texts("milestones", "title").contains("smuggled"))
        #expect(try !portal.contents(of: "acme-corp").texts("milestones", "title").contains("smuggled"))
    }
}
