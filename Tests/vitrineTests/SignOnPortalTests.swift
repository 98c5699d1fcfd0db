import Foundation
import TestSupport
import Testing

/// `servers.single_sign_on` of vitrine.yaml, in whole builds.
@Suite struct SignOnPortalTests {
    private func portal(_ settings: String) throws -> Portal {
        let portal = try Portal(of: ["acme-corp", "noor"])
        try portal.edit("vitrine.yaml") {
            $0.replacing(
                "servers:", with: "servers:\n" + settings.split(separator: "\n").map { "  \($0)\n" }.joined())
        }
        return portal
    }

    @Test func nginxAsksOAuth2ProxyAndReadersNeedNoPassword() throws {
        let portal = try portal(
            "kinds: [nginx]\nsingle_sign_on:\n  proxy: 127.0.0.1:4180\n  second_factor: true")
        try portal.run(
            sql: """
                update users set password_hash = null where username = 'yusuf';
                update clients set is_second_factor_required = 1 where slug = 'noor';
                """)
        let built = try portal.publish()
        try #require(built.code == 0, "\(built.text)")
        func text(_ name: String) throws -> String {
            try String(contentsOf: portal.access.appending(path: name), encoding: .utf8)
        }
        #expect(
            try text("servers/access.server.nginx.conf").contains(
                "$upstream_http_x_auth_request_preferred_username;"))
        #expect(
            try text("servers/access.nginx.conf").contains(#""noor.board.finance.owners.team:yusuf" "";"#))
        #expect(try text("credentials/noor.board.finance.owners.team.htpasswd").isEmpty)
        let explained = try Tool.vitrine(
            "access", "explain", "--user", "yusuf", "--path", "/noor.board.finance.owners.team/index.html",
            in: portal.root)
        #expect(explained.code == 0, "\(explained.text)")
        let verified = try Tool.vitrine("access", "verify", in: portal.root, environment: Portal.environment)
        #expect(verified.code == 0, "\(verified.text)")

        // How oauth2-proxy is asked is part of what is published.
        try portal.edit("vitrine.yaml") {
            $0.replacing("proxy: 127.0.0.1:4180", with: "proxy: 127.0.0.1:4180\n    name: user")
        }
        try #require(portal.publish().code == 0)
        #expect(try text("servers/access.server.nginx.conf").contains("$upstream_http_x_auth_request_user;"))
        try portal.run(sql: "update users set status = 'suspended' where username = 'yusuf';")
        try #require(portal.publish().code == 0)
        #expect(try !text("servers/access.nginx.conf").contains(":yusuf"))
    }

    @Test(arguments: [
        ("single_sign_on:\n  proxy: 127.0.0.1:4180", "no server but nginx is told to ask oauth2-proxy"),
        ("kinds: [nginx]\nsingle_sign_on:\n  proxy: http://127.0.0.1:4180/", "`proxy` is no host and port"),
        ("kinds: [nginx]\nsingle_sign_on:\n  proxy: 127.0.0.1", "`proxy` is no host and port"),
        ("kinds: [nginx]\nsingle_sign_on:\n  name: user", "proxy"),
        ("kinds: [nginx]\nsingle_sign_on:\n  proxy: 127.0.0.1:4180\n  name: mail", "mail"),
        ("kinds: [nginx]\nsingle_sign_on:\n  proxy: 127.0.0.1:4180\n  gruops: no", "gruops"),
    ])
    func whatCannotBeSaidIsAMistake(_ settings: String, _ word: String) throws {
        let outcome = try portal(settings).publish()
        #expect(outcome.code == 1 && outcome.errors.contains("vitrine.yaml:"), "\(outcome.text)")
        #expect(outcome.errors.contains(word), "\(outcome.text)")
    }
}
