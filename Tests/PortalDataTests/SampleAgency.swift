import Foundation
import PortalData

/// The sample agency in a database of its own, frozen; gone with the test.
final class SampleAgency {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    let portal: FrozenPortal
    let notes: NoteIndex
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "/vitrine-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let database = folder + "/portal.sqlite"
        try Database.create(database)
        try Database.load(Self.scripts(), into: database)
        try Freeze.freeze(database, to: folder + "/frozen")
        portal = try FrozenPortal(path: folder + "/frozen")
        notes = try NoteIndex(content: Self.root.appending(path: "content").path())
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// What all clients share, then each client.
    private static func scripts() throws -> [Database.LoadScript] {
        let clients = try FileManager.default.contentsOfDirectory(
            atPath: root.appending(path: "content").path())
        let files = ["content/_shared/agency.sql"] + clients.sorted().map { "content/\($0)/client.sql" }
        return try files.filter { FileManager.default.fileExists(atPath: root.appending(path: $0).path()) }
            .map { .init(file: $0, text: try String(contentsOf: root.appending(path: $0), encoding: .utf8)) }
    }
}
