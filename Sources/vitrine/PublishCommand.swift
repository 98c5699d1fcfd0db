internal import Glibc
internal import Publishing

/// `vitrine publish`.
enum PublishCommand {
    static let command = Command(
        "publish", operands: "ID", count: 1...1,
        summary: "Make a staged build what readers see",
        details: """
            Narrows credentials and server rules to what was and still is allowed, switches each changed edition in one step, and
            then widens them. Editions that did not change are not touched. The web server is told of new rules before and after
            the switch by `publish.check` and `publish.reload` of vitrine.yaml, if it names them.
            """, undone: "nothing was published",
        run: run)

    private static func run(_ invocation: Invocation) throws -> ExitCode {
        let folder = PortalFolder(root: invocation.folder)
        let lock = try PortalLock(of: folder)
        defer { lock.release() }
        let configuration = try Configuration(of: folder)
        let signer = try signer(configuration)
        let id = invocation.operands[0]
        if let resumed = try resume(folder, configuration, signer), resumed == id { return .done }
        guard let staged = StagedBuild(id: id, in: folder) else {
            let waiting = try StagedBuild.all(in: folder).map(\.id)
            Terminal.complain("vitrine: no build `\(id)` is staged")
            Terminal.complain(
                waiting.isEmpty ? "nothing is staged" : "staged: " + waiting.joined(separator: ", "))
            return .wrongUse
        }
        let publication = Publication(
            of: staged, in: folder, configuration: configuration, signer: signer)
        say(try publication.run(), id: id, folder, configuration)
        return .done
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
