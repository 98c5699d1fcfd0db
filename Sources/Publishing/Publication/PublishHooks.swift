internal import YAML

/// What `publish:` of `vitrine.yaml` says: how the web server is told of what changed.
struct PublishHooks: Hashable, Sendable {
    /// Which of the two times in a publication it is.
    enum Phase: String, Hashable, Sendable {
        /// Before pages are switched, so that whoever lost access no longer has it.
        case narrow
        /// After pages are switched, so that whoever is new gets in.
        case widen
    }

    /// Looks at the server's new files without using them: `nginx -t`.
    var check: String?
    /// Makes the server use them: `systemctl reload nginx`.
    var reload: String?

    /// Those of a portal that says nothing of it.
    init() {}

    /// Reads the mapping; mistakes are reported to it.
    init(_ mapping: YAMLMapping) {
        check = mapping.string("check")
        reload = mapping.string("reload")
    }

    /// Runs both, the check first.
    ///
    /// - Throws: `HookFailure` for the first that does not succeed.
    func run(_ phase: Phase, snapshot: String, in folder: String) throws(HookFailure) {
        for (name, command) in [("check", check), ("reload", reload)] {
            guard let command else { continue }
            let process = HookProcess(
                command: command, folder: folder,
                environment: ["VITRINE_PHASE": phase.rawValue, "VITRINE_SNAPSHOT": snapshot])
            let end = process.run(seconds: Self.patience)
            guard end.reason == nil else {
                throw HookFailure(
                    hook: "publish." + name, phase: phase, reason: end.reason ?? "", output: end.output)
            }
        }
    }

    /// Seconds that a hook may take.
    static let patience = 30
}

/// A hook that did not do what it is for.
public struct HookFailure: Error, Hashable, Sendable {
    /// `publish.check` or `publish.reload`.
    public let hook: String
    let phase: PublishHooks.Phase
    /// How it ended, as a clause.
    public let reason: String
    /// The end of what it said.
    public let output: String

    /// Whether the new pages are what readers see.
    public var isAfterSwitch: Bool { phase == .widen }

    var isOfCheck: Bool { hook == "publish.check" }
}
