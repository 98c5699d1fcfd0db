import Foundation
import TestSupport
import Testing

/// Hooks of a publication: when they run, what they find, and what is published where they fail.
@Suite struct PublishHookTests {
    @Test func theServerIsToldBeforeAndAfterTheSwitch() throws {
        let portal = try HookedPortal()
        #expect(try portal.publish().code == 0)
        #expect(try portal.told() == ["widen check", "widen reload"])

        try portal.run(
            sql: """
                update users set status = 'suspended' where username = 'ada';
                insert into users (username, status, password_hash)
                    select 'bob', 'active', password_hash from users where username = 'ada';
                insert into memberships (user_id, client_id, role_id)
                    select u.id, m.client_id, m.role_id from users u, memberships m
                    join users a on a.id = m.user_id where u.username = 'bob' and a.username = 'ada';
                update projects set name = 'The second name';
                """)
        let outcome = try portal.publish()
        #expect(outcome.code == 0, "\(outcome.text)")
        #expect(try portal.told() == ["narrow check", "narrow reload", "widen check", "widen reload"])
        let id = try portal.current()
        #expect(try portal.seen("narrow", "snapshot") == id)
        // Before the switch: the pages of before, and neither who has gone nor who has come.
        #expect(try !portal.seen("narrow", "pages").contains("The second name"))
        for file in ["credentials", "access.caddy.conf", "access.lighttpd.htpasswd"] {
            #expect(try !portal.seen("narrow", file).contains("ada"), "\(file)")
            #expect(try !portal.seen("narrow", file).contains("bob"), "\(file)")
            #expect(try !portal.seen("widen", file).contains("ada"), "\(file)")
            #expect(try portal.seen("widen", file).contains("bob"), "\(file)")
        }
        #expect(try portal.seen("widen", "pages").contains("The second name"))
    }

    @Test func aServerThatHasNothingToLearnIsLeftAlone() throws {
        let portal = try HookedPortal()
        try #require(try portal.publish().code == 0)
        _ = try portal.told()
        try portal.run(sql: "update projects set name = 'The second name';")
        #expect(try portal.publish().code == 0)
        #expect(try portal.told() == [])
        #expect(try portal.publish().output.contains("nothing has changed"))
        #expect(try portal.told() == [])
    }

