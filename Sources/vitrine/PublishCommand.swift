internal import Glibc
internal import Publishing

/// `vitrine publish`.
enum PublishCommand {
    static let command = Command(
        "publish", operands: "[ID]", count: 0...1,
        summary: "Make a staged build what readers see",
        details: """
            Narrows credentials and server rules to what was and still is allowed, switches each changed edition in one step, and
            then widens them. Editions that did not change are not touched. The web server is told of new rules before and after
            the switch by `publish.check` and `publish.reload` of vitrine.yaml, if it names them.

            Without an ID, the staged build that somebody has looked at; what nobody has looked at is refused with exit code 3.
            With `--client` only what it holds of that client; the rest can be published after it. `--narrow` publishes nothing
            that is new: what is published loses readers that were revoked, and editions that hold what has expired or was
            withdrawn are closed until the next publication (exit code 4). Of a build of an earlier day, clients are held back
            whose pages show what has expired or was withdrawn since (exit code 4; 3 where that is all of them).

            `--to` then brings another machine, or another folder, to what is published here: `ssh://[user@]host[:port]/srv/portal`,
            where `vitrine` and a `target.yaml` are. What it has already is not carried again. Nothing that waits is published by
            it, unless an ID is given. Where the target fails (exit code 7), it has what it had, and the same command goes on.
            VITRINE_SSH_CONFIG names a file for `ssh -F`; hosts that ssh does not know are refused.
            """,
        options: [
            .init("client", "SLUG", "this client's editions alone; what others have is only ever narrowed"),
            .init("narrow", nil, "only take away, from what is published"),
            .init(
                "as-of", "DATE",
                "the day on which it is published; else `as_of` of vitrine.yaml, else today in UTC"),
            RunReport.option,
            PortalLock.waiting,
        ] + TargetCommands.options, undone: "nothing was published",
        run: run)

    private static func run(_ invocation: Invocation) throws -> ExitCode {
        let folder = PortalFolder(root: invocation.folder)
        let isNarrowing = invocation.has("narrow")
        guard !isNarrowing || invocation.operands.isEmpty && !invocation.has("client") else {
            throw UsageError(
                message: "`--narrow` takes away from what is published, and no build", command: command)
        }
        let isDelivering = try TargetCommands.isDelivering(invocation, command)
        let lock = try PortalLock(of: folder, invocation)
        defer { lock.release() }
        let configuration = try Configuration(of: folder)
        let signer = try signer(configuration)
        let resumed = try resume(folder, configuration, signer)
        var code = ExitCode.done
        if isNarrowing || !invocation.operands.isEmpty || !isDelivering {
            code = try publish(invocation, folder, configuration, signer, resumed: resumed)
        }
        guard [.done, .heldBack].contains(code),
            let delivery = try TargetCommands.delivery(invocation, folder, configuration, signer)
        else { return code }
        try TargetCommands.run(delivery, invocation)
        return code
    }

    /// Makes something what readers see: here.
    private static func publish(
        _ invocation: Invocation, _ folder: PortalFolder, _ configuration: Configuration,
        _ signer: ManifestSigner, resumed: String?
    ) throws -> ExitCode {
        let options = try BuildCommand.options(invocation, configuration, jobs: 1, isOfBuild: false)
        if invocation.has("narrow") { return try narrow(folder, configuration, options, signer) }
        if let id = invocation.operands.first, resumed == id { return .done }
        if invocation.has("to"), let id = invocation.operands.first,
            try Snapshot.all(in: folder).current == id
        {
            return .done
        }
        switch chosen(try StagedBuild.all(in: folder), invocation.operands.first) {
        case .failure(let refusal): return refusal.code
        case .success(let staged):
            let refusals = try StagedCheck.refusals(
                of: staged, in: folder, configuration: configuration, on: options.asOf)
            for refusal in refusals {
                Terminal.complain("held back: \(refusal.edition): \(refusal.reason); build it again")
            }
            let heldBack = Set(refusals.map(\.client))
            guard invocation.has("client") || !heldBack.isEmpty else {
                let publication = Publication(
                    of: staged, in: folder, configuration: configuration, signer: signer)
                let outcome = try run(publication)
                invocation.report.note(outcome, id: staged.id)
                say(outcome, id: staged.id, folder, configuration)
                return .done
            }
            if let client = invocation.options["client"], try !staged.holds(client: client) {
                throw UsageError(message: "`\(staged.id)` has no edition of `\(client)`", command: nil)
            }
            let clients = try (invocation.options["client"].map { [$0] } ?? staged.waitingClients(in: folder))
                .subtracting(
                    heldBack)
            guard !clients.isEmpty else { throw GuardRefusal(diagnostics: []) }
            let publication = PartialPublication(
                of: staged, clients: clients, in: folder, configuration: configuration, options: options,
                signer: signer)
            let (id, outcome) = try publication.run()
            invocation.report.note(outcome, id: id)
            say(outcome, id: id, folder, configuration)
            return invocation.has("client") ? .done : .heldBack
        }
    }

