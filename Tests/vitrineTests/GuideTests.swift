import Foundation
import TestSupport
import Testing

/// The files of a theme that the guide to templates shows make the pages, and bring the errors, that it shows.
///
/// `UPDATE_GOLDEN=1` writes what they really make into the guide.
@Suite struct GuideTests {
    @Test func theThemeOfTheGuideMakesItsPagesAndErrors() throws {
        var guide = try DocumentedPage("templates.md")
        try #require(guide.themeFiles.count { $0.result != nil } >= 3)
        let folder = TemporaryFolder()
        for command in [["init"], ["db", "load", "first.sql"]] {
            let outcome = try Tool.vitrine(command, in: folder.url)
            try #require(outcome.code == 0, "\(outcome.text)")
        }
        var made: [String: String] = [:]
        // What is wrong stops the pages too, so it comes last.
        for wanted in [false, true] {
            for file in guide.themeFiles where (file.result?.path == "error") == wanted {
                let url = folder.url.appending(path: "Templates/" + file.path)
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try file.text.write(to: url, atomically: true, encoding: .utf8)
            }
            let outcome = try Tool.vitrine(
                ["build", "--publish", "--as-of", "2026-11-21"], in: folder.url)
            #expect(outcome.code == (wanted ? 1 : 0), "\(outcome.text)")
            if wanted { made["error"] = outcome.complaints }
        }
        guide = try DocumentedPage("templates.md")
        for file in guide.themeFiles.reversed() {
            guard let result = file.result else { continue }
            let path = folder.url.appending(path: "output/site/" + result.path)
            let text = try made[result.path] ?? String(contentsOf: path, encoding: .utf8)
            let stable = Self.stable(text)
            if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
                guide.update(file, to: stable)
            } else {
                #expect(stable == result.text, "docs/templates.md:\(result.line)")
            }
        }
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" { try guide.write() }
    }

    /// With one digest for all assets, so that the guide does not change with the style sheet; without the last line end.
    private static func stable(_ text: String) -> String {
        let text = text.replacing(/\.[0-9a-f]{12}\./, with: ".0123456789ab.")
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}