    @Test func addressRangesAreNarrowedBeforeTheSwitchAndWidenedAfter() throws {
        let portal = try HookedPortal()
        try portal.run(sql: #"update clients set networks_json = '["10.0.0.0/8","192.0.2.0/24"]';"#)
        try #require(try portal.publish().code == 0)
        try portal.run(sql: #"update clients set networks_json = '["10.1.0.0/16","198.51.100.0/24"]';"#)
        #expect(try portal.publish().code == 0)
        let narrow = try portal.seen("narrow", "access.nginx.conf")
        let widen = try portal.seen("widen", "access.nginx.conf")
        #expect(narrow.contains("10.1.0.0/16"))
        for range in ["10.0.0.0/8", "192.0.2.0/24", "198.51.100.0/24"] { #expect(!narrow.contains(range)) }
        #expect(widen.contains("10.1.0.0/16") && widen.contains("198.51.100.0/24"))
    }

    @Test(arguments: ["check", "reload"])
    func whereNarrowingFailsNothingIsSwitched(_ hook: String) throws {
        let portal = try HookedPortal()
        try #require(try portal.publish().code == 0)
        let site = try Portal.tree(portal.portal.site)
        let servers = try Portal.tree(portal.portal.access.appending(path: "servers"))
        try portal.run(
            sql: """
                update users set status = 'suspended' where username = 'ada';
                update projects set name = 'The second name';
                """)
        _ = try portal.told()
        try portal.fail(hook, in: "narrow")
        let failed = try portal.publish()
        #expect(failed.code == 7)
        #expect(
            failed.errors.contains("`publish.\(hook)` failed before pages were switched: it ended with 9"),
            "\(failed.errors)")
        #expect(failed.errors.contains("  | a line of the hook's own"))
        #expect(try portal.told() == ["narrow check"] + (hook == "reload" ? ["narrow reload"] : []))
        #expect(try Portal.tree(portal.portal.site) == site)
        #expect(try !portal.state("credentials").contains("ada"))
        let left = try Portal.tree(portal.portal.access.appending(path: "servers"))
        #expect((left == servers) == (hook == "check"))

        try portal.fail(nil, in: "")
        let id = try #require(
            try FileManager.default.contentsOfDirectory(
                atPath: portal.portal.root.appending(path: "output/staged").path()
            )
            .first)
        let again = try Tool.vitrine("publish", id, in: portal.portal.root)
        #expect(again.code == 0, "\(again.text)")
        #expect(try portal.told() == ["narrow check", "narrow reload", "widen check", "widen reload"])
        #expect(try portal.state("pages").contains("The second name"))
        #expect(try portal.publish().output.contains("nothing has changed"))
    }

    @Test func whatIsTakenBackAfterAFailureIsPublishedAgain() throws {
        let portal = try HookedPortal()
        try #require(try portal.publish().code == 0)
        let before = try Portal.tree(portal.portal.access)
        try portal.run(sql: "update users set status = 'suspended' where username = 'ada';")
        try portal.fail("reload", in: "narrow")
        #expect(try portal.publish().code == 7)
        try portal.run(sql: "update users set status = 'active' where username = 'ada';")
        try portal.fail(nil, in: "")
        let outcome = try portal.publish()
        #expect(outcome.code == 0, "\(outcome.text)")
        #expect(try Portal.tree(portal.portal.access) == before)
        #expect(try Tool.vitrine("access", "verify", in: portal.portal.root).code == 0)
    }

    @Test(arguments: ["check", "reload"])
    func whereWideningFailsThePagesAreOutAndTheNextBuildTellsTheServer(_ hook: String) throws {
        let portal = try HookedPortal()
        try #require(try portal.publish().code == 0)
        let servers = try Portal.tree(portal.portal.access.appending(path: "servers"))
        try portal.run(
            sql: "insert into clients (slug, name, status) values ('newcomer', 'Newcomer', 'active');")
        _ = try portal.told()
        try portal.fail(hook, in: "widen")
        let failed = try portal.publish()
        #expect(failed.code == 7)
        #expect(
            failed.errors.contains("`publish.\(hook)` failed after pages were switched"), "\(failed.errors)")
        #expect(try portal.told() == ["widen check"] + (hook == "reload" ? ["widen reload"] : []))
        let left = try Portal.tree(portal.portal.access.appending(path: "servers"))
        #expect((left == servers) == (hook == "check"))
        #expect(try Tool.vitrine("access", "verify", in: portal.portal.root).code == 0)

        try portal.fail(nil, in: "")
        let again = try portal.publish()
        #expect(again.code == 0, "\(again.text)")
        #expect(try portal.told().suffix(2) == ["widen check", "widen reload"])
        #expect(try Portal.tree(portal.portal.access.appending(path: "servers")) != servers)
        #expect(try portal.publish().output.contains("nothing has changed"))
    }

    @Test(
        arguments: [
            ("https://portal.example/acme/", "", "`ready` is no address to ask with a password"),
            ("http://portal.example/", "", "`ready` is no address to ask with a password"),
            ("portal.example", "", "`ready` is no address to ask with a password"),
            (
                "https://portal.example/", "  kinds: []",
                "`ready` asks a server for which no files are written"
            ),
            ("https://portal.example/", "  layout: hosts", "`ready` is not the host of a client"),
            (
                "https://portal.example/", "  kinds: [nginx]\n  single_sign_on:\n    proxy: 127.0.0.1:4180",
                "`ready` asks with a password, and the server asks oauth2-proxy for none"
            ),
            ("https://acme.portal.example/", "  layout: hosts", nil),
            ("http://127.0.0.1:8080/", "", nil),
        ] as [(String, String, String?)])
    func whereACanaryCannotBeAskedForIsSaid(_ ready: String, _ servers: String, _ message: String?) throws {
        let portal = try Portal(begunWith: "first.sql")
        try portal.edit("vitrine.yaml") {
            $0.replacing(/base_url:.*/, with: "base_url: https://portal.example/")
                .replacing("  root: /srv/portal", with: "  root: /srv/portal\n\(servers)")
                + "\npublish:\n  ready: \(ready)\n"
        }
        let outcome = try Tool.vitrine("build", in: portal.root)
        #expect(outcome.code == (message == nil ? 0 : 1), "\(outcome.errors)")
        #expect(message.map(outcome.errors.contains) ?? true, "\(outcome.errors)")
    }

