import Files
import PortalData
import Slices
import Testing

@Suite struct FingerprintTests {
    private func fingerprint(
        _ portal: SamplePortal, of name: String = "acme", asOf: String = "2026-11-21"
    ) throws -> Digest {
        let frozen = try portal.frozen()
        let edition = try #require(try frozen.readership(asOf: asOf).editions.first { $0.name == name })
        return try frozen.fingerprint(
            of: edition, asOf: asOf, notes: portal.notes())
    }

    @Test func staysWhileNothingOfTheEditionChanges() throws {
        let portal = try SamplePortal()
        let before = try fingerprint(portal)
        try portal.load("update projects set name = 'x' where id in (11, 12, 20);")
        try portal.file("acme/n.md", "---\ntitle: N\naudience: finance\n---\n")
        #expect(try fingerprint(portal) == before)
        #expect(try fingerprint(portal, asOf: "2026-11-22") == before)
    }

    @Test(arguments: [
        "update projects set name = 'x' where id = 10", "update clients set name = 'x' where id = 1",
        "update staff set title = 'x' where id = 3", "delete from milestones where id = 100",
        "update milestones set audience = 'team' where id = 103",
        "update milestones set publish_on = '2026-11-22' where id = 100",
        "alter table projects add column mood text",
    ])
    func changesWithTheEdition(_ sql: String) throws {
        let portal = try SamplePortal()
        let before = try fingerprint(portal)
        try portal.load(sql + ";")
        #expect(try fingerprint(portal) != before)
    }

    @Test func changesWithAReadingOfASource() throws {
        let portal = try SamplePortal(
            "insert into integrations (id, code, system, client_label) values (1, 'crm', 'crm', 'Our books');"
        )
        let before = try fingerprint(portal)
        try portal.load(
            """
            insert into sync_runs (integration_id, status, started_at, finished_at)
            values (1, 'done', '2026-11-20T10:00:00Z', '2026-11-20T10:00:00Z');
            """)
        #expect(try fingerprint(portal) != before)
    }

    @Test func isFoundAlikeWhileFilling() throws {
        let portal = try SamplePortal()
        try portal.file("acme/n.md", "---\ntitle: N\naudience: team\n---\nOne\n")
        let frozen = try portal.frozen()
        let slice = try Slice(schema: frozen.sliceSchema)
        for edition in try frozen.readership(asOf: "2026-11-21").editions {
            let filled = try frozen.fill(slice, with: edition, asOf: "2026-11-21", notes: portal.notes())
            try slice.clear()
            let own = try frozen.fingerprint(of: edition, asOf: "2026-11-21", notes: portal.notes())
            #expect(filled.fingerprint == own)
        }
    }

    @Test func changesWithANote() throws {
        let portal = try SamplePortal()
        try portal.file("acme/n.md", "---\ntitle: N\naudience: team\n---\nOne\n")
        let before = try fingerprint(portal)
        try portal.file("acme/n.md", "---\ntitle: N\naudience: team\n---\nTwo\n")
        #expect(try fingerprint(portal) != before)
    }

    @Test func viewsThatReadTheDayAreKnown() throws {
        let views = try SamplePortal().frozen().sliceSchema.datedViews
        #expect(
            views == [
                "freshness", "invoice_totals", "milestone_chart", "milestone_chart_links",
                "milestone_chart_today", "milestone_slip",
                "project_health", "receivables", "retainer_usage", "sla_achievement", "waiting_items",
            ])
    }
}
