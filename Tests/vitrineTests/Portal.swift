import Foundation
import SQLite
import TestSupport
import Testing

/// A copy of the sample agency in a folder of its own, ready to be changed, built and looked at.
final class Portal: Sendable {
    private let folder = TemporaryFolder()
    var root: URL { folder.url }
    var site: URL { root.appending(path: "output/site") }
    var access: URL { root.appending(path: "output/access") }

    /// The date of the sample's data and of its builds in tests.
    static let environment = ["SOURCE_DATE_EPOCH": "1795169400"]

    /// Copies the sample's content and configuration, and makes its database; of some clients alone where all are too many.
    init(of clients: [String]? = nil, isFilled: Bool = true) throws {
        let names =
            clients.map { ($0 + (isFilled ? ["_shared"] : [])).map { "content/" + $0 } } ?? ["content"]
        try FileManager.default.createDirectory(
            at: root.appending(path: clients == nil ? "" : "content"), withIntermediateDirectories: true)
        for name in names + ["vitrine.yaml"] {
            try FileManager.default.copyItem(
                at: Tool.repository.appending(path: name), to: root.appending(path: name))
        }
        try edit("vitrine.yaml") { $0.replacing("/srv/portal", with: root.path() + "/output") }
        let created = try Tool.vitrine("db", "create", in: root)
        try #require(created.code == 0, "\(created.errors)")
        guard isFilled else { return }
        let loaded = try Tool.vitrine(["db", "load"] + scripts(of: clients), in: root)
        try #require(loaded.code == 0, "\(loaded.errors)")
    }

    /// A copy of a portal with what it has published.
    init(copyOf other: Portal) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: other.root.path()) {
            try FileManager.default.copyItem(
                at: other.root.appending(path: name), to: root.appending(path: name))
        }
    }

    private func scripts(of clients: [String]?) throws -> [String] {
        try SampleContent.scripts().filter { script in
            clients.map { ($0 + ["_shared"]).contains { script.contains("/\($0)/") } } ?? true
        }
    }

    /// The portal that `vitrine init` begins, with its first client, project and user: for tests that need no more.
    init(begunWith script: String) throws {
        for arguments in [["init"], ["db", "load", script], ["user", "passwd", "ada"]] {
            let outcome = try Tool.vitrine(arguments, in: root)
            try #require(outcome.code == 0, "\(outcome.errors)")
        }
    }

    /// Builds and publishes.
    @discardableResult
    func publish(_ arguments: String..., environment: [String: String] = [:]) throws -> Tool.Outcome {
        try Tool.vitrine(
            ["build", "--publish"] + arguments, in: root,
            environment: Self.environment.merging(environment) { $1 })
    }

    /// Changes a text file of the portal's folder.
    func edit(_ path: String, _ change: (String) -> String) throws {
        let url = root.appending(path: path)
        let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        try folder.write(change(text), to: path)
    }

    /// Runs SQL on the portal's database, with the rules of the schema in force.
    func run(sql: String) throws {
        try folder.write(sql, to: "change.sql")
        let outcome = try Tool.vitrine("db", "load", "change.sql", in: root)
        try #require(outcome.code == 0, "\(outcome.errors)")
    }

    /// A writer in the middle of a change of the portal's database, until it goes out of use.
    func writer(_ sql: String) throws -> Connection {
        let writer = try Connection(path: root.appending(path: "portal.sqlite").path(), mode: .readWrite)
        try writer.execute("begin immediate")
        try writer.execute(sql)
        return writer
    }

    /// Every file below a folder with its bytes, by its path in it.
    static func tree(_ folder: URL) throws -> [String: Data] {
        var files: [String: Data] = [:]
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path())
        for name in names {
            let url = folder.appending(path: name)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: url.path(), isDirectory: &isFolder),
                !isFolder.boolValue
            else { continue }
            files[name] = try Data(contentsOf: url)
        }
        return files
    }
}
