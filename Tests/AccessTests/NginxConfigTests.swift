import Foundation
import Testing

@testable import Access

@Suite struct NginxConfigTests {
    @Test func eachEditionHasItsPasswordFileAndOthersNobody() throws {
        let maps = try config().maps
        #expect(
            maps.contains(
                """
                map $vitrine_edition $vitrine_passwords_of_edition {
                    default "/srv/portal/access/credentials/nobody";
                    "acme" "/srv/portal/access/credentials/acme.htpasswd";
                    "acme-corp" "/srv/portal/access/credentials/acme-corp.htpasswd";
                    "acme.board" "/srv/portal/access/credentials/acme.board.htpasswd";
                    \\default "/srv/portal/access/credentials/default.htpasswd";
                    "far" $vitrine_passwords_1;
                    "near" $vitrine_passwords_2;
                """))
        #expect(
            maps.contains(
                "geo $vitrine_network_1 {\n    default 0;\n    10.0.0.0/8 1;\n    2001:db8::/32 1;\n}"))
    }

    @Test func whoeverHasALastDayIsNobodyByTheClockAfterIt() throws {
        let maps = try config().maps
        for part in [
            "map $remote_user $vitrine_end {\n    default \"\";\n    \"dave\" $vitrine_end_1;\n    \"alice\" $vitrine_end_2;\n}",
            "\"/_nobody\" \"/srv/portal/access/credentials/nobody\";", "# after 2026-05-31\n",
        ] { #expect(maps.contains(part), "\(part)") }
    }

    @Test func nothingThatWentWrongByHandIsInIt() throws {
        let config = try config()
        for word in [
            "location ~", "alias", "open_file_cache", "autoindex on", "proxy_pass", "satisfy", "\tif (-f",
        ] {
            #expect(!config.server.contains(word) && !config.maps.contains(word), "\(word)")
        }
        let headers = config.server.split(separator: "\n").filter { $0.contains("add_header") }
        #expect(
            headers.count > 10
                && headers.allSatisfy { $0.hasPrefix("add_header ") && $0.hasSuffix(" always;") })
        #expect(config.server.components(of: "auth_basic off;") == 2)
    }

    @Test func whereEachClientHasAHostTheEditionIsLookedUpOnThatHost() throws {
        let editions = ["acme", "acme.board", "zeta"].map { name in
            Manifest.Edition(name: name, host: "\(name.prefix { $0 != "." }).portal.example.org")
        }
        let manifest = Manifest(
            baseURL: "https://portal.example.org/", snapshot: try SamplePortal.manifest().snapshot,
            editions: editions, users: [])
        let maps = try NginxConfig(manifest, roots: ServerRoots()).maps
        #expect(
            maps.contains(
                """
                map $host/$vitrine_edition $vitrine_passwords {
                    default "/srv/portal/access/credentials/nobody";
                    "acme.portal.example.org/acme" "/srv/portal/access/credentials/acme.htpasswd";
                    "acme.portal.example.org/acme.board" "/srv/portal/access/credentials/acme.board.htpasswd";
                    "zeta.portal.example.org/zeta" "/srv/portal/access/credentials/zeta.htpasswd";
                """))
        let site = try NginxSite(
            .secure(host: "*.portal.example.org", certificate: "/a.pem", key: "/a.key"), roots: ServerRoots())
        #expect(site.text.contains("server_name *.portal.example.org;"))
        #expect(site.text.contains("return 301 https://$host$request_uri;"))
    }

    @Test func isTheSameBytesEachTime() throws { #expect(try config() == config()) }

    @Test(arguments: ["/srv/$portal", "/srv/\"x", "/srv/a\nb", "/srv/a\\b"])
    func aRootThatNginxWouldMisreadIsRefused(_ root: String) {
        #expect(throws: AccessError.self) { try config(root: root) }
    }

    @Test(arguments: ["127.0.0.1:80; include /etc/passwd", "", "a b", "$host"])
    func anAddressThatNginxWouldMisreadIsRefused(_ address: String) {
        #expect(throws: AccessError.self) { try NginxSite(.plain(address: address), roots: ServerRoots()) }
    }

    @Test func theOperatorsFileIncludesBoth() throws {
        let site = try NginxSite(
            .secure(host: "portal.example.org", certificate: "/etc/ssl/a.pem", key: "/etc/ssl/a.key"),
            roots: ServerRoots(root: "/srv/portal/"))
        #expect(site.text.contains("\ninclude \"/srv/portal/access/servers/access.nginx.conf\";\n"))
        #expect(
            site.text.contains("\n    include \"/srv/portal/access/servers/access.server.nginx.conf\";\n"))
        #expect(site.text.contains("return 301 https://portal.example.org$request_uri;"))
    }

    private func config(root: String = "/srv/portal") throws -> NginxConfig {
        try NginxConfig(try SamplePortal.manifest(), roots: ServerRoots(root: root))
    }
}

extension String {
    /// How often `part` occurs.
    fileprivate func components(of part: String) -> Int {
        var count = 0
        var rest = self[...]
        while let range = rest.range(of: part) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
