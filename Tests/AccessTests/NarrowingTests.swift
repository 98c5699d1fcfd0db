import Diagnostics
import Testing

@testable import Access

/// What stands between two publications allows no more than either of them.
@Suite struct NarrowingTests {
    @Test(arguments: SamplePortal.Layout.allCases)
    func nothingIsNarrowerThanItself(_ layout: SamplePortal.Layout) throws {
        let manifest = try SamplePortal.manifest(layout)
        #expect(manifest.narrowed(to: manifest) == manifest)
    }

    @Test func readersAndEditionsOfBothStay() throws {
        let before = try manifest(
            ["acme", "acme.board", "gone"], ["ann": ["acme", "acme.board"], "old": ["gone"]])
        let after = try manifest(["acme", "acme.board", "new"], ["ann": ["acme"], "eve": ["acme", "new"]])
        let narrowed = before.narrowed(to: after)
        #expect(narrowed.rules.map(\.id) == ["acme", "acme.board", "assets", "landing"])
        #expect(narrowed.users.map { "\($0.name) \($0.groups) \($0.home)" } == [#"ann ["acme"] acme"#])
        #expect(narrowed.problems(with: []).filter { $0.message.contains("group") } == [])
    }

    @Test(
        arguments: [
            ([], ["10.0.0.0/8"], ["10.0.0.0/8"]),
            (["10.0.0.0/8"], [], ["10.0.0.0/8"]),
            (["10.0.0.0/8", "192.0.2.1"], ["10.1.0.0/16", "192.0.2.0/24"], ["192.0.2.1", "10.1.0.0/16"]),
            (["2001:db8::/32"], ["2001:db8:1::/48", "10.0.0.0/8"], ["2001:db8:1::/48"]),
            (["10.0.0.0/8"], ["10.0.0.0/8", "11.0.0.0/8"], ["10.0.0.0/8"]),
            (["10.0.0.0/8"], ["11.0.0.0/8"], nil),
        ] as [([String], [String], [String]?)])
    func ofAddressRangesTheCommonOnesStay(_ before: [String], _ after: [String], _ common: [String]?) throws {
        let old = try manifest(["acme"], ["ann": ["acme"]], networks: before)
        let new = try manifest(["acme"], ["ann": ["acme"]], networks: after)
        let rule = old.narrowed(to: new).rules.first { $0.id == "acme" }
        #expect(rule?.networks == common)
        #expect(old.narrowed(to: new).users.isEmpty == (common == nil))
    }

    @Test func anEditionThatMovesToAnotherHostIsShutMeanwhile() throws {
        let narrowed = try SamplePortal.manifest(.paths).narrowed(to: SamplePortal.manifest(.hosts))
        #expect(narrowed.rules.map(\.id) == ["assets", "landing"])
        #expect(narrowed.users == [])
    }

    @Test func timesOfAUserAreTheCommonOnes() throws {
        func manifest(_ from: String?, _ until: String?) throws -> Manifest {
            Manifest(
                baseURL: "https://example.org", snapshot: try SamplePortal.manifest().snapshot,
                editions: [Manifest.Edition(name: "acme")],
                users: [
                    AccessUser(
                        name: "ann", groups: ["acme"], home: "acme", validFrom: from, validUntil: until)
                ])
        }
        let user = try manifest("2026-01-01", nil).narrowed(to: manifest("2026-02-01", "2026-12-31")).users[0]
        #expect(user.validFrom == "2026-02-01" && user.validUntil == "2026-12-31")
        let other = try manifest("2026-03-01", "2026-06-30").narrowed(to: manifest(nil, "2026-12-31")).users[
            0]
        #expect(other.validFrom == "2026-03-01" && other.validUntil == "2026-06-30")
    }

    private func manifest(
        _ editions: [String], _ users: [String: [String]], networks: [String] = []
    ) throws -> Manifest {
        Manifest(
            baseURL: "https://example.org", snapshot: try SamplePortal.manifest().snapshot,
            editions: editions.map { Manifest.Edition(name: $0, networks: networks) },
            users: users.map { AccessUser(name: $0, groups: $1, home: $1[0]) })
    }
}
