import Access
import Foundation
import LiveServers
import TestSupport
import Testing

/// The pages about deploying, followed to the letter with the real servers.
@Suite struct DeployingPageTests {
    @Test func thePageAboutNginxLeadsToAPortal() throws {
        guard WebServer.nginx.isAvailable(for: "following docs/deploying-nginx.md"),
            let nginx = WebServer.nginx.path
        else { return }
        let command = "exec \(nginx) -c /etc/nginx/nginx.conf -e stderr"
        let page = try FollowedPage(
            "deploying-nginx.md", start: command, reload: "kill -HUP $pid",
            programs: ["nginx": command + " \"$@\""])
        let folder = page.root.url.path()
        let temporary = ["client_body", "fastcgi", "proxy", "scgi", "uwsgi"].map {
            "\($0)_temp_path \(folder)/\($0);"
        }
        try page.root.write(
            """
            daemon off; pid \(folder)/nginx.pid; \(getuid() == 0 ? "user www-data;" : "")
            events { }
            http { access_log off; \(temporary.joined(separator: " ")) include \(folder)/etc/nginx/conf.d/*.conf; }

            """, to: "etc/nginx/nginx.conf")
        try page.follow()
    }

    @Test func thePageAboutCaddyLeadsToAPortal() throws {
        guard WebServer.caddy26.isAvailable(for: "following docs/deploying-caddy.md"),
            let caddy = WebServer.caddy26.path
        else { return }
        let page = try FollowedPage(
            "deploying-caddy.md", start: "exec \(caddy) run --config /etc/caddy/Caddyfile",
            reload: "\(caddy) reload --config /etc/caddy/Caddyfile --force",
            programs: ["caddy": "exec \(caddy) \"$@\""])
        for path in ["var/lib/caddy", "etc/fail2ban/filter.d"] {
            try FileManager.default.createDirectory(
                atPath: page.root.path(path), withIntermediateDirectories: true)
        }
        try page.follow()
    }
}
