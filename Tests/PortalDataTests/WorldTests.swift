import Foundation
import GeneratedWorlds
import PortalData
import SQLite
import Slices
import TemplateEngine
import TestSupport
import Testing

/// Editions of databases made at random hold what a second, slow and obvious answer says, row by row and cell by cell.
@Suite struct WorldTests {
    /// 100 in `make test`, all 1,000 in `make soak`.
    static let seeds =
        1...(ProcessInfo.processInfo.environment["WORLDS"].flatMap { Int($0) }
        ?? (Tool.testsEverything ? 100 : 12))

    /// Every third world knows no rules.
    static func isLawful(_ seed: Int) -> Bool { seed % 3 != 0 }

    @Test(arguments: seeds) func editionsHoldWhatTheirReadersMaySee(_ seed: Int) throws {
        let portal = try SamplePortal(basis: "")
        let writer = try Connection(path: portal.database, mode: .readWrite)
        let world = try World(seed: seed, isLawful: Self.isLawful(seed), in: writer)
        for note in world.notes { try portal.file(note.path, note.text) }
        let judge = try Judge(writer, asOf: World.today)
        let frozen = try portal.frozen()
        let readership = try frozen.readership(asOf: World.today)
        let shown = judge.schema.tables.filter(judge.isShown)
        var held: [String: SliceCells] = [:]
        let slice = try Slice(schema: frozen.sliceSchema)
        for edition in readership.editions {
            try frozen.fill(slice, with: edition, asOf: World.today, notes: portal.notes())
            let cells = try SliceCells(slice)
            try slice.clear()
            held[edition.name] = cells
            cells.expectOrigin(in: judge, ofClient: "\(edition.client.id)", "world \(seed), \(edition.name)")
        }

        // Whoever is of the team: also of clients that have no readers.
        let built = judge.all("clients").filter(judge.isBuilt)
        #expect(Set(readership.editions.map { "\($0.client.id)" }) == Set(built.map(\.key)), "world \(seed)")
        for client in built {
            let cells = [held[client.values["slug"] ?? ""]].compactMap { $0 }
            expect(
                cells, toBe: [judge.team(of: client.key)], judge, shown,
                "world \(seed), team of \(client.key)")
        }
        for user in judge.all("users") {
            let views = judge.views(of: user)
            let reader = readership.readers.first { "\($0.id)" == user.key }
            #expect((reader == nil) == views.isEmpty, "world \(seed), user \(user.key)")
            let cells = (reader?.editions ?? []).compactMap { held[$0] }
            expect(cells, toBe: views, judge, shown, "world \(seed), user \(user.key)")
            expectAccess(cells, of: user, views, judge, "world \(seed), user \(user.key)")
            let notes = world.notes.filter { note in views.contains { judge.maySee(note, $0) } }
            #expect(
                Set(cells.flatMap { $0.keys(of: "notes") }) == Set(notes.map(\.code)),
                "world \(seed), user \(user.key)")
        }
    }

    /// That all editions of a reader together tell of other readers, of grants and of requests what he may know.
    private func expectAccess(
        _ editions: [SliceCells], of user: Judge.Row, _ views: [View], _ judge: Judge, _ reader: String
    ) {
        func keys(_ table: String) -> Set<String> { Set(editions.flatMap { $0.keys(of: table) }) }
        let requests = views.flatMap { view in judge.requests(of: user, view).map { (view, $0) } }
        #expect(keys("requested_access") == Set(requests.map(\.1.key)), "requests of \(reader)")
        #expect(
            keys("requested_records") == Set(requests.filter { judge.seesRecord(of: $1, $0) }.map(\.1.key)),
            "records that are asked for, of \(reader)")
        #expect(
            keys("granted_records") == Set(views.flatMap(judge.permissions).map(\.key)),
            "permissions of \(reader)")
        let names = views.filter(judge.isOwner).flatMap { judge.readers(at: $0.client) }
        #expect(Set(editions.flatMap(\.readers)) == Set(names), "readers of \(reader)")
    }

    /// That all editions of a reader together hold the rows, and files, that he may see, and no other.
    private func expect(
        _ editions: [SliceCells], toBe views: [View], _ judge: Judge, _ shown: [WorldSchema.Table],
        _ reader: String
    ) {
        for table in shown {
            let rows = judge.all(table.name)
            let mayRead = Set(rows.filter { row in views.contains { judge.maySee(row, $0) } }.map(\.key))
            let reads = Set(editions.flatMap { $0.keys(of: table.name) })
            #expect(reads == mayRead, "\(table.name) of \(reader)")
            for column in ["file", "storage_url"] where table.has(column) {
                let mayLoad = rows.filter { row in
                    row.values[column] != nil
                        && views.contains { judge.maySee(row, $0) && judge.mayDownload(row, $0) }
                }
                let loads = Set(editions.flatMap { $0.keys(of: table.name, with: column) })
                #expect(loads == Set(mayLoad.map(\.key)), "\(table.name).\(column) of \(reader)")
            }
        }
    }

    /// Otherwise the worlds of `make test` prove nothing about it; it ends with the first of them after which that is so.
    @Test func everyTableHasRowsThatAreSeenAndRowsThatAreNot() throws {
        var seen: Set<String> = []
        var unseen: Set<String> = []
        var tables: Set<String> = []
        for seed in 1...100 where seed <= 10 || seen != tables || unseen != tables {
            let portal = try SamplePortal(basis: "")
            let writer = try Connection(path: portal.database, mode: .readWrite)
            _ = try World(seed: seed, isLawful: Self.isLawful(seed), in: writer)
            let judge = try Judge(writer, asOf: World.today)
            let views = judge.all("users").flatMap(judge.views)
            for table in judge.schema.tables where judge.isShown(table) {
                tables.insert(table.name)
                for row in judge.all(table.name) {
                    if views.contains(where: { judge.maySee(row, $0) }) { seen.insert(table.name) }
                    if views.contains(where: { !judge.maySee(row, $0) }) { unseen.insert(table.name) }
                }
            }
        }
        #expect(tables.subtracting(seen).sorted() == [])
        #expect(tables.subtracting(unseen).sorted() == [])
        #expect(tables.count >= 10)
    }
}

