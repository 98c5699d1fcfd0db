internal import Diagnostics
internal import Glibc
internal import Publishing

/// What is published, and the state, brought to another machine.
enum TargetCommands {
    static let all = [
        state(
            "pull", "Fetch the state of this portal from where it was brought",
            """
            For a machine that has no past, such as a runner in CI: `output/state/` is all that a build needs of the builds before it.
            Every file is compared with its digest, and the folder is put in place in one step. A state here that was changed
            since it was brought or fetched is not replaced (exit code 3). What is published here by another state goes; the next
            build makes it. Where there is none yet, the exit code is 3, or with `--first` 0.
            """, [.init("first", nil, "also where there is none yet")]
        ) { carried, invocation in
            do {
                return try carried.pull() ? "fetched the state" : "the state here is the one there"
            } catch TargetError.noState where invocation.has("first") {
                return "there is no state yet"
            }
        },
        state(
            "push", "Bring the state of this portal to where others fetch it",
            """
            To a folder of this or another machine, which needs `rsync` and no Vitrine, and which nobody but its owner may read: the state
            names records. In one step, and only where the state there is the one that was fetched, or brought last (exit code 3
            otherwise). Keys are no part of it.
            """, []
        ) { carried, _ in try carried.push() ? "brought the state" : "the state there is the one here" },
    ]

    private static func state(
        _ verb: String, _ summary: String, _ details: String, _ options: [Command.Option],
        _ run: @escaping @Sendable (CarriedState, Invocation) throws -> String
    ) -> Command {
        Command(
            "state " + verb, operands: "TARGET", count: 1...1, summary: summary, details: details,
            options: options + [PortalLock.waiting], undone: "nothing was changed"
        ) { invocation in
            let folder = PortalFolder(root: invocation.folder)
            let transport = try transport(to: invocation.operands[0])
            let lock = try PortalLock(of: folder, invocation)
            defer { lock.release() }
            return Terminal.say(try run(CarriedState(of: folder, by: transport), invocation))
        }
    }

    /// Those of commands that publish.
    static let options: [Command.Option] = [
        .init("to", "TARGET", "bring what is published to another machine or folder"),
        .init("releases", nil, "the target has no Vitrine: releases side by side, and a link `current`"),
        .init("first", nil, "also where the target has what is not known here"),
    ]

    /// Whether `--to` names a target.
    ///
    /// - Throws: for one that is none, and for options that belong to it.
    static func isDelivering(_ invocation: Invocation, _ command: Command) throws -> Bool {
        guard let target = invocation.options["to"] else {
            guard !invocation.has("first"), !invocation.has("releases") else {
                throw UsageError(message: "`--first` and `--releases` belong to `--to`", command: command)
            }
            return false
        }
        _ = try TargetAddress(target)
        return true
    }

    /// What `--to` asks for; nil where it names nothing.
    static func delivery(
        _ invocation: Invocation, _ folder: PortalFolder, _ configuration: Configuration,
        _ signer: ManifestSigner
    ) throws -> Delivery? {
        try invocation.options["to"].map { target in
            Delivery(
                of: folder, signer: signer, by: try transport(to: target),
                invocation.has("releases") ? .releases(reload: configuration.remoteReload) : .target)
        }
    }

    /// Delivers, and says what was done.
    static func run(_ delivery: Delivery, _ invocation: Invocation) throws {
        let target = invocation.options["to"] ?? ""
        let outcome = try delivery.run(isFirst: invocation.has("first"))
        Terminal.say(
            outcome.sent.map {
                "brought \(outcome.id) to \(target): \($0) of \(outcome.editions) editions were new there"
            } ?? "\(target) has \(outcome.id) already")
        for line in outcome.said.split(whereSeparator: \.isNewline) {
            Terminal.say("  | " + TerminalText.neutralised(String(line)))
        }
    }

    /// The way to a target, with ssh as VITRINE_SSH_CONFIG says.
    private static func transport(to target: String) throws -> Transport {
        Transport(
            to: try TargetAddress(target),
            sshConfiguration: getenv("VITRINE_SSH_CONFIG").map { String(cString: $0) })
    }
}
