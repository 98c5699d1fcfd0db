import Files
import Foundation
import SQLite
import TestSupport
import Testing

@Suite struct RowDifferenceTests {
    private static let schema = """
        create table short (id integer primary key, name text, number int);
        create index short_name on short (name);
        create table long (id integer primary key, body text not null);
        create table named (name text primary key, number int) without rowid;
        with recursive n (i) as (select 1 union all select i + 1 from n where i < 3000)
            insert into short select i, 'name ' || i, i * 7 from n;
        insert into long select id, printf('%.*c', 50 + id % 300, 'x') from short where id <= 800;
        insert into named select name, number from short where id <= 100;
        """

    /// After random changes, what the pages tell is what reading every row of both files tells, or nothing.
    @Test(arguments: 1...6) func tellsTheRowsThatDiffer(_ seed: Int) throws {
        let folder = TemporaryFolder()
        let (live, copy) = (folder.path("live.sqlite"), folder.path("copy.sqlite"))
        var random = SeededGenerator(seed: seed)
        let writer = try Connection(path: live, mode: .create)
        try Script(Self.schema).run(on: writer)
        var told = 0
        for round in 1...40 {
            try? FileManager.default.removeItem(atPath: copy)
            try FileManager.default.copyItem(atPath: live, toPath: copy)
            let edits = (0..<Int.random(in: 0...3, using: &random)).map { _ in Self.edit(&random) }
            for edit in edits { try writer.execute(edit) }
            guard let difference = try Self.difference(from: copy, to: live) else { continue }
            told += 1
            let expected = try ["short", "long"].reduce(into: [String: RowDifference.Rows]()) { all, table in
                let (before, after) = (try Self.rows(of: table, in: copy), try Self.rows(of: table, in: live))
                let rows = RowDifference.Rows(
                    before: before.filter { after[$0.key] != $0.value }.keys.sorted(),
                    after: after.filter { before[$0.key] != $0.value }.keys.sorted())
                if rows != RowDifference.Rows() { all[table] = rows }
            }
            #expect(difference.tables == expected, "seed \(seed), round \(round): \(edits)")
        }
        #expect(told > 20)
    }

    @Test func aTableWithoutRowNumbersTellsNothing() throws {
        let folder = TemporaryFolder()
        let (live, copy) = (folder.path("live.sqlite"), folder.path("copy.sqlite"))
        let writer = try Connection(path: live, mode: .create)
        try Script(Self.schema).run(on: writer)
        try FileManager.default.copyItem(atPath: live, toPath: copy)
        try writer.execute("update named set number = 0 where name = 'name 5'")
        #expect(try Self.difference(from: copy, to: live) == nil)
    }

    /// Rows that went with the end of the file are in no page that differs.
    @Test func aFileThatShrankTellsNothing() throws {
        let folder = TemporaryFolder()
        let (live, copy) = (folder.path("live.sqlite"), folder.path("copy.sqlite"))
        let writer = try Connection(path: live, mode: .create)
        try writer.execute("pragma auto_vacuum = full")
        try Script(Self.schema).run(on: writer)
        for limit in stride(from: 2900, through: 2000, by: -100) {
            try? FileManager.default.removeItem(atPath: copy)
            try FileManager.default.copyItem(atPath: live, toPath: copy)
            try writer.execute("delete from short where id > \(limit)")
            let size = { try RandomAccessFile($0).size() }
            guard try size(live) < size(copy) else { continue }
            #expect(try Self.difference(from: copy, to: live) == nil)
            return
        }
        Issue.record("the file never shrank")
    }

    @Test func anotherSchemaTellsNothing() throws {
        let folder = TemporaryFolder()
        let (live, copy) = (folder.path("live.sqlite"), folder.path("copy.sqlite"))
        let writer = try Connection(path: live, mode: .create)
        try Script(Self.schema).run(on: writer)
        try FileManager.default.copyItem(atPath: live, toPath: copy)
        try writer.execute("alter table short add column more text default 'more'")
        #expect(try Self.difference(from: copy, to: live) == nil)
    }

    @Test(arguments: ["", "SQLite format 3", String(repeating: "SQLite format 3\u{0}", count: 300)])
    func whatIsNoDatabaseTellsNothing(_ text: String) throws {
        let folder = TemporaryFolder()
        try folder.write(text, to: "none")
        let pages = try DatabasePages(RandomAccessFile(folder.path("none")))
        #expect(pages == nil)
    }

    private static func edit(_ random: inout SeededGenerator) -> String {
        let id = Int.random(in: 1...3200, using: &random)
        return switch Int.random(in: 0..<8, using: &random) {
        case 0: "insert or replace into short values (\(id), 'new', \(id))"
        case 1: "update short set name = name || '!' where id between \(id) and \(id + 3)"
        case 2: "delete from short where id between \(id) and \(id + Int.random(in: 0...200, using: &random))"
        case 3: "insert into short (name, number) select 'more', id from short limit \(id % 400)"
        case 4: "insert or replace into long values (\(id % 900), printf('%.*c', \(id * 3), 'y'))"
        case 5: "update long set body = substr(body, 1, length(body) - 1) || 'z' where id = \(id % 800)"
        case 6: "delete from long where id = \(id % 800)"
        default: "update short set number = number where id = \(id)"
        }
    }

    private static func difference(from copy: String, to live: String) throws -> RowDifference? {
        let (old, new) = (try RandomAccessFile(copy), try RandomAccessFile(live))
        let pages = try #require(try DatabasePages(old))
        guard let changed = try RowDifference.changedPages(of: new, since: old, pages: pages),
            let after = try DatabasePages(old, overlay: changed)
        else { return nil }
        return try RowDifference(
            from: pages, to: after, changed: changed, schema: Connection(path: copy, mode: .immutable))
    }

    private static func rows(of table: String, in path: String) throws -> [Int64: String] {
        let rows = try Connection(path: path, mode: .readOnly).prepare("select * from \(table)")
        var result: [Int64: String] = [:]
        while try rows.step() {
            result[rows.integer(at: 0)] = (1..<rows.columnCount).map { rows.text(at: $0) ?? "-" }.joined()
        }
        return result
    }
}