    private struct Refusal: Error {
        let code: ExitCode
    }

    /// The build of an id, or the only one that somebody has looked at.
    private static func chosen(_ waiting: [StagedBuild], _ id: String?) -> Result<StagedBuild, Refusal> {
        let names =
            waiting.isEmpty ? "nothing is staged" : "staged: " + waiting.map(\.id).joined(separator: ", ")
        if let id {
            if let build = waiting.first(where: { $0.id == id }) { return .success(build) }
            Terminal.complain("vitrine: no build `\(id)` is staged")
            Terminal.complain(names)
            return .failure(Refusal(code: .wrongUse))
        }
        let reviewed = waiting.filter(\.isReviewed)
        if reviewed.count == 1 { return .success(reviewed[0]) }
        guard reviewed.isEmpty else {
            Terminal.complain(
                "vitrine: several builds were looked at: " + reviewed.map(\.id).joined(separator: ", "))
            Terminal.complain("`vitrine publish ID` says which")
            return .failure(Refusal(code: .wrongUse))
        }
        Terminal.complain("vitrine: nobody has looked at what is staged; \(names)")
        if !waiting.isEmpty {
            Terminal.complain(
                "`vitrine diff` and `vitrine serve --staged` show it, `vitrine publish ID` asks nothing")
        }
        return .failure(Refusal(code: .guardRefused))
    }

    /// Publishes nothing new.
    static func narrow(
        _ folder: PortalFolder, _ configuration: Configuration, _ options: Build.Options,
        _ signer: ManifestSigner
    ) throws -> ExitCode {
        let narrowing = try Narrowing(
            in: folder, configuration: configuration, options: options, signer: signer)
        guard let narrowing else {
            Terminal.say("nothing is published, so there is nothing to take away")
            return .done
        }
        let (closed, publication) = try narrowing.takeAway()
        guard let publication else {
            Terminal.say("nothing is to be taken away: what readers have stays as it is")
            return .done
        }
        say(publication.outcome, id: publication.id, folder, configuration)
        for edition in closed {
            Terminal.complain("closed until the next publication: \(edition.edition): \(edition.reason)")
        }
        return closed.isEmpty ? .done : .heldBack
    }

    /// Finishes a publication that was interrupted, if it can be, and says so; returns its id.
    @discardableResult
    static func resume(
        _ folder: PortalFolder, _ configuration: Configuration, _ signer: ManifestSigner
    ) throws -> String? {
        guard
            let (id, outcome) = try Publication.resume(
                in: folder, configuration: configuration, signer: signer)
        else { return nil }
        Terminal.say("a publication that was interrupted is finished first")
        say(outcome, id: id, folder, configuration)
        return id
    }

    /// What signs what is published, by `VITRINE_KEY_FILE`.
    static func signer(_ configuration: Configuration) throws -> ManifestSigner {
        try ManifestSigner(configuration, keyFile: getenv("VITRINE_KEY_FILE").map { String(cString: $0) })
    }

    /// Publishes, and shows that it does.
    static func run(_ publication: Publication) throws -> Publication.Outcome {
        let progress = Progress()
        progress.begin("publishing")
        defer { progress.end() }
        let outcome = try publication.run()
        progress.note("\(outcome.switched.count) editions")
        return outcome
    }

    /// What a publication changed, and what is left to do.
    static func say(
        _ outcome: Publication.Outcome, id: String, _ folder: PortalFolder, _ configuration: Configuration
    ) {
        Terminal.say(
            "published \(id): \(outcome.switched.count) editions switched, \(outcome.unchanged) unchanged, "
                + "\(outcome.withdrawn.count) withdrawn")
        Terminal.say("  site:   \(folder.site)")
        Terminal.say("  access: \(folder.access)")
        sayRules(outcome, configuration)
        SnapshotCommands.say(outcome.pruned)
    }

    /// Reminds of the web server where nobody tells it.
    static func sayRules(_ outcome: Publication.Outcome, _ configuration: Configuration) {
        guard outcome.hasNewRules, !configuration.reloadsServer else { return }
        Terminal.say(
            "the web server's rules changed: reload it, or let `publish.reload` of vitrine.yaml do it")
    }
}
