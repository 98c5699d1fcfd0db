import Foundation
import TestSupport
import Testing

/// The examples of docs/import.md do what the page says, one after the other in the portal that `vitrine init` begins.
///
/// A block with a file's name is that file, one of `sh` a command, and one of `text` what the command before says.
/// `UPDATE_GOLDEN=1` writes what they really say into the page.
@Suite struct ImportGuideTests {
    @Test func everyExampleSaysWhatThePageShows() throws {
        let page = Tool.repository.appending(path: "docs/import.md")
        var lines = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "\n")
        let folder = TemporaryFolder()
        for command in [["init"], ["db", "load", "first.sql"]] {
            let outcome = try Tool.vitrine(command, in: folder.url)
            try #require(outcome.code == 0, "\(outcome.text)")
        }
        var said: [String] = []
        var count = 0
        var index = 0
        while index < lines.count {
            let words = lines[index].dropFirst(3).split(separator: " ").map(String.init)
            guard lines[index].hasPrefix("```"), !words.isEmpty else {
                index += 1
                continue
            }
            let end = try #require(lines[(index + 1)...].firstIndex(of: "```"))
            let body = Array(lines[(index + 1)..<end])
            index = end + 1
            switch (words[0], words.count) {
            case ("sh", 1):
                let command = body.joined().split(separator: " ").dropFirst().map(String.init)
                let outcome = try Tool.vitrine(command, in: folder.url)
                #expect(outcome.code != 2 && outcome.code < 70, "\(outcome.text)")
                said = (outcome.errors + outcome.output).split(separator: "\n").map(String.init)
                count += 1
            case ("text", 1):
                if Tool.updatesGolden {
                    lines.replaceSubrange((end - body.count)..<end, with: said)
                    index += said.count - body.count
                } else {
                    #expect(said == body, "docs/import.md:\(end)")
                }
            default: try folder.write(body.joined(separator: "\n") + "\n", to: words[words.count - 1])
            }
        }
        #expect(count >= 8)
        if Tool.updatesGolden {
            try lines.joined(separator: "\n").write(to: page, atomically: true, encoding: .utf8)
        }
    }
}
