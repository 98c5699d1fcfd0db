import Access
import Foundation
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

    /// As many requests as each server must stand; of the random ones, the same each time.
    static let requests = ProcessInfo.processInfo.environment["REQUESTS"].flatMap { Int($0) } ?? 10_000

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
        try matrix.askAtRandom(seed: Self.requests, upTo: Self.requests)
        #expect(matrix.count >= Self.requests)
        #expect(matrix.problems.isEmpty, "\(matrix.report)")
        print("\(example.testDescription): \(matrix.count) requests")
    }

    /// The cost of a hash that somebody chose his password for; a few of the requests.
    @Test(arguments: WebServer.allCases)
    func theRealCostOfHashesChangesNothing(_ kind: WebServer) throws {
        guard let server = try SampleServer(kind, cost: 10) else { return }
        let matrix = try Matrix(server)
        for (name, user) in [("acme", "alice"), ("acme", "bob"), ("acme-corp", "bob"), ("acme", "dave")] {
            let path = "/\(name)/same.html"
            let file = matrix.judge.files.first { $0.path == path }
            try matrix.expect(file, at: path, of: name, by: Identity(user: user))
        }
        try matrix.expect(nil, at: "/acme/missing", of: "acme", by: Identity(user: "alice"))
        #expect(matrix.problems.isEmpty, "\(matrix.report)")
    }

    @Test(arguments: SamplePortal.Layout.allCases)
    func theManifestAndItsTextDecideAlike(_ layout: SamplePortal.Layout) throws {
        let manifest = try SamplePortal.manifest(layout)
        let reference = try Reference(manifest: manifest.json())
        let paths =
            SamplePortal.contents.map { "/" + $0.path } + Spellings.unlisted + [
                "/", "/acme/missing", "/assets/x",
            ]
        let hosts = SamplePortal.editions.map { layout.host(of: $0.name) } + ["portal.example.org", "_", ""]
        for user in SamplePortal.users.map(\.name) + [nil, "mallory", "nobody"] {
            for (path, host) in paths.flatMap({ path in hosts.map { (path, $0) } }) {
                for address in [
                    "127.0.0.1", "10.1.2.3", "192.0.2.1", "11.0.0.1", "9.255.255.255", "127.255.255.255",
                ] {
                    let decision = manifest.decide(user: user, urlPath: path, address: address, host: host)
                    let rule = reference.rule(lets: user, read: path, onHost: host, from: address)
                    #expect(decision.isAllowed == (rule != nil), "\(user ?? "-") \(path) \(host) \(address)")
                }
            }
        }
    }
}
