import Access
import Foundation
import LiveServers
import TestSupport
import Testing

/// `access probe` on a real server that serves what a real build published.
@Suite struct ProbeCommandTests {
    private struct Site {
        let portal: Portal
        let server: LiveServer

        init?() throws {
            guard WebServer.nginx.isAvailable(for: "probing it") else { return nil }
            portal = try Portal(of: ["acme-corp", "noor"])
            try #require(portal.publish().code == 0)
            server = try LiveServer(.nginx, roots: ServerRoots(root: portal.root.path() + "/output"))
        }

        func probe(_ arguments: String..., at now: String = "1795169400") throws -> Tool.Outcome {
            try Tool.vitrine(
                ["access", "probe", "http://127.0.0.1:\(server.port)", "--rate", "10000"] + arguments,
                in: portal.root, environment: ["SOURCE_DATE_EPOCH": now])
        }

        func write(logins: String, mode: Int = 0o600) throws -> String {
            try portal.edit("logins") { _ in logins }
            let path = portal.root.appending(path: "logins").path()
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            return path
        }
    }

    @Test func whatIsServedIsHeldAgainstWhatWasPublished() throws {
        guard let site = try Site() else { return }
        let logins = try site.write(logins: "yusuf:yusuf-vitrine\n\nomar:omar-vitrine\n")
        let sound = try site.probe("--credentials", logins, "--max-age", "1h")
        #expect(sound.code == 0, "\(sound.text)")
        #expect(sound.output.contains("answers as 2026-11-20-"))
        #expect(sound.output.contains("left out: the address is plain HTTP"))
        let all = try site.probe("--credentials", logins, "--all")
        #expect(all.code == 0, "\(all.text)")

        let late = try site.probe("--max-age", "2h", at: "1795177000")
        #expect(late.code == 8 && late.errors.contains("outdated: 2026-11-20-"), "\(late.text)")
        let wrong = try site.probe("--credentials", try site.write(logins: "yusuf:not-his\n"))
        #expect(wrong.code == 8 && wrong.errors.contains("denied: GET /noor/"), "\(wrong.text)")
        #expect(!wrong.text.contains("not-his"))

        try site.portal.edit("output/site/noor/index.html") { $0 + " " }
        try site.portal.edit("output/site/assets/404.html") { $0 + " " }
        let changed = try site.probe(
            "--credentials", try site.write(logins: "yusuf:yusuf-vitrine\n"), "--all")
        #expect(changed.code == 8)
        for fault in [
            "content: GET /noor/index.html as yusuf: its bytes are not those that were published",
            "content: GET /assets/nothing as nobody",
        ] { #expect(changed.errors.contains(fault), "\(changed.errors)") }
    }

    @Test func loginsAreForTheirOwnersEyesAndOfUsersThatAreKnown() throws {
        guard let site = try Site() else { return }
        let open = try site.probe("--credentials", try site.write(logins: "yusuf:secret-1\n", mode: 0o644))
        #expect(open.code == 1 && open.errors.contains("others may read the passwords"), "\(open.text)")
        let broken = try site.probe(
            "--credentials", try site.write(logins: "yusuf:ok\nyusef:secret-2\nsecret-3\nomar:\n"))
        #expect(broken.code == 1)
        for part in [
            "logins:2:1: error: the manifest knows no user `yusef`", "did you mean `yusuf`?",
            "logins:3:1: error: this is no user name and password",
            "logins:4:1: error: the password is empty",
        ] { #expect(broken.errors.contains(part), "\(broken.errors)") }
        #expect(!(open.text + broken.text).contains("secret-"))
        let absent = try site.probe("--credentials", "/nowhere")
        #expect(absent.code == 1 && absent.errors.contains("no file of logins"))
    }

    @Test func passwordsAreNotSentOverPlainHTTPToAnotherMachine() throws {
        guard let site = try Site() else { return }
        let logins = try site.write(logins: "yusuf:yusuf-vitrine\n")
        let refused = try Tool.vitrine(
            "access", "probe", "http://portal.example.org", "--credentials", logins, in: site.portal.root)
        #expect(refused.code == 2 && refused.errors.contains("not sent over plain HTTP"), "\(refused.text)")
    }

    @Test(arguments: [
        ["portal.example.org"], ["https://h.example", "--rate", "0"],
        ["https://h.example", "--max-age", "2"],
        ["https://h.example", "--connect", "h.example"], ["https://h.example", "--address", "10.0.0.0/8"],
        ["https://h.example", "--min-cert-days", "x"], ["https://h.example", "--http-port", "65536"], [],
    ])
    func whatItCannotReadIsWrongUse(_ arguments: [String]) throws {
        let portal = try Portal(begunWith: "first.sql")
        try #require(portal.publish().code == 0)
        let outcome = try Tool.vitrine(["access", "probe"] + arguments, in: portal.root)
        #expect(outcome.code == 2, "\(outcome.text)")
    }
}
