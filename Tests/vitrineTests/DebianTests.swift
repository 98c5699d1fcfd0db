import Foundation
import TestSupport
import Testing

/// Real text that nobody made for this: the packages of the machine that the test runs on, as an agency.
///
/// Built with the release program, which `make test` has made; `swift test` alone leaves it out.
@Suite struct DebianTests {
    static let python = "/usr/bin/python3"

    @Test func theDebianPortalIsBuiltIsolatedAndValid() throws {
        guard Tool.testsEverything else {
            print("SKIPPED: the Debian portal; `make test` builds it")
            return
        }
        try #require(Tool.isAvailable(Tool.release, for: "building the Debian portal"))
        let folder = TemporaryFolder()
        let examples = Tool.repository.appending(path: "examples/debian")
        let made = try Tool.run(
            Self.python,
            [examples.appending(path: "build.py").path(), "--vitrine", Tool.release, folder.url.path()])
        try #require(made.code == 0, "\(made.errors)")
        print(made.output)

        let built = try Tool.run(Tool.release, ["-C", folder.url.path(), "build", "--publish"])
        print(built.output)
        try #require(built.code == 0, "\(built.errors.suffix(4000))")

        let site = folder.url.appending(path: "output/site")
        let pages = try FileManager.default.subpathsOfDirectory(atPath: site.path())
            .filter { $0.hasSuffix(".html") && !$0.hasPrefix("assets/") }.sorted()
        #expect(pages.count > 1000)

        let checker = examples.appending(path: "check_isolation.py").path()
        let isolation = try Tool.run(Self.python, [checker, folder.url.path()])
        print(isolation.output)
        #expect(isolation.code == 0, "\(isolation.output)\(isolation.errors)")
        let planted = try Tool.run(Self.python, [checker, "--plant", folder.url.path()])
        #expect(planted.code == 0, "a page of another client was planted and not found: \(planted.output)")

        guard Tool.isAvailable(MarkupTests.validator, for: "checking the Debian portal's markup") else {
            return
        }
        var random = SeededGenerator(seed: 20_261_120)
        let sample = pages.shuffled(using: &random).prefix(200).map { site.appending(path: $0).path() }
        // A package may keep its changes in another language than its pages are in.
        try MarkupTests.expectValid(Array(sample), options: ["--no-langdetect"])
    }
}
