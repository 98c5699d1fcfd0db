import Foundation
import LiveServers
import TestSupport
import Testing

/// A page of `docs/` about deploying, done as it stands: below a folder instead of `/`, and on a free port instead of 8080.
///
/// A block of `sh` is run; one that names a path (`caddyfile /etc/caddy/Caddyfile`) is written there; one of `text` is what the
/// commands before it must have printed last. `systemctl`, `apt-get` and `chgrp` are stand-ins: no service of the machine is touched.
final class FollowedPage {
    /// Stands for `/`.
    let root = TemporaryFolder()
    /// Where the portal's server listens on 127.0.0.1.
    let port = Loopback.freePort()
    private let name: String
    private let word: (of: String, to: String)

    /// A page and what it takes for granted: a portal that has published something.
    ///
    /// - Parameters:
    ///   - start: runs the service until it is told to end, in `bash`.
    ///   - reload: makes the service read its configuration again; its process is `$pid`.
    ///   - programs: further commands of the page, in `bash`.
    ///   - word: one that the page says another stands for.
    init(
        _ name: String, start: String, reload: String, programs: [String: String] = [:],
        word: (of: String, to: String) = ("", "")
    ) throws {
        self.name = name
        self.word = word
        let settings = try vitrine("init")
        try #require(settings.code == 0, "\(settings.text)")
        let configuration = portal.appending(path: "vitrine.yaml")
        try moved(try String(contentsOf: configuration, encoding: .utf8))
            .write(to: configuration, atomically: true, encoding: .utf8)
        for arguments in [["db", "load", "first.sql"], ["user", "passwd", "ada"], ["build", "--publish"]] {
            let outcome = try vitrine(arguments)
            try #require(outcome.code == 0, "\(outcome.text)")
        }
        let stand = [
            "apt-get": "exit 0", "vitrine": "exec \(Tool.program) \"$@\"",
            "fail2ban-client": "[ \"$1\" = reload ] || exec /usr/bin/fail2ban-client -c /etc/fail2ban \"$@\"",
            "chgrp": "/usr/bin/chgrp \"$@\" || [ \"$(id -u)\" != 0 ]",
            "systemctl": """
            cd \(root.url.path())
            case "$1" in
            restart)
                if [ -e service.pid ]; then
                    kill "$(cat service.pid)"
                    for attempt in $(seq 500); do
                        curl -s -o service.answer http://127.0.0.1:\(port)/ || break
                        sleep 0.02
                    done
                fi
                # Who runs this waits for all that hold a descriptor of his, and a service is not to be waited for.
                {
                    for descriptor in $(ls /proc/self/fd); do
                        [ "$descriptor" -lt 3 ] || eval "exec $descriptor>&-"
                    done
                    \(start)
                } >service.log 2>&1 </dev/null & echo $! >service.pid
                for attempt in $(seq 500); do
                    curl -s -o service.answer http://127.0.0.1:\(port)/ && exit 0
                    sleep 0.02
                done
                cat service.log; exit 1 ;;
            reload) pid=$(cat service.pid); \(reload) ;;
            *) exit 1 ;;
            esac
            """,
        ].merging(programs) { $1 }
        try installFail2ban()
        for (program, text) in stand {
            try root.write("#!/bin/bash\n\(moved(text))\n", to: "bin/\(program)")
            chmod(root.path("bin/\(program)"), 0o755)
        }
    }

    /// What Debian's fail2ban brings, without a jail.
    private func installFail2ban() throws {
        guard FileManager.default.fileExists(atPath: "/etc/fail2ban") else { return }
        try FileManager.default.createDirectory(
            at: root.url.appending(path: "etc"), withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: "/etc/fail2ban", toPath: root.path("etc/fail2ban"))
        for jail in try FileManager.default.contentsOfDirectory(atPath: root.path("etc/fail2ban/jail.d")) {
            try FileManager.default.removeItem(atPath: root.path("etc/fail2ban/jail.d/\(jail)"))
        }
    }

    deinit {
        guard let text = try? String(contentsOfFile: root.path("service.pid"), encoding: .utf8),
            let pid = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines))
        else { return }
        kill(pid, SIGTERM)
    }

    /// Makes folders that the machine has before anybody reads the page.
    func makeFolders(_ paths: String...) throws {
        for path in paths {
            try FileManager.default.createDirectory(
                atPath: root.path(path), withIntermediateDirectories: true)
        }
    }

    private var portal: URL { root.url.appending(path: "home/agency/portal") }

    private func vitrine(_ arguments: String...) throws -> Tool.Outcome { try vitrine(arguments) }

    private func vitrine(_ arguments: [String]) throws -> Tool.Outcome {
        try FileManager.default.createDirectory(at: portal, withIntermediateDirectories: true)
        return try Tool.vitrine(arguments, in: portal)
    }

    /// A text with its paths below the folder.
    private func moved(_ text: String) -> String {
        text.replacing(/(^|[\s"'\/=])\/(srv|etc|var\/lib|var\/log)(\/|\s|$)/.anchorsMatchLineEndings()) {
            match in
            "\(match.1)\(self.root.url.path())/\(match.2)\(match.3)"
        }.replacing("127.0.0.1:8080", with: "127.0.0.1:\(port)")
    }

    /// Does what the page says, in its order; every step must do what the page claims.
    func follow() throws {
        let url = Tool.repository.appending(path: "docs/\(name)")
        let lines = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
        var printed = ""
        var steps = 0
        var index = 0
        while index < lines.count {
            guard lines[index].hasPrefix("```") else {
                index += 1
                continue
            }
            let words = lines[index].dropFirst(3).split(separator: " ").map(String.init)
            let end = lines[(index + 1)...].firstIndex(of: "```") ?? lines.count
            let text = (lines[(index + 1)..<end].joined(separator: "\n") + "\n").replacing(
                word.of, with: word.to)
            if words == ["sh"] {
                let environment = [
                    "PATH": "\(root.path("bin")):/usr/sbin:/usr/bin:/bin", "HOME": root.url.path(),
                ]
                let outcome = try Tool.run(
                    "/bin/bash", ["-euo", "pipefail", "-c", moved(text)], environment: environment, in: portal
                )
                try #require(outcome.code == 0, "docs/\(name):\(index + 2): \(outcome.text)")
                printed = outcome.output
            } else if words == ["text"] {
                #expect(printed.hasSuffix(text), "docs/\(name):\(index + 2): \(printed)")
            } else if words.count == 2, words[1].hasPrefix("/") {
                try root.write(moved(text), to: String(words[1].dropFirst()))
            }
            steps += 1
            index = end + 1
        }
        #expect(steps > 5)
    }
}