/// Everything in a filled slice, read as a template's question reads it.
struct SliceCells {
    private var cells: [String: [String: [String: String]]] = [:]
    /// A line for each role of each reader.
    let readers: [String]

    init(_ slice: Slice) throws {
        let arena = Arena()
        let lines = try slice.query(
            """
            select ifnull(name, '') || '|' || ifnull(role, '') || '|' || ifnull(since_on, '') || '|' || ifnull(until_on, '')
                as line from readers order by 1
            """)
        slice.refillQuerySteps()
        let answer = try slice.answer(
            lines.id, UnsafeBufferPointer(start: nil, count: 0), shape: ShapeID(index: 0), into: arena)
        readers = answer.items.compactMap { $0.fields.map { String(decoding: $0[0].bytes, as: UTF8.self) } }
        for table in slice.schema.tables {
            guard let key = table.key else { continue }
            let columns = table.columns.enumerated().map { "cast(\"\($1.name)\" as text) as v\($0)" }
            let query = try slice.query(
                "select \(columns.joined(separator: ", ")) from \"\(table.name)\" order by 1")
            slice.refillQuerySteps()
            let none = UnsafeBufferPointer<Value>(start: nil, count: 0)
            let rows = try slice.answer(query.id, none, shape: ShapeID(index: 0), into: arena)
            for row in rows.items {
                var values: [String: String] = [:]
                for (index, column) in table.columns.enumerated() {
                    guard let value = row.fields?[index], value.kind == .string else { continue }
                    values[column.name] = String(decoding: value.bytes, as: UTF8.self)
                }
                cells[table.name, default: [:]][values[key] ?? ""] = values
            }
        }
    }

    func keys(of table: String, with column: String? = nil) -> [String] {
        (cells[table] ?? [:]).filter { column == nil || $0.value[column ?? ""] != nil }.map(\.key)
    }

    /// That each cell is that of the row it comes from, and none is the agency's own or another client's.
    func expectOrigin(in judge: Judge, ofClient client: String, _ place: String) {
        // Made of several tables; what they hold is judged by itself.
        let made = ["notes", "requested_access", "requested_records", "granted_records"]
        for (table, rows) in cells {
            for value in rows.values.flatMap(\.values) {
                #expect(!value.contains(World.secret), "\(table) of \(place)")
            }
        }
        for line in readers { #expect(!line.contains(World.secret), "readers of \(place)") }
        for (table, rows) in cells where !made.contains(table) {
            for (key, values) in rows {
                let origin = judge.all(table).first { $0.key == key }
                #expect(origin?.values["client_id"] ?? client == client, "\(table) \(key) of \(place)")
                for (column, value) in values {
                    #expect(origin?.values[column] == value, "\(table) \(key) \(column) of \(place)")
                }
            }
        }
        #expect(cells["clients"].map { Array($0.keys) } == [client], "\(place)")
        // Whatever a row names is there too: nothing tells that there is more.
        for table in judge.schema.tables {
            for reference in table.references {
                guard let own = reference.own, cells[table.name] != nil, reference.table != "audiences" else {
                    continue
                }
                let named = Set((cells[table.name] ?? [:]).values.compactMap { $0[own.from] })
                #expect(
                    named.isSubset(of: keys(of: reference.table)), "\(table.name).\(own.from) of \(place)")
            }
        }
    }
}
