import Diagnostics
import Foundation
import Import
import PortalData
import SQLite
import TestSupport
import Testing

/// A portal of two clients in a folder of its own, and imports into it.
struct ImportPortal {
    let folder = TemporaryFolder()
    let portal: LivePortal

    init(_ more: String = "") throws {
        portal = LivePortal(path: folder.path("portal.sqlite"), auditHead: nil)
        try Database.create(portal.path)
        let text = """
            insert into staff (id, code, name, email) values (1, 'ada', 'Ada', 'ada@agency.example');
            insert into clients (id, slug, name, currency) values (1, 'acme', 'Acme', 'EUR'), (2, 'noor', 'Noor', 'JPY');
            insert into projects (id, client_id, code, name) values (1, 1, 'app', 'App'), (2, 2, 'app', 'App');
            """
        try load(text + more)
    }

    func load(_ sql: String) throws {
        try Database.load([Database.LoadScript(file: "test.sql", text: sql)], into: portal.path)
    }

    struct Outcome {
        var report: ImportReport?
        /// Each as `place: message`.
        var problems: [String] = []
        /// `table inserted updated unchanged`.
        var counts: [String] {
            report?.tables.map { "\($0.table) \($0.inserted) \($0.updated) \($0.unchanged)" } ?? []
        }
    }

    /// Imports a file of these bytes; `name` tells the format.
    @discardableResult
    func run(
        _ bytes: [UInt8], name: String = "in.csv", into table: String? = nil, map: String? = nil,
        preset: String? = nil,
        at: String = "2026-11-20T10:00:00Z", _ change: (inout ImportRequest) -> Void = { _ in }
    ) throws -> Outcome {
        try folder.write(bytes, to: name)
        let file = ImportRequest.File(path: folder.path(name), name: name)
        var target = ImportRequest.Target.table(table ?? "")
        if let preset { target = .preset(preset) }
        if let map {
            try folder.write(map, to: "map.yaml")
            target = .mapping(.init(path: folder.path("map.yaml"), name: "map.yaml"))
        }
        var request = ImportRequest(files: [file], target: target)
        request.client = "acme"
        change(&request)
        let told = Told()
        var outcome = Outcome()
        do throws(DiagnosticList) {
            outcome.report = try ImportRun(
                request, as: Author(actor: "test", at: at), onProblem: { told.problems.append($0) }
            ).run(in: portal)
        } catch {
            told.problems += error.all
        }
        outcome.problems = told.problems.map { problem in
            let place = problem.range.map { ":\($0.line):\($0.columns.lowerBound)" } ?? ""
            return "\(problem.file ?? "")\(place)\(problem.row.map { " \($0)" } ?? ""): \(problem.message)"
        }
        return outcome
    }

    @discardableResult
    func run(
        _ text: String, name: String = "in.csv", into table: String? = nil, map: String? = nil,
        preset: String? = nil,
        at: String = "2026-11-20T10:00:00Z", _ change: (inout ImportRequest) -> Void = { _ in }
    ) throws -> Outcome {
        try run(Array(text.utf8), name: name, into: table, map: map, preset: preset, at: at, change)
    }

    var errors: SyncErrors { SyncErrors(of: portal, as: Author(actor: "test", at: "2026-11-20T12:00:00Z")) }

    /// One line a row, columns separated by `|`.
    func rows(_ sql: String) throws -> [String] {
        let statement = try Connection(path: portal.path, mode: .readOnly).prepare(sql)
        var rows: [String] = []
        while try statement.step() {
            rows.append(
                (0..<statement.columnCount).map { statement.text(at: $0) ?? "" }.joined(separator: "|"))
        }
        return rows
    }

    private final class Told { var problems: [Diagnostic] = [] }
}
