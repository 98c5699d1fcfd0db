import Access
import TestSupport
import Testing

/// Real servers with the generated files, under attack: each answer of each is held against the manifest.
@Suite struct MatrixTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let kind: WebServer
        let layout: SamplePortal.Layout
        var testDescription: String { "\(kind.rawValue), \(layout.rawValue)" }
    }

    static let cases = WebServer.allCases.flatMap { kind in
        SamplePortal.Layout.allCases.map { Case(kind: kind, layout: $0) }
    }

    /// As many requests as each server must stand.
    static let requests = 10_000

    @Test(arguments: cases)
    func everyAnswerIsWhatTheManifestSays(_ example: Case) throws {
        guard let server = try SampleServer(example.kind, example.layout) else { return }
        let matrix = try Matrix(server)
        try matrix.askForEveryFile()
        try matrix.askForWhatIsNotPublished()
        try matrix.askInOtherSpellings()
        try matrix.askByOtherMethods()
        try matrix.askForPartsAndChanges()
        try matrix.askWithOddHeaders()
        try matrix.askWithBrokenCredentials()
        try matrix.askInOtherShapes()
        try matrix.askOfOtherHosts()
        try matrix.askWhetherNothingChanged()
        try matrix.askAtRandom(seed: 5, upTo: Self.requests)
        #expect(matrix.count >= Self.requests)
        #expect(matrix.problems.isEmpty, "\(matrix.report)")
        print("\(example.testDescription): \(matrix.count) requests")
    }
}
