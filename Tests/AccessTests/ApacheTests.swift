import Access
import TestSupport
import Testing

/// A real Apache, where it does what other servers do not.
@Suite struct ApacheTests {
    /// The last day is that of the snapshot, when its password still was valid; the server's clock is long past it.
    @Test func whoeverIsPastTheLastDayIsRefusedByTheClock() throws {
        guard
            let server = try SampleServer(
                .apache, edit: { $1.replacing("'9998060124'", with: "'2026060124'") })
        else { return }
        func status(_ user: String) throws -> Int {
            try server.send(
                RequestParts(
                    "/acme/same.html", host: "portal.example.org", by: Identity(user: user)
                ).bytes
            ).status
        }
        #expect(try status("alice") == 401)
        #expect(try status("carol") == 200)
    }
}
