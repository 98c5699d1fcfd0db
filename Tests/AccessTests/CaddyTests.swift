import Access
import LiveServers
import TestSupport
import Testing

/// What only Caddy does, or does differently, with real ones.
@Suite struct CaddyTests {
    static let servers: [WebServer] = [.caddy, .caddy26]

    @Test(arguments: servers)
    func whoIsRevokedIsRefusedFromTheReloadOn(_ kind: WebServer) throws {
        let ada = SmallPortal.user("ada")
        guard let portal = try SmallPortal(kind, users: [ada, SmallPortal.user("bob")]) else { return }
        // The second time from the cache of logins.
        for _ in 0..<2 { #expect(try portal.get("bob", "right").status == 200) }
        try portal.publish([ada])
        try portal.server.reload()
        #expect(try portal.get("bob", "right").status == 401)
        #expect(try portal.get("ada", "right").status == 200)
    }

    /// Caddy by itself spends 0.8 s of processor time on a name that it does not know.
    @Test(arguments: servers)
    func anUnknownNameTakesNoLongerThanAKnownOne(_ kind: WebServer) throws {
        guard let portal = try SmallPortal(kind, users: [SmallPortal.user("ada")]) else { return }
        let second = "Authorization: \(HTTPConnection.basic(user: "ada", password: "x"))\r\n"
        for more in ["", second] {
            var fastest = Duration.seconds(60)
            for attempt in 0..<8 {
                let start = ContinuousClock.now
                let answer = try portal.get("mallory", "guess \(attempt) \(more.count)", more: more)
                let time = ContinuousClock.now - start
                #expect(answer.status == 401)
                fastest = min(fastest, time)
            }
            #expect(fastest < .milliseconds(300), "\(fastest)")
        }
        #expect(try portal.get("-unknown", "right").status == 401)
    }
}
