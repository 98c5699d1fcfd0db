import TestSupport
import Testing

@testable import Access

/// Servers that know what time it is refuse whose last day is over, published again or not.
@Suite struct LastDayTests {
    @Test(arguments: [WebServer.nginx, .caddy, .caddy26])
    func aUsersLastDayEndsByItself(_ kind: WebServer) throws {
        let users = [
            SmallPortal.user("ada"), SmallPortal.user("bob", until: "2020-01-01"),
            SmallPortal.user("cem", until: "9998-12-31"),
        ]
        guard let portal = try SmallPortal(kind, users: users) else { return }
        #expect(try portal.get("ada", "right").text == "acme/index.html")
        #expect(try portal.get("cem", "right").text == "acme/index.html")
        let late = try portal.get("bob", "right")
        #expect(late.status == 401)
        #expect(try late == portal.get("ada", "wrong"), "as if the password were wrong")
        #expect(try late == portal.get("BOB", "right"))
    }

    @Test(arguments: [
        ("1970-01-01", 86_400), ("2026-06-01", 1_780_358_400), ("2028-02-29", 1_835_481_600),
        ("9998-12-31", 253_370_764_800), ("2026-02-29", nil), ("2026-6-1", nil), ("today", nil),
    ])
    func aDayEndsAtMidnightInUTC(_ day: String, _ end: Int?) {
        #expect(LogTime.midnight(after: day) == end)
    }

    @Test(arguments: [
        86_400, 999_993_600, 1_780_358_400, 1_799_999_999, 1_888_888_888, 9_999_999_999, 253_370_764_800,
    ])
    func thePatternMatchesFromAMomentOn(_ moment: Int) throws {
        let pattern = try Regex(NginxLastDays.pattern(from: moment))
        var generator = SeededGenerator(seed: 7)
        let near = (-300...300).map { moment + $0 }
        let far = (0..<2_000).map { _ in Int.random(in: 1...300_000_000_000, using: &generator) }
        let powers = (1...12).flatMap { power in [-1, 0, 1].map { pow10(power) + $0 } }
        for seconds in near + far + powers {
            let isPast = "\(seconds).123".firstMatch(of: pattern) != nil
            #expect(isPast == (seconds >= moment), "\(seconds)")
        }
    }

    private func pow10(_ power: Int) -> Int { (0..<power).reduce(1) { value, _ in value * 10 } }

    @Test func namesThatDifferInCapitalLettersAloneAreRefusedBesideALastDay() throws {
        let manifest = Manifest(
            baseURL: "https://portal.example.org", snapshot: try SamplePortal.manifest().snapshot,
            editions: [Manifest.Edition(name: "acme")],
            users: [SmallPortal.user("bob", until: "2020-01-01"), SmallPortal.user("Bob")])
        #expect(throws: AccessError.self) {
            try WebServer.nginx.accessFiles(
                manifest, credentials: CredentialSet(manifest, hashes: []),
                roots: ServerRoots(root: "/srv/portal"))
        }
    }
}