    @Test func serversThatAreNoLongerNamedLeaveNoRulesBehind() throws {
        let portal = try HookedPortal()
        try #require(try portal.publish().code == 0)
        try Data("mine".utf8).write(to: portal.portal.access.appending(path: "servers/site.apache.conf"))
        try portal.portal.edit("vitrine.yaml") {
            $0.replacing("  root: /srv/portal", with: "  root: /srv/portal\n  kinds: [nginx]")
        }
        #expect(try portal.publish().code == 0)
        let names = try FileManager.default.contentsOfDirectory(
            atPath: portal.portal.access.appending(path: "servers").path())
        #expect(names.allSatisfy { !$0.hasPrefix("access.") || $0.contains("nginx") }, "\(names)")
        #expect(names.contains("site.apache.conf"))
    }
}

/// A portal of one client whose hooks keep what they found.
private struct HookedPortal {
    let portal: Portal

    init() throws {
        portal = try Portal(begunWith: "first.sql")
        try portal.edit("vitrine.yaml") {
            $0 + "\npublish:\n  check: sh hook.sh check\n  reload: sh hook.sh reload\n"
        }
        try portal.edit("hook.sh") { _ in
            """
            echo "$VITRINE_PHASE $1" >> told
            rm -rf "seen-$VITRINE_PHASE"
            mkdir "seen-$VITRINE_PHASE"
            echo "$VITRINE_SNAPSHOT" > "seen-$VITRINE_PHASE/snapshot"
            cp output/access/servers/* "seen-$VITRINE_PHASE/"
            cat output/access/credentials/* > "seen-$VITRINE_PHASE/credentials"
            cat output/site/*/index.html > "seen-$VITRINE_PHASE/pages"
            if [ "$(cat fail 2>/dev/null)" = "$1 $VITRINE_PHASE" ]; then
                echo "a line of the hook's own"
                exit 9
            fi
            """
        }
    }

    func publish() throws -> Tool.Outcome { try portal.publish() }

    func run(sql: String) throws { try portal.run(sql: sql) }

    /// Which hooks ran since this was asked last.
    func told() throws -> [String] {
        let url = portal.root.appending(path: "told")
        let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        try? FileManager.default.removeItem(at: url)
        return text.split(separator: "\n").map(String.init)
    }

    /// What the hooks of a phase found.
    func seen(_ phase: String, _ name: String) throws -> String {
        try String(contentsOf: portal.root.appending(path: "seen-\(phase)/\(name)"), encoding: .utf8)
            .trimmingCharacters(in: .newlines)
    }

    /// What lies there now: `credentials` or `pages`.
    func state(_ name: String) throws -> String {
        let folder = name == "pages" ? portal.site : portal.access.appending(path: name)
        return try Portal.tree(folder).sorted { $0.key < $1.key }
            .map { String(decoding: $0.value, as: UTF8.self) }.joined()
    }

    /// Makes a hook fail in a phase, or none.
    func fail(_ hook: String?, in phase: String) throws {
        try portal.edit("fail") { _ in hook.map { "\($0) \(phase)" } ?? "" }
    }

    func current() throws -> String {
        try String(contentsOf: portal.root.appending(path: "output/state/current"), encoding: .utf8)
            .trimmingCharacters(in: .newlines)
    }
}
