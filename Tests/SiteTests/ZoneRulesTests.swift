import Testing

@testable import Site

@Suite struct ZoneRulesTests {
    @Test(arguments: [
        ("UTC", 1_795_169_400, 0, "UTC"),
        ("Europe/Berlin", 1_795_169_400, 3600, "CET"),
        ("Europe/Berlin", 1_782_000_000, 7200, "CEST"),
        ("America/New_York", 1_795_169_400, -18000, "EST"),
    ])
    func anInstantHasTheOffsetOfItsZoneAndSeason(
        zone: String, instant: Int64, seconds: Int, abbreviation: String
    ) {
        let offset = ZoneRules(name: zone).offset(at: instant)
        #expect(offset.offsetSeconds == seconds)
        #expect(offset.abbreviation == abbreviation)
    }

    @Test func twoZonesTakeTurns() {
        let (berlin, tokyo) = (ZoneRules(name: "Europe/Berlin"), ZoneRules(name: "Asia/Tokyo"))
        for _ in 0..<3 {
            #expect(berlin.offset(at: 0).offsetSeconds == 3600)
            #expect(tokyo.offset(at: 0).offsetSeconds == 32400)
        }
    }
}
