import Foundation
import TestSupport
import Testing
import YAML

/// The recipes of docs/publishing.md, as they stand there: run where that is possible, and checked by what reads them elsewhere.
@Suite struct RecipeTests {
    /// The blocks of the page by what follows their language: a path or a name.
    private static func blocks() throws -> [String: String] {
        let page = try DocumentedPage("publishing.md")
        var blocks: [String: String] = [:]
        var name: String?
        for line in page.lines {
            if line.hasPrefix("```") {
                name = name == nil ? line.split(separator: " ").dropFirst().first.map(String.init) ?? "" : nil
            } else if let name, !name.isEmpty {
                blocks[name, default: ""] += line + "\n"
            }
        }
        return blocks
    }

    private static func block(_ name: String) throws -> String {
        try #require(try blocks()[name], "no recipe `\(name)`")
    }

    /// The commands of the tool in a text of shell, whatever stands around them.
    private static func commands(in text: String) -> [[String]] {
        text.split(separator: "\n").compactMap { line in
            guard let start = line.firstMatch(of: /(^|[ "\/])vitrine (?=-C|build|publish|state|activate)/)
            else {
                return nil
            }
            // Before the key of `authorized_keys`, and at the end of a part of a line.
            let rest = line[start.range.upperBound...].prefix { $0 != ";" && $0 != "|" }
            let words = (rest.components(separatedBy: "\",restrict").first ?? "").split(separator: " ")
                .map { $0.trimmingCharacters(in: ["\""]) }
            return words.map { $0.hasPrefix("$") ? "ssh://portal@office.agency.example/srv/portal" : $0 }
        }
    }

    /// Whether the tool's own parser takes a command line: nothing is there on which it could do anything.
    private static func isTaken(_ words: [String]) throws -> Bool {
        let folder = TemporaryFolder()
        let words = words.first == "-C" ? Array(words.dropFirst(2)) : words
        guard words.first != "activate" else {
            return try Tool.vitrine(words, in: folder.url, environment: ["SSH_ORIGINAL_COMMAND": "x"])
                .errors.contains("this key is for")
        }
        return try Tool.vitrine(words, in: folder.url, environment: ["PATH": "/nowhere"]).code != 2
    }

    @Test func everyCommandLineIsOneThatTheToolTakes() throws {
        let page = try DocumentedPage("publishing.md").lines.joined(separator: "\n")
        let commands = Self.commands(in: page).filter {
            $0.contains { $0.contains("/") || $0.hasPrefix("-") }
        }
        #expect(commands.count >= 15, "\(commands)")
        for words in commands where !words.contains(where: { $0.contains("`") || $0.hasPrefix("2026-") }) {
            #expect(try Self.isTaken(words), "\(words)")
        }
        #expect(try !Self.isTaken(["build", "--publish", "--to", "web:/srv"]))
        #expect(try !Self.isTaken(["state", "pull"]))
    }

    @Test(arguments: [".github/workflows/portal.yml", ".gitlab-ci.yml"])
    func workflowsAreYAMLWithScriptsOfShell(_ name: String) throws {
        let text = try Self.block(name)
        let document = try YAMLDocument(YAMLSource(Array(text.utf8), file: name))
        #expect(document.root.mapping != nil)
        let scripts = Self.scripts(of: document.root)
        #expect(scripts.count >= 5)
        for script in scripts {
            let checked = try Tool.run("/bin/bash", ["-n"], input: script)
            #expect(checked.code == 0 && checked.errors.isEmpty, "\(script): \(checked.errors)")
        }
        let all = scripts.joined(separator: "\n")
        let order = ["state pull", "restore", "build --publish", "state push"].map { word in
            all.range(of: word)?.lowerBound
        }
        #expect(!order.contains(nil) && order.compactMap(\.self) == order.compactMap(\.self).sorted())
        // What must never leave the machine.
        #expect(!text.contains("artifacts") && !text.contains("upload-artifact") && !text.contains("cache"))
    }

    /// The texts below `run`, and the items of `script` and what surrounds it.
    private static func scripts(of node: YAMLNode) -> [String] {
        var found: [String] = []
        for entry in node.mapping ?? [] {
            let key = entry.key
            if key == "run", let text = entry.value.string { found.append(text) }
            if ["before_script", "script", "after_script"].contains(key) {
                found += (entry.value.list ?? []).compactMap(\.string)
            }
            found += scripts(of: entry.value)
        }
        return found + (node.list ?? []).flatMap(scripts)
    }

    @Test func shellIsShell() throws {
        for name in ["target", "rclone", "systemd"] {
            let checked = try Tool.run("/bin/bash", ["-n"], input: try Self.block(name))
            #expect(checked.code == 0 && checked.errors.isEmpty, "\(name): \(checked.errors)")
        }
    }

    @Test(.enabled(if: Tool.isAvailable("/usr/bin/systemd-analyze", for: "units of systemd")))
    func systemdTakesTheUnits() throws {
        let folder = TemporaryFolder()
        for unit in ["vitrine.service", "vitrine.timer"] {
            let text = try Self.block("/etc/systemd/system/" + unit)
            try folder.write(text.replacing("/usr/local/bin/vitrine", with: Tool.program), to: unit)
        }
        let verified = try Tool.run(
            "/usr/bin/systemd-analyze",
            ["verify", "--man=no", folder.path("vitrine.service"), folder.path("vitrine.timer")])
        #expect(verified.code == 0 && !verified.text.contains("vitrine."), "\(verified)")
        let calendar = try #require(
            try Self.block("/etc/systemd/system/vitrine.timer").firstMatch(of: /OnCalendar=(.*)/)
        ).output.1
        #expect(try Tool.run("/usr/bin/systemd-analyze", ["calendar", String(calendar)]).code == 0)
    }

    @Test func theLineOfCronHasAllItsFields() throws {
        let lines = try Self.block("/etc/cron.d/vitrine").split(separator: "\n")
        let jobs = lines.filter { $0.firstMatch(of: /^[A-Z_]+=/) == nil }
        #expect(jobs.count == 1)
        let fields = try #require(jobs.first).split(separator: " ", maxSplits: 6)
        let ranges = [0...59, 0...23, 1...31, 1...12, 0...7]
        for (field, range) in zip(fields, ranges) {
            #expect(field == "*" || Int(field).map(range.contains) == true, "\(field)")
        }
        #expect(fields[5] == "agency")
        let checked = try Tool.run("/bin/sh", ["-n"], input: String(fields[6]))
        #expect(checked.code == 0 && !fields[6].contains("%"), "\(checked)")
    }

    @Test(.enabled(if: Tool.isAvailable("/usr/bin/rclone", for: "object storage")))
    func theRecipeOfObjectStorageBringsTheSite() throws {
        let portal = try DeliveredPortal()
        let bucket = portal.portal.folder.path("bucket")
        func run() throws -> Tool.Outcome {
            try Tool.run(
                "/bin/bash",
                [
                    "-c",
                    "PATH=\(URL(filePath: Tool.program).deletingLastPathComponent().path()):$PATH; "
                        + (try Self.block("rclone")),
                ],
                environment: portal.environment.merging([
                    "PORTAL_BUCKET": ":local:" + bucket, "RCLONE_CONFIG": "/dev/null",
                ]) { $1 }, in: portal.portal.root)
        }
        for change in [true, false] {
            if change { try portal.change() }
            let outcome = try run()
            #expect(outcome.code == 0, "\(outcome)")
            #expect(
                try Portal.tree(URL(filePath: bucket))
                    == Portal.tree(portal.portal.root.appending(path: "output/site")))
        }
    }

    @Test(.enabled(if: Tool.isAvailable("/usr/bin/rsync", for: "the settings of a target in the documents")))
    func theSettingsOfATargetAreTaken() throws {
        let portal = try DeliveredPortal()
        let text = try Self.block("/srv/portal/target.yaml")
        try Data(text.utf8).write(to: portal.target.appending(path: "target.yaml"))
        let status = try Tool.run(Tool.program, ["activate", "--root", portal.target.path(), "--status"])
        #expect(status.code == 0, "\(status)")
        // The key in the documents is another one.
        let refused = try portal.vitrine("publish", "--to", portal.target.path())
        #expect(refused.code == 7 && refused.errors.contains("signature"), "\(refused)")
        let line = try Self.block("authorized_keys")
        #expect(line.hasPrefix("command=\"") && line.contains("\",restrict ssh-ed25519 "))
    }
}
