import Foundation
import PortalData
import TestSupport

/// The sample agency in a database of its own, frozen; gone with the test.
final class SampleAgency {
    let portal: FrozenPortal
    let notes: NoteIndex
    private let folder = TemporaryFolder()

    init() throws {
        let database = folder.path("portal.sqlite")
        try Database.create(database)
        let scripts = try SampleContent.scripts().map { path in
            let file = Tool.repository.appending(path: path)
            return Database.LoadScript(file: path, text: try String(contentsOf: file, encoding: .utf8))
        }
        try Database.load(scripts, into: database)
        try Freeze.freeze(database, to: folder.path("frozen"))
        portal = try FrozenPortal(path: folder.path("frozen"))
        notes = try NoteIndex(content: SampleContent.folder)
    }
}
