internal import Glibc
internal import Publishing

/// `vitrine publish`.
enum PublishCommand {
    static let command = Command(
        "publish", operands: "ID", count: 1...1,
        summary: "Make a staged build what readers see",
        details: """
            Narrows credentials to readers that were and still are allowed, switches each changed edition in one step, and then
            widens credentials and server rules. Editions that did not change are not touched.
            """, undone: "nothing was published",
        run: run)

    private static func run(_ invocation: Invocation) throws -> ExitCode {
        let folder = PortalFolder(root: invocation.folder)
        let lock = try PortalLock(of: folder)
        defer { lock.release() }
        let id = invocation.operands[0]
        guard let staged = StagedBuild(id: id, in: folder) else {
            let waiting = try StagedBuild.all(in: folder).map(\.id)
            Terminal.complain("vitrine: no build `\(id)` is staged")
            Terminal.complain(
                waiting.isEmpty ? "nothing is staged" : "staged: " + waiting.joined(separator: ", "))
            return .wrongUse
        }
        let signer = try signer(Configuration(of: folder))
        say(try Publication(of: staged, in: folder, signer: signer).run(), id: id, folder)
        return .done
    }

    /// What signs what is published, by `VITRINE_KEY_FILE`.
    static func signer(_ configuration: Configuration) throws -> ManifestSigner {
        try ManifestSigner(configuration, keyFile: getenv("VITRINE_KEY_FILE").map { String(cString: $0) })
    }

    /// What a publication changed, in three lines.
    static func say(_ outcome: Publication.Outcome, id: String, _ folder: PortalFolder) {
        Terminal.say(
            "published \(id): \(outcome.switched.count) editions switched, \(outcome.unchanged) unchanged, "
                + "\(outcome.withdrawn.count) withdrawn")
        Terminal.say("  site:   \(folder.site)")
        Terminal.say("  access: \(folder.access)")
    }
}
