import Access
import Files
import Foundation
import TestSupport
import Testing

/// `access explain` says what the second implementation decides from the text of the manifest.
@Suite struct ExplainTests {
    /// How published paths are spelled: what is not so has no rule, whatever a server would make of it.
    private static func isPlain(_ path: String) -> Bool {
        path.wholeMatch(of: /\/|(\/[a-z0-9_\-]+(\.[a-z0-9_\-]+)*)+\/?/) != nil
    }

    @Test(arguments: SamplePortal.Layout.allCases)
    func theCommandDecidesAsTheTextOfTheManifestDoes(_ layout: SamplePortal.Layout) throws {
        let manifest = try SamplePortal.manifest(layout)
        let reference = try Reference(manifest: manifest.json())
        let folder = TemporaryFolder()
        try folder.write(manifest.json(), to: "access/access.json")
        try folder.write(PublishedFile.lines(try SamplePortal.files()), to: "access/files.jsonl")

        var generator = SeededGenerator(seed: 11)
        let listed = SamplePortal.contents.map { "/" + $0.path }.shuffled(using: &generator).prefix(12)
        let hostile = (Spellings.paths(into: "acme") + Spellings.paths(into: "acme-corp"))
            .filter { $0.hasPrefix("/") && !$0.utf8.contains(0) }.shuffled(using: &generator).prefix(8)
        let unlisted = Spellings.unlisted.shuffled(using: &generator).prefix(4)
        let paths = ["/", "/acme/", "/acme-corp/same.html"] + listed + hostile + unlisted
        #expect(paths.contains { !Self.isPlain($0) })
        var allowed = 0
        for user in [nil, "mallory"] + SamplePortal.users.map(\.name) {
            for path in paths {
                let host = layout.host(of: path.split(separator: "/").first.map(String.init) ?? "acme")
                let address = path.utf8.count % 2 == 0 ? "10.1.2.3" : "127.0.0.1"
                let arguments =
                    [
                        "access", "explain", "--root", folder.url.path(), "--path", path, "--address",
                        address, "--host", host,
                    ]
                    + (user.map { ["--user", $0] } ?? [])
                let outcome = try Tool.vitrine(arguments, in: folder.url)
                let rule = reference.rule(lets: user, read: path, onHost: host, from: address)
                let may = Self.isPlain(path) && rule != nil
                #expect(outcome.code == (may ? 0 : 1), "\(arguments): \(outcome.text)")
                #expect(outcome.output.contains(may ? " may read " : " may not read "), "\(arguments)")
                if may { allowed += 1 }
            }
        }
        #expect(allowed > 20)
    }
}
