import Diagnostics
import PortalData
import Slices
import TemplateEngine
import TestSupport
import Testing

@Suite struct SampleAgencyTests {
    @Test func hasNoFindings() throws {
        let agency = try SampleAgency()
        let report = try agency.portal.check(
            asOf: "2026-11-21", notes: agency.notes, content: SampleContent.folder)
        #expect(report.findings.map { $0.diagnostic.rendered(colour: false) } == [])
        #expect(report.additions == [])
    }

    @Test func everyEditionFillsAndReads() throws {
        let agency = try SampleAgency()
        let portal = agency.portal
        let slice = try Slice(schema: portal.sliceSchema)
        let arena = Arena()
        let readership = try portal.readership(asOf: "2026-11-21")
        #expect(readership.editions.count >= 10)
        for edition in readership.editions {
            try portal.fill(slice, with: edition, asOf: "2026-11-21", notes: agency.notes)
            let lists = try slice.values(into: arena)
            #expect(lists.count == slice.vocabulary.globals.count)
            try slice.clear()
            arena.removeAll()
        }
    }
}
