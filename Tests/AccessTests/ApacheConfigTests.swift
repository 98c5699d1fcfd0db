import Files
import Testing

@testable import Access

@Suite struct ApacheConfigTests {
    @Test func eachEditionHasItsPasswordFileAndOthersNobody() throws {
        let text = try config()
        #expect(
            text.contains(
                """
                <Location "/acme-corp/">
                    AuthUserFile "/srv/portal/access/credentials/acme-corp.htpasswd"
                </Location>
                """))
        #expect(text.contains("\n    AuthUserFile \"/srv/portal/access/credentials/nobody\"\n"))
        #expect(
            text.contains("Require expr \"-n %{REMOTE_USER} && (-R '10.0.0.0/8' || -R '2001:db8::/32')\"\n"))
    }

    @Test func whoeverHasALastDayIsLeftOutByTheClock() throws {
        let text = try config()
        #expect(
            text.contains(
                "Require expr \"-n %{REMOTE_USER} && (%{TIME} < '9998060124' || !(%{REMOTE_USER} in {'alice'}))\"\n"
            ))
        #expect(!text.contains("'dave'"))
    }

    @Test func nothingThatWentWrongByHandIsInIt() throws {
        let lines = try config().split(separator: "\n")
        for word in [
            "<Files ", "<Limit", "MultiViews", "Alias", "Indexes", "FollowSymLinks", "AllowOverride All",
            "Satisfy", "<If",
        ] {
            #expect(!lines.contains { $0.contains(word) && !$0.hasPrefix("#") }, "\(word)")
        }
        #expect(lines.count { $0.contains("Require all granted") } == 1)
        let headers = lines.filter { $0.hasPrefix("Header ") }
        #expect(headers.count > 10)
        #expect(
            headers.allSatisfy { $0.hasPrefix("Header always set ") || $0 == "Header unset Last-Modified" })
    }

    @Test func whereEachClientHasAHostTheEditionIsThereOnly() throws {
        let manifest = try SamplePortal.manifest(editions: [
            Manifest.Edition(name: "acme", host: "acme.portal.example.org")
        ])
        let text = try ApacheConfig(manifest, credentials: CredentialSet([]), roots: ServerRoots()).text
        #expect(
            text.contains(
                "Require expr \"-n %{REMOTE_USER} && (%{SERVER_NAME} == 'acme.portal.example.org')\"\n"))
        let site = try ApacheSite(
            .secure(host: "*.portal.example.org", certificate: "/a.pem", key: "/a.key"), roots: ServerRoots())
        #expect(site.text.contains("ServerAlias *.portal.example.org\n"))
        #expect(site.text.contains("\"https://%{SERVER_NAME}%{REQUEST_URI}\""))
    }

    @Test func isTheSameBytesEachTime() throws { #expect(try config() == config()) }

    @Test(arguments: [
        "/srv/${x}", "/srv/\"x", "/srv/a\nb", "/srv/a\\b", "/srv/*", "/srv/a?", "/srv/[a]", "/srv/a>",
        "/srv/%{x}",
    ])
    func aRootThatApacheWouldMisreadIsRefused(_ root: String) {
        #expect(throws: AccessError.self) { try config(root: root) }
    }

    @Test(arguments: ["%{HTTP_HOST}", "a\"b", "a\nb", "${PATH}", "a\\"])
    func aRealmThatApacheWouldMisreadIsRefused(_ realm: String) {
        #expect(throws: AccessError.self) { try config(realm: realm) }
    }

    @Test(arguments: ["127.0.0.1:80\nInclude /etc/passwd", "", "a b", "${x}"])
    func anAddressThatApacheWouldMisreadIsRefused(_ address: String) {
        #expect(throws: AccessError.self) { try ApacheSite(.plain(address: address), roots: ServerRoots()) }
    }

    @Test(arguments: HostileEdition.all)
    func anEditionThatWouldMeanSomethingElseIsRefused(_ edition: Manifest.Edition) throws {
        let manifest = try SamplePortal.manifest(editions: [edition])
        #expect(throws: AccessError.self) {
            try ApacheConfig(manifest, credentials: CredentialSet([]), roots: ServerRoots())
        }
    }

    private func config(root: String = "/srv/portal", realm: String = "Client portal") throws -> String {
        try ApacheConfig(
            try SamplePortal.manifest(realm: realm), credentials: try SamplePortal.credentials(),
            roots: ServerRoots(root: root)
        ).text
    }
}
