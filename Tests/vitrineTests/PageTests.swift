import Foundation
import TestSupport
import Testing

/// What holds for every page of the sample.
@Suite struct PageTests {
    @Test func idsAreUniqueAndLinksOnAndBetweenPagesLeadSomewhere() throws {
        let portal = try Portal()
        // Headings named as the layout's own sections are, and a record's code.
        try portal.edit("content/acme/notes/headings.md") { _ in
            """
            ---
            title: Headings
            audience: team
            ---
            ## Content
            ## Contents
            ## Projects
            ## Content
            See [above](#projects), [the glossary](juniper-glossary.md) and [the plan](/milestones.html).
            """
        }
        let outcome = try portal.publish()
        try #require(outcome.code == 0, "\(outcome.errors)")
        let pages = try Portal.tree(portal.site).filter {
            $0.key.hasSuffix(".html") && !$0.key.hasPrefix("assets/")
        }
        let texts = pages.mapValues { String(decoding: $0, as: UTF8.self) }
        let ids = texts.mapValues { text in text.matches(of: /\sid="([^"]*)"/).map { String($0.1) } }
        #expect(ids.count > 400)
        for (path, found) in ids { #expect(Set(found).count == found.count, "\(path) has an id twice") }

        let files = Set(try Portal.tree(portal.site).keys)
        for (path, text) in texts {
            for match in text.matches(of: /\s(?:href|src|srcset)="([^"]*)"/) {
                let link = String(match.1)
                if link.contains(":") { continue }
                let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
                let folder = URL(filePath: "/" + path).deletingLastPathComponent()
                let target =
                    parts[0].isEmpty
                    ? path
                    : String(folder.appending(path: String(parts[0])).standardized.path().dropFirst())
                #expect(files.contains(target), "\(path) links to \(link)")
                if parts.count > 1, !parts[1].isEmpty, let known = ids[target] {
                    let fragment = String(parts[1]).removingPercentEncoding ?? ""
                    #expect(known.contains(fragment), "\(path) links to \(link)")
                }
            }
        }
    }
}
