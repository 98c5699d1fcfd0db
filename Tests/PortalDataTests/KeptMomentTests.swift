import PortalData
import SQLite
import TestSupport
import Testing

/// What is read of a database that changed a little is what reading all of it would tell.
@Suite struct KeptMomentTests {
    private func moment(of portal: SamplePortal) -> (kept: KeptMoment, path: String) {
        let path = portal.folder + "/moment.sqlite"
        return (KeptMoment(of: portal.database, keptAt: path), path)
    }

    @Test func nothingChangedIsToldWithoutTouchingTheFile() throws {
        let portal = try SamplePortal()
        let (kept, _) = moment(of: portal)
        var changes = 0
        #expect(try kept.take(isKnown: false) { changes += 1 }.change == .everything)
        #expect(changes == 1)
        #expect(try kept.take(isKnown: true) { changes += 1 } == (.nothing, true))
        #expect(changes == 1)
    }

    @Test(
        arguments: [
            ("update projects set name = 'Other' where client_id = 1", [1]),
            ("update projects set name = 'Other'", [1, 2]),
            ("update milestones set client_id = 2, project_id = 20, code = 'moved' where id = 100", [1, 2]),
            ("delete from milestones where client_id = 2", [2]),
            ("update clients set name = 'Other' where id = 2", [2]),
            ("delete from internal_changes", []),
        ] as [(String, [Int64])])
    func whoseRowsChangedIsTold(_ sql: String, _ clients: [Int64]) throws {
        let portal = try SamplePortal()
        let (kept, _) = moment(of: portal)
        _ = try kept.take(isKnown: false) {}
        try portal.write(sql)
        guard case .clients(let found) = try kept.take(isKnown: true, willChange: {}).change else {
            Issue.record("everything may have changed")
            return
        }
        #expect(found == Set(clients))
    }

    @Test(arguments: [
        "update staff set name = 'Other'", "update users set status = 'suspended'",
        "update audiences set label = 'Other'", "create table more (id integer primary key)",
        "create index more on projects (name)",
    ])
    func whatIsSharedMayConcernEverybody(_ sql: String) throws {
        let portal = try SamplePortal()
        let (kept, _) = moment(of: portal)
        _ = try kept.take(isKnown: false) {}
        try portal.write(sql)
        #expect(try kept.take(isKnown: true) {}.change == .everything)
    }

    /// Nothing is wrong with a portal whose kept moment is damaged.
    @Test(arguments: ["rm \"$0\"", "truncate -s 5000 \"$0\"", "printf x >\"$0\"", ": >\"$0\""])
    func aKeptMomentThatIsDamagedIsMadeAnew(_ damage: String) throws {
        let portal = try SamplePortal()
        let (kept, path) = moment(of: portal)
        _ = try kept.take(isKnown: false) {}
        #expect(try Tool.run("/bin/sh", ["-c", damage, path]).code == 0)
        #expect(try kept.take(isKnown: true) {}.change == .everything)
        #expect(try FrozenPortal(path: path).clients == portal.frozen().clients)
    }

    /// The file is the moment, whichever way it came about.
    @Test func theMomentIsTheDatabase() throws {
        let portal = try SamplePortal()
        let (kept, path) = moment(of: portal)
        _ = try kept.take(isKnown: false) {}
        for number in 1...5 {
            try portal.write(
                "update milestones set title = title || ' \(number)' where client_id = \(1 + number % 2)")
            _ = try kept.take(isKnown: true) {}
            let readers = try [portal.database, path].map { file in
                let rows = try Connection(path: file, mode: .readOnly).prepare(
                    "select id, title from milestones")
                var text = ""
                while try rows.step() { text += "\(rows.integer(at: 0)) \(rows.text(at: 1) ?? "")\n" }
                return text
            }
            #expect(readers[0] == readers[1])
            #expect(readers[0].contains(" \(number)"))
        }
    }

    /// Whatever is wrong with rows that changed is found as it is by looking at all.
    @Test(arguments: CheckTests.cases)
    func aChangeIsCheckedAsAllIs(_ example: CheckTests.Case) throws {
        let portal = try SamplePortal()
        try portal.write(CheckTests.visits + "create index visits_client on visits (client_id);")
        let (kept, path) = moment(of: portal)
        #expect(try kept.take(isKnown: false) {}.isExact)
        try portal.write(example.sql)
        let change = try kept.take(isKnown: true) {}.change
        #expect(change != .everything)
        let frozen = try FrozenPortal(path: path)
        func findings(_ change: MomentChange) throws -> [Finding] {
            try frozen.rowFindings(
                asOf: "2026-11-21", notes: portal.notes(), content: portal.folder + "/content", change: change
            )
        }
        let all = try findings(.everything)
        #expect(try findings(change) == all)
        #expect(!all.isEmpty)
    }
}
