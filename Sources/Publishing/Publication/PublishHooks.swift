internal import Access
internal import Glibc
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

    /// Where a canary is asked for until the server has taken them: the portal's address, or this machine's.
    var ready: WebAddress?

    /// Those of a portal that says nothing of it.
    init() {}

    /// Reads the mapping; mistakes are reported to it.
    ///
    /// - Parameter host: that of `base_url`.
    init(_ mapping: YAMLMapping, servers: ServerSettings, host: String) {
        check = mapping.string("check")
        reload = mapping.string("reload")
        guard let text = mapping.string("ready") else { return }
        ready = WebAddress(text)
        guard let ready, !ready.isPlain || WebAddress.isLoopback(ready.host) else {
            mapping.report(
                "`ready` is no address to ask with a password", at: "ready",
                hint:
                    "begin with `https://`, or with `http://` for this machine itself; nothing follows the host"
            )
            return
        }
        if servers.kinds.isEmpty {
            mapping.report(
                "`ready` asks a server for which no files are written", at: "ready",
                hint: "leave it out, or name the server in `kinds` below `servers`")
        } else if servers.signOn != nil {
            mapping.report(
                "`ready` asks with a password, and the server asks oauth2-proxy for none", at: "ready",
                hint: "leave it out; let `reload` end when the server has taken the new rules")
        } else if servers.hasClientHosts, !ready.host.hasSuffix("." + host) {
            mapping.report(
                "`ready` is not the host of a client", at: "ready", hint: "as in `https://acme.\(host)/`")
        }
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

    /// Asks until only servers that know the rules of now answer.
    ///
    /// Every try is a new connection, and several in a row must succeed, since processes that were there before may take
    /// some still. Failures come ever more rarely, so that no guard against guessing takes them for an attack.
    func wait(for canary: Canary, at address: WebAddress, _ phase: Phase) throws(HookFailure) {
        var successes = 0
        var pause = 0.02
        var waited = 0.0
        while successes < Self.successes {
            if canary.isAnswered(at: address) {
                successes += 1
                pause = 0.02
            } else {
                successes = 0
                pause *= 1.8
            }
            guard waited < Double(Self.patience) else {
                throw HookFailure(
                    hook: "publish.ready", phase: phase,
                    reason: "\(address)/ did not answer by the new rules within \(Self.patience) s",
                    output: "")
            }
            waited += pause
            usleep(UInt32(pause * 1_000_000))
        }
    }

    /// Seconds that a hook may take.
    static let patience = 30

    /// New connections in a row that the canary must get in by.
    static let successes = 5
}

/// A hook that did not do what it is for.
public struct HookFailure: Error, Hashable, Sendable {
    /// `publish.check`, `publish.reload` or `publish.ready`.
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
