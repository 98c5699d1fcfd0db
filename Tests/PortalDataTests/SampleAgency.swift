import Foundation
import PortalData
import TestSupport

/// The sample agency in a database of its own, frozen; gone with the test.
final class SampleAgency {
    static let content = Tool.repository.appending(path: "content").path()

    let portal: FrozenPortal
    let notes: NoteIndex
    private let folder = TemporaryFolder()

    init() throws {
        let database = folder.path("portal.sqlite")
        try Database.create(database)
        try Database.load(Self.scripts(), into: database)
        try Freeze.freeze(database, to: folder.path("frozen"))
        portal = try FrozenPortal(path: folder.path("frozen"))
        notes = try NoteIndex(content: Self.content)
    }

    /// What all clients share, then each client.
    private static func scripts() throws -> [Database.LoadScript] {
        let clients = try FileManager.default.contentsOfDirectory(atPath: content).sorted()
        let files = ["_shared/agency.sql"] + clients.map { "\($0)/client.sql" }
        return try files.map { "\(content)/\($0)" }.filter(FileManager.default.fileExists(atPath:))
            .map { .init(file: $0, text: try String(contentsOfFile: $0, encoding: .utf8)) }
    }
}
