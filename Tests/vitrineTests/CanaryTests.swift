import Foundation
import TestSupport
import Testing

/// Each client's and each audience's rows carry a word that nothing else does.
@Suite struct CanaryTests {
    let canaries: [SampleContent.Canary]

    init() throws { canaries = try SampleContent.canaries() }

    /// Whom an edition is for, read off its name alone: `acme.board.team` is acme's board and team.
    static func readers(of edition: String) -> (client: String, audiences: Set<String>?) {
        let parts = edition.split(separator: ".").map(String.init)
        guard parts.count > 1 else { return (parts[0], ["team"]) }
        // The records of an edition of one user are not told by its name.
        return parts[1] == "u" ? (parts[0], nil) : (parts[0], Set(parts.dropFirst()))
    }

    @Test func noFileOfAnEditionHoldsAWordOfAnotherClientOrAudience() throws {
        let portal = try Portal()
        try portal.edit("Templates/pages/tables.html") { _ in Self.dataFiles }
        let outcome = try portal.publish()
        try #require(outcome.code == 0, "\(outcome.errors)")
        try #require(canaries.count >= 14)

        var seen: Set<String> = []
        var inData: Set<String> = []
        for (path, bytes) in try Portal.tree(portal.site) where !path.hasPrefix("assets/") {
            let edition = String(path.prefix { $0 != "/" })
            let (client, audiences) = Self.readers(of: edition)
            let text = Self.forms(of: path, bytes)
            for canary in canaries where text.contains(canary.word) {
                let isTheirs =
                    canary.client == client && canary.audience != "internal"
                    && (audiences?.contains(canary.audience) ?? true)
                #expect(isTheirs, "\(path) holds the word of \(canary.client)/\(canary.audience)")
                seen.insert(canary.word)
                if path.contains("/files/every-") { inData.insert(canary.client + "/" + canary.audience) }
            }
        }
        #expect(inData.count >= 14, "the words are in data files too: \(inData.sorted())")
        // `larkspur` is a draft: built, and never published.
        let published = canaries.filter { $0.audience != "internal" && $0.client != "larkspur" }
        for canary in published where !seen.contains(canary.word) {
            Issue.record(
                "the word of \(canary.client)/\(canary.audience) is on no page, so its absence proves nothing"
            )
        }
    }

    @Test func theServerFilesAndTheManifestHoldNoWordOfAnyRecord() throws {
        let portal = try Portal()
        let outcome = try portal.publish()
        try #require(outcome.code == 0, "\(outcome.errors)")
        let files = try Portal.tree(portal.access)
        #expect(files["access.json"] != nil && files["servers/access.nginx.conf"] != nil)
        // The list of files names files, and those have the names of their records.
        for (path, bytes) in files where path != "files.jsonl" {
            let text = Self.forms(of: path, bytes)
            for canary in canaries { #expect(!text.contains(canary.word), "\(path)") }
        }
    }

    /// A page whose data files hold every row of tables with an audience, in both formats.
    private static let dataFiles = """
        ---
        path: "tables.html"
        title: "Tables"
        data_files:
          - {rows: projects, columns: [name, summary, description_md], path: [files/every-p.csv, files/every-p.json]}
          - {rows: milestones, columns: [title, description_md, project.name], path: files/every-m.csv}
          - {rows: status_updates, columns: [headline, body_md], path: [files/every-u.csv, files/every-u.json]}
          - {rows: decisions, columns: [title, question_md, outcome, project.name], path: files/every-d.json}
          - {rows: documents, columns: [title, project.name], path: files/every-t.csv}
          - {rows: timeline, columns: [title], path: files/every-l.json}
          - {rows: invoices, columns: [title], path: files/every-i.csv}
          - {rows: notes, columns: [title, body_md], path: files/every-n.json}
        ---
        """

    /// Name and bytes in lower case, as they stand and with the escapes of HTML, URLs and JSON undone.
    private static func forms(of path: String, _ bytes: Data) -> String {
        let text = path + "\n" + String(decoding: bytes, as: UTF8.self)
        let decoded = text.replacing(/&#(x?)([0-9A-Fa-f]+);|%([0-9A-Fa-f]{2})|\\u([0-9A-Fa-f]{4})/) { match in
            let digits = match.2 ?? match.3 ?? match.4 ?? ""
            let radix = match.2 != nil && match.1 == "" ? 10 : 16
            return UInt32(digits, radix: radix).flatMap(UnicodeScalar.init).map { String(Character($0)) }
                ?? ""
        }
        return (text + "\n" + decoded).lowercased()
    }
}
