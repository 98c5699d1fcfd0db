import Diagnostics
import Foundation
import PortalData
import SQLite
import TestSupport
import Testing

@Suite struct FreezeTests {
    private func problem(_ path: String) -> Diagnostic? {
        let list = #expect(throws: DiagnosticList.self) { try Freeze.freeze(path, to: path + ".frozen") }
        #expect(!FileManager.default.fileExists(atPath: path + ".frozen"))
        return list?.all.first
    }

    @Test func aCopyIsPrivate() throws {
        let portal = try SamplePortal()
        try Freeze.freeze(portal.database, to: portal.folder + "/frozen")
        let attributes = try FileManager.default.attributesOfItem(atPath: portal.folder + "/frozen")
        #expect((attributes[.posixPermissions] as? Int) == 0o600)
    }

    @Test func aCopyIsOneMomentBesideAWriter() throws {
        let portal = try SamplePortal()
        let writer = try Connection(path: portal.database, mode: .readWrite)
        try writer.execute("begin immediate")
        try writer.execute("update projects set name = 'later' where id = 10")
        #expect(try portal.contents(of: "acme").texts("projects", "name") == ["acme-app", "acme-team"])
        try writer.execute("commit")
        #expect(try portal.contents(of: "acme").texts("projects", "name") == ["acme-app", "later"])
    }

    @Test func noCopyShowsASumThatNeverWas() async throws {
        let portal = try SamplePortal("update projects set budget_minor = 1000 where id in (10, 13);")
        let path = portal.database
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let writer = try Connection(path: path, mode: .readWrite)
                writer.setBusyTimeout(milliseconds: 10_000)
                for step in 0..<400 {
                    try writer.transaction {
                        let amount = step % 7 - 3
                        try writer.execute(
                            "update projects set budget_minor = budget_minor + \(amount) where id = 10")
                        try writer.execute(
                            "update projects set budget_minor = budget_minor - \(amount) where id = 13")
                    }
                }
            }
            group.addTask {
                for index in 0..<20 {
                    let copy = "\(path).copy-\(index)"
                    try Freeze.freeze(path, to: copy)
                    let frozen = try Connection(path: copy, mode: .immutable)
                    #expect(try frozen.integer("select sum(budget_minor) from projects") == 2000)
                }
            }
            try await group.waitForAll()
        }
        _ = portal
    }

    @Test func nothingIsOverwritten() throws {
        let portal = try SamplePortal()
        try "mine".write(toFile: portal.folder + "/frozen", atomically: true, encoding: .utf8)
        #expect(throws: DiagnosticList.self) {
            try Freeze.freeze(portal.database, to: portal.folder + "/frozen")
        }
        #expect(try String(contentsOfFile: portal.folder + "/frozen", encoding: .utf8) == "mine")
    }

    @Test func aTextFileIsNoDatabase() throws {
        let folder = TemporaryFolder()
        let text = String(repeating: "hello ", count: 1000)
        try text.write(toFile: folder.path("a"), atomically: true, encoding: .utf8)
        #expect(problem(folder.path("a"))?.message == "this is not an SQLite database")
    }

    @Test func aMissingFileIsNamed() throws {
        let folder = TemporaryFolder()
        #expect(problem(folder.path("a"))?.message == "the database cannot be opened")
    }

    @Test func anotherApplicationsDatabaseIsRefused() throws {
        let folder = TemporaryFolder()
        try Connection(path: folder.path("a"), mode: .create).execute("create table t (x)")
        #expect(problem(folder.path("a"))?.message == "this is another application's database")
    }

    @Test func anOlderSchemaAsksToBeMigrated() throws {
        let portal = try SamplePortal()
        try portal.write("pragma user_version = 1")
        #expect(problem(portal.database)?.hint == "make a backup, then run `vitrine db migrate`")
    }

    @Test func aNewerSchemaIsRefused() throws {
        let portal = try SamplePortal()
        try portal.write("pragma user_version = 999")
        #expect(problem(portal.database)?.message.hasPrefix("the database has schema 999") == true)
    }

    /// Freezing copies pages as they are; whoever builds looks at all of them before a row is believed.
    @Test func aDamagedPageIsFoundWhereverItLies() throws {
        let portal = try SamplePortal()
        let connection = try Connection(path: portal.database, mode: .readWrite)
        _ = try connection.text("pragma journal_mode = delete")
        let size = try connection.integer("pragma page_size")
        let milestones = try connection.integer(
            "select rootpage from sqlite_schema where name = 'milestones'")
        let last = try connection.integer("pragma page_count")
        let sound = try Data(contentsOf: URL(filePath: portal.database))
        for page in Array(stride(from: 2, through: last, by: 23)) + [milestones, last] {
            var damaged = sound
            let start = Int((page - 1) * size)
            damaged.replaceSubrange(start..<start + 200, with: Data(repeating: 0xA5, count: 200))
            try damaged.write(to: URL(filePath: portal.database))
            let list = #expect(throws: DiagnosticList.self, "page \(page)") {
                let content = portal.folder + "/content"
                _ = try portal.frozen().check(asOf: "2026-11-21", notes: portal.notes(), content: content)
            }
            #expect(list?.all.first?.message.hasPrefix("the database is damaged") == true, "page \(page)")
            let copy = portal.folder + "/backup"
            #expect(throws: DiagnosticList.self) { try Freeze.backUp(portal.database, to: copy) }
            #expect(!FileManager.default.fileExists(atPath: copy))
        }
    }

    @Test func problemsOfACopyNameTheOriginal() throws {
        let portal = try SamplePortal()
        try portal.write("update clients set slug = 'Not A Slug' where id = 1")
        let copy = portal.folder + "/frozen"
        try Freeze.freeze(portal.database, to: copy)
        let list = #expect(throws: DiagnosticList.self) { try FrozenPortal(path: copy, of: "portal.sqlite") }
        #expect(list?.all.first?.file == "portal.sqlite")
    }
}
