import Import
import TestSupport
import Testing

/// Samples of the shape that other systems export become projects and milestones.
@Suite struct PresetTests {
    static let board = """
        {"id": "5f0c1", "name": "Website Relaunch", "desc": "", "closed": false, "shortLink": "aBcD1234",
         "lists": [{"id": "l1", "name": "Doing", "closed": false, "pos": 16384}, {"id": "l2", "name": "Done", "closed": false, "pos": 32768}],
         "members": [{"id": "m1", "fullName": "Ada", "username": "ada1"}], "labels": [{"id": "g", "name": "Design", "color": "green"}],
         "cards": [
          {"id": "c1", "idShort": 4, "shortLink": "Xy12Zz", "name": "Wireframes", "desc": "All *pages*", "idList": "l2", "closed": false,
           "due": "2026-10-01T12:00:00.000Z", "start": "2026-09-01T00:00:00.000Z", "dueComplete": true, "idMembers": ["m1"], "labels": [{"id": "g", "name": "Design"}], "pos": 1.5},
          {"id": "c2", "idShort": 5, "shortLink": "Qq99", "name": "Launch", "desc": "", "idList": "l1", "closed": false,
           "due": "2026-12-18T23:59:00.000Z", "start": null, "dueComplete": false, "idMembers": [], "labels": [], "pos": 2},
          {"id": "c3", "idShort": 6, "shortLink": "Zz", "name": "Some day", "desc": "", "idList": "l1", "closed": false, "due": null, "dueComplete": false},
          {"id": "c4", "idShort": 7, "shortLink": "Old", "name": "Archived", "desc": "", "idList": "l1", "closed": true, "due": "2026-01-01T00:00:00.000Z", "dueComplete": false}
         ], "actions": [], "checklists": []}
        """

    @Test func aBoardOfTrelloIsAProjectWithMilestones() throws {
        let portal = try ImportPortal()
        let outcome = try portal.run(Self.board, name: "board.json", preset: "trello")
        #expect(outcome.counts == ["projects 1 0 1", "milestones 2 0 0"], "\(outcome.problems)")
        #expect(outcome.report?.filtered == 2)
        #expect(
            try portal.rows(
                "select projects.code, projects.audience, milestones.code, title, milestones.description_md, milestones.starts_on, milestones.due_on, milestones.completed_on from milestones join projects on projects.id = project_id order by milestones.id"
            ) == [
                "website-relaunch|internal|card-xy12zz|Wireframes|All *pages*|2026-09-01|2026-10-01|2026-10-01",
                "website-relaunch|internal|card-qq99|Launch|||2026-12-18|",
            ])
        #expect(
            try portal.run(Self.board, name: "board.json", preset: "trello").counts == [
                "projects 0 0 2", "milestones 0 0 2",
            ])
    }

    @Test func listsAreJoined() throws {
        let portal = try ImportPortal()
        let map = """
            records: cards
            join: [{list: lists, field: idList, as: list}]
            tables: [{into: people, columns: {code: {from: shortLink, slug: true}, name: name, unit: list.name, title: labels}}]
            """
        let outcome = try portal.run(Self.board, name: "board.json", map: map)
        #expect(outcome.problems == [])
        #expect(
            try portal.rows("select unit from people order by id") == ["Done", "Doing", "Doing", "Doing"])
        #expect(
            try portal.run("{\"cards\": 1}", name: "b.json", map: map).problems == [
                "b.json: there is no list `cards` in the document"
            ])
    }

    static let tasks = """
        Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,Tags,Notes,Projects,Parent task,Blocked By (Dependencies),Blocking (Dependencies)
        1204001,2026-08-01,2026-09-03,2026-09-03,Copy deck,Done,Ada,ada@agency.example,2026-09-10,2026-09-12,,"First line
        second line, with a comma","Brand Film, Overview",,,
        1204002,2026-08-01,,2026-11-01,Shoot,Doing,,,2026-11-20,2026-11-25,film,,Brand Film,,Copy deck,
        1204003,2026-08-01,,2026-11-01,Ideas,Backlog,,,,,,,Brand Film,,,
        """

    @Test func aProjectOfAsanaIsAProjectWithMilestones() throws {
        let portal = try ImportPortal()
        let outcome = try portal.run(Self.tasks, name: "tasks.csv", preset: "asana")
        #expect(outcome.counts == ["projects 1 0 1", "milestones 2 0 0"], "\(outcome.problems)")
        #expect(
            try portal.rows(
                "select projects.name, milestones.code, title, milestones.description_md, milestones.starts_on, milestones.due_on, milestones.completed_on from milestones join projects on projects.id = project_id order by milestones.id"
            ) == [
                "Brand Film|task-1204001|Copy deck|First line\nsecond line, with a comma||2026-09-12|2026-09-03",
                "Brand Film|task-1204002|Shoot||2026-11-20|2026-11-25|",
            ])
        #expect(
            try portal.run(Self.tasks, name: "tasks.csv", preset: "asana").counts == [
                "projects 0 0 2", "milestones 0 0 2",
            ])
    }

    @Test func everyPresetThatIsNamedIsThere() throws {
        for name in Preset.names { #expect(Preset.text(name) != nil) }
        #expect(
            try ImportPortal().run("", name: "a.csv", preset: "jira").problems == [
                ": there is no preset `jira`"
            ])
    }
}
