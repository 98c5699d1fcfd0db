internal import Files
internal import Glibc
internal import Publishing

/// `vitrine activate`: what a target does with what was brought to it.
enum ActivateCommand {
    static let command = Command(
        "activate", operands: "[ID]", count: 0...1,
        summary: "Make a snapshot that was brought to this machine what readers see",
        details: """
            `publish --to` runs it at the target. It checks the signature of what was brought against `public_key` of target.yaml in the
            target's folder, and every file against its digest, and then publishes as anywhere: who loses access loses it first, then
            editions are switched, then who is new gets in, with the hooks of target.yaml. A snapshot that is published already is left
            alone; one that is older than the published is refused with exit code 3.

            `--serve` does what SSH_ORIGINAL_COMMAND asks for, where that is the status, a transfer into `incoming/` or an activation,
            and refuses everything else with exit code 2. It makes a key of authorized_keys good for nothing but that:

                command="vitrine activate --serve /srv/portal",restrict ssh-ed25519 AAAA…
            """,
        options: [
            .init("root", "FOLDER", "the target's folder; this one by default"),
            .init("status", nil, "print what is published there, as lines of JSON"),
            .init(
                "serve", "FOLDER", "do what SSH_ORIGINAL_COMMAND asks for in this target, and nothing else"),
        ], undone: "nothing was published",
        run: run)

    private static func run(_ invocation: Invocation) throws -> ExitCode {
        guard let served = invocation.options["serve"] else {
            let target = PortalFolder(target: invocation.options["root"] ?? invocation.folder)
            if invocation.has("status") { return try status(of: target) }
            guard let id = invocation.operands.first else {
                throw UsageError(message: "`activate` takes the ID of a snapshot", command: command)
            }
            return try activate(id, in: target)
        }
        let target = PortalFolder(target: served)
        let asked = getenv("SSH_ORIGINAL_COMMAND").map { String(cString: $0) } ?? ""
        switch ForcedCommand(asked, root: served) {
        case .status: return try status(of: target)
        case .activate(let id): return try activate(id, in: target)
        case .receive(let words): try ForcedCommand.receive(words, in: target)
        case nil: throw UsageError(message: "this key is for `vitrine publish --to` alone", command: nil)
        }
    }

    private static func status(of target: PortalFolder) throws -> ExitCode {
        let bytes = try Activation(in: target).status()
        Terminal.put(String(decoding: bytes, as: UTF8.self), on: STDOUT_FILENO)
        return .done
    }

    private static func activate(_ id: String, in target: PortalFolder) throws -> ExitCode {
        let lock = try PortalLock(of: target, for: "activate")
        let transfers = try Activation.transferLock(in: target)
        defer {
            lock.release()
            withExtendedLifetime(transfers) {}
        }
        guard let outcome = try Activation(in: target).run(id) else {
            return Terminal.say("\(id) is published already")
        }
        if outcome.hasNewRules {
            Terminal.say(
                "the web server's rules changed: reload it, or let `publish.reload` of target.yaml do it")
        }
        return Terminal.say(
            "published \(id): \(outcome.switched.count) editions switched, \(outcome.unchanged) unchanged, "
                + "\(outcome.withdrawn.count) withdrawn")
    }
}
