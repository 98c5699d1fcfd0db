import Foundation
import TestSupport

/// Where the bringing of a snapshot to a target may end.
enum Interruption: Hashable, CustomStringConvertible {
    /// The sender dies when its `rsync` begins.
    case sender
    /// The connection ends after so many bytes of what is carried.
    case transfer(Int)
    case beforeActivation, afterActivation
    /// The activation dies in a hook, or meets something that lies in its way.
    case phase(String), obstacle(String)

    static let all: [Interruption] =
        [.sender, .transfer(1500), .transfer(6000), .beforeActivation, .afterActivation]
        + ["narrow", "widen"].map { .phase($0) }
        + [
            "snapshots", "access/credentials/hello.htpasswd", "site/zebra",
            "access/servers/access.caddy.conf",
            "access/access.json.minisig", "state/own-views", "state/journal.jsonl",
        ].map { .obstacle($0) }

    var description: String {
        switch self {
        case .sender: "sender"
        case .transfer(let count): "transfer of \(count) bytes"
        case .beforeActivation: "before activation"
        case .afterActivation: "after activation"
        case .phase(let name): "phase \(name)"
        case .obstacle(let path): path
        }
    }

    /// Whether it comes before any page is switched.
    var isBeforeSwitch: Bool {
        switch self {
        case .sender, .transfer, .beforeActivation, .phase("narrow"): true
        default: false
        }
    }

    /// Runs with that in force, and takes it away.
    ///
    /// - Parameter body: is given variables for the sender.
    func happening(
        at host: TargetHost, in target: URL, _ body: ([String: String]) throws -> Tool.Outcome
    ) throws -> Tool.Outcome {
        let bin = host.folder.path("bin")
        func program(_ name: String, _ script: String, in folder: String = "bin") throws {
            let path = host.folder.path("\(folder)/\(name)")
            try? FileManager.default.removeItem(atPath: path)
            try host.folder.write("#!/bin/sh\n\(script)\n", to: "\(folder)/\(name)")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
        defer {
            for name in ["rsync", "vitrine"] { try? FileManager.default.removeItem(atPath: "\(bin)/\(name)") }
            try? FileManager.default.createSymbolicLink(
                atPath: "\(bin)/vitrine", withDestinationPath: Tool.program)
        }
        let activates = "case \"$*\" in *--status) exec '\(Tool.program)' \"$@\";; esac"
        switch self {
        case .sender:
            try program("rsync", "kill -9 $PPID", in: "sender")
            return try body(["PATH": host.folder.path("sender") + ":/usr/bin:/bin"])
        case .transfer(let count):
            try program("rsync", "dd bs=1 count=\(count) status=none | /usr/bin/rsync \"$@\"")
        case .beforeActivation: try program("vitrine", "\(activates)\nkill -9 $$")
        case .afterActivation: try program("vitrine", "\(activates)\n'\(Tool.program)' \"$@\"; kill -9 $$")
        case .phase(let phase):
            let file = target.appending(path: "target.yaml")
            let text = try String(contentsOf: file, encoding: .utf8)
            let hook = "publish:\n  reload: 'test $VITRINE_PHASE != \(phase) || kill -9 $PPID'\n"
            try Data((text + hook).utf8).write(to: file)
            defer { try? Data(text.utf8).write(to: file) }
            return try body([:])
        case .obstacle(let path): return try with(path, in: target) { try body([:]) }
        }
        return try body([:])
    }

    /// Puts a folder where a file belongs, or the other way round.
    private func with(
        _ path: String, in target: URL, _ body: () throws -> Tool.Outcome
    ) throws -> Tool.Outcome {
        let place = target.appending(path: path)
        let aside = target.appending(path: "aside")
        let isThere = FileManager.default.fileExists(atPath: place.path())
        if isThere { try FileManager.default.moveItem(at: place, to: aside) }
        if ["snapshots", "site/zebra"].contains(path) {
            try Data("in the way".utf8).write(to: place)
        } else {
            try FileManager.default.createDirectory(
                at: place.appending(path: "in the way"), withIntermediateDirectories: true)
        }
        defer {
            try? FileManager.default.removeItem(at: place)
            if isThere { try? FileManager.default.moveItem(at: aside, to: place) }
        }
        return try body()
    }
}
