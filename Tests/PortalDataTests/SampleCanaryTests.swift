import PortalData
import Slices
import TemplateEngine
import TestSupport
import Testing

/// Each audience of each client of the sample has a word that nothing else contains.
@Suite struct SampleCanaryTests {
    /// Words, in lower case, of records that were granted to one user, by his edition.
    static let granted = ["harrowgate.u.34": ["larch"], "maison-leveque.u.52": ["cassis"]]

    @Test func thereIsAnEditionForEachSetOfReaders() throws {
        let editions = try SampleAgency().portal.readership(asOf: "2026-11-20").editions
        #expect(
            editions.map(\.name) == [
                "acme", "acme-corp", "acme-corp.board.finance.owners.team", "acme-corp.finance.team",
                "acme.board.finance.owners.team", "acme.board.team", "acme.finance.team", "hafenquartier",
                "hafenquartier.board.finance.owners.team", "hafenquartier.board.team", "hafenquartier.u.43",
                "harrowgate", "harrowgate.board.finance.owners.team", "harrowgate.finance.team",
                "harrowgate.litigation.team", "harrowgate.u.34", "larkspur", "maison-leveque",
                "maison-leveque.board.finance.owners.team", "maison-leveque.u.52", "noor",
                "noor.board.finance.owners.team", "seeblick", "seeblick.board.finance.owners.team",
            ])
    }

    @Test func readersAreThoseWhoMayComeInToday() throws {
        let readers = try SampleAgency().portal.readership(asOf: "2026-11-20").readers
        #expect(
            readers.map { "\($0.username) \($0.home)" } == [
                "amir harrowgate.litigation.team", "auditor harrowgate.u.34", "bea harrowgate.finance.team",
                "cem hafenquartier.u.43", "dana acme.board.finance.owners.team",
                "elodie maison-leveque.board.finance.owners.team", "grace acme-corp.finance.team",
                "helena harrowgate.board.finance.owners.team", "ingrid hafenquartier.board.team",
                "luis acme", "marc maison-leveque.u.52", "omar acme-corp", "pat acme.board.team",
                "reto seeblick.board.finance.owners.team", "ruth acme-corp.board.finance.owners.team",
                "ute hafenquartier.board.finance.owners.team", "vreni seeblick",
                "yusuf noor.board.finance.owners.team",
            ])
    }

    @Test func noEditionHoldsAWordOfAnother() throws {
        let agency = try SampleAgency()
        let slice = try Slice(schema: agency.portal.sliceSchema)
        for edition in try agency.portal.readership(asOf: "2026-11-20").editions {
            try agency.portal.fill(slice, with: edition, asOf: "2026-11-20", notes: agency.notes)
            let text = try Self.text(of: slice)
            let audiences = edition.audiences + (edition.limit?.audiences ?? [])
            for canary in try SampleContent.canaries() {
                let isThere = text.contains(canary.word)
                let isOwn = canary.client == edition.client.slug && audiences.contains(canary.audience)
                let isGranted = Self.granted[edition.name, default: []].contains(canary.word)
                #expect(!isThere || isOwn || isGranted, "\(canary.word) leaks into \(edition.name)")
                let isElsewhere = edition.limit != nil && canary.audience == "team"
                #expect(
                    isThere || isElsewhere || !(isOwn || isGranted), "no \(canary.word) in \(edition.name)")
            }
            try slice.clear()
        }
    }

    @Test func itsNotesHaveNoProblems() throws {
        let agency = try SampleAgency()
        #expect(agency.notes.problems(of: nil).isEmpty)
        for client in agency.portal.clients { #expect(agency.notes.problems(of: client.slug).isEmpty) }
    }

    /// Every text of every record, in lower case.
    private static func text(of slice: Slice) throws -> String {
        let arena = Arena()
        var texts: [String] = []
        for record in try slice.values(into: arena).flatMap({ Array($0.items) }) {
            guard let shape = record.shape, let fields = record.fields else { continue }
            for index in slice.vocabulary.shapes[shape.index].fields.indices {
                texts.append(String(decoding: fields[index].bytes, as: UTF8.self))
            }
        }
        return texts.joined(separator: "\n").lowercased()
    }
}
