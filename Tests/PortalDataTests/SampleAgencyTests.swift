import Diagnostics
import Foundation
import PortalData
import Slices
import TemplateEngine
import Testing

@Suite struct SampleAgencyTests {
    /// The repository's own sample.
    static let content = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("content").path

    private func frozen(in folder: String) throws -> FrozenPortal {
        let names = try FileManager.default.subpathsOfDirectory(atPath: Self.content)
        let scripts = try names.filter { $0.hasSuffix(".sql") }.sorted().map { name in
            Database.LoadScript(
                file: name, text: try String(contentsOfFile: "\(Self.content)/\(name)", encoding: .utf8))
        }
        try Database.create(folder + "/portal.sqlite")
        try Database.load(scripts, into: folder + "/portal.sqlite")
        try Freeze.freeze(folder + "/portal.sqlite", to: folder + "/frozen.sqlite")
        return try FrozenPortal(path: folder + "/frozen.sqlite")
    }

    @Test func hasNoFindings() throws {
        let folder = try TemporaryFolder()
        let portal = try frozen(in: folder.path)
        let report = try portal.check(
            asOf: "2026-11-21", notes: NoteIndex(content: Self.content), content: Self.content)
        #expect(report.findings.map { $0.diagnostic.rendered(colour: false) } == [])
        #expect(report.additions == [])
    }

    @Test func everyEditionFillsAndReads() throws {
        let folder = try TemporaryFolder()
        let portal = try frozen(in: folder.path)
        let notes = try NoteIndex(content: Self.content)
        let slice = try Slice(schema: portal.sliceSchema)
        let arena = Arena()
        let readership = try portal.readership(asOf: "2026-11-21")
        #expect(readership.editions.count >= 10)
        for edition in readership.editions {
            try portal.fill(slice, with: edition, asOf: "2026-11-21", notes: notes)
            let lists = try slice.values(into: arena)
            #expect(lists.count == slice.vocabulary.globals.count)
            try slice.clear()
            arena.removeAll()
        }
    }
}
