internal import Diagnostics
internal import Files
internal import Glibc
internal import PortalData

/// What every worker of a build is told before its first job.
struct WorkOrder: Hashable {
    /// The portal's folder.
    let root: String
    /// The frozen database.
    let frozen: String
    /// The staged build that is being written.
    let staged: String
    /// The date of the data, `YYYY-MM-DD`.
    let asOf: String
    /// The id of the snapshot that is compared with; nil where there is none.
    let baseline: String?
    /// What files are searched for, once the parent has made it; nil where nothing is.
    var auditTable: String?
    /// The process that gives the order.
    private(set) var parent = getpid()

    /// The greeting that says it.
    var message: Message {
        Message(root, frozen, staged, asOf, baseline ?? "", auditTable ?? "", "\(parent)")
    }

    init(root: String, frozen: String, staged: String, asOf: String, baseline: String?) {
        self.root = root
        self.frozen = frozen
        self.staged = staged
        self.asOf = asOf
        self.baseline = baseline
    }

    /// Reads a greeting.
    init(_ message: Message) {
        self.init(
            root: message.text(0), frozen: message.text(1), staged: message.text(2), asOf: message.text(3),
            baseline: message.text(4).isEmpty ? nil : message.text(4))
        auditTable = message.text(5).isEmpty ? nil : message.text(5)
        parent = message.number(6).map { Int32(truncatingIfNeeded: $0) } ?? 0
    }
}

/// One thing for a worker to do.
enum Job: Hashable {
    /// Look for what is wrong with rows and files; the answer is `CheckResult`.
    case check(MomentChange)
    /// Render the editions of a client; `contents` is of its folder, where that is known. The answer is `ClientResult`.
    case render(client: String, contents: Digest?)

    var message: Message {
        switch self {
        case .render(let client, let contents): Message("render", client, contents?.hex ?? "")
        case .check(.everything): Message("check")
        case .check(.clients(let ids)):
            Message("check", ids.sorted().map(String.init).joined(separator: " "))
        }
    }

    /// Reads what `message` wrote.
    init(_ message: Message) {
        guard message.text(0) == "check" else {
            self = .render(client: message.text(1), contents: Digest(hex: message.text(2)))
            return
        }
        guard message.fields.count > 1 else {
            self = .check(.everything)
            return
        }
        self = .check(.clients(Set(message.text(1).split(separator: " ").compactMap { Int64($0) })))
    }
}

/// What a look at rows and files found.
struct CheckResult {
    /// Those that are shared first, then client by client.
    let findings: [Finding]

    /// Nil for shared ones: an empty slug.
    var message: Message {
        Message(
            fields: findings.flatMap { finding in
                [Array((finding.client ?? "").utf8), DiagnosticList([finding.diagnostic]).encoded()]
            })
    }

    init(_ findings: [Finding]) { self.findings = findings }

    /// Reads an answer; nil where it is none.
    init?(_ message: Message) {
        var findings: [Finding] = []
        for place in stride(from: 0, to: message.fields.count, by: 2) {
            guard place + 1 < message.fields.count,
                let list = DiagnosticList(decoding: message.fields[place + 1])
            else { return nil }
            let client = message.text(place)
            findings += list.all.map { Finding($0, client: client.isEmpty ? nil : client) }
        }
        self.findings = findings
    }
}

/// What a worker made of one client.
struct ClientResult {
    /// The client's slug.
    let client: String
    var editions = 0
    var pages = 0
    var files = 0
    var bytes = 0
    /// Editions that were left as they are published.
    var kept = 0
    /// Of all its published editions, the lines of `EditionStamps`.
    var stamps = EditionStamps()
    /// Encoded diagnostics: errors hold the client back, warnings do not.
    var diagnostics: [UInt8] = []
    /// Why each edition was made.
    var reasons: [(edition: String, reason: String)] = []

    init(client: String) { self.client = client }

    var message: Message {
        Message(
            fields: [client, "\(editions)", "\(pages)", "\(files)", "\(bytes)", "\(kept)"].map {
                Array($0.utf8)
            }
                + [diagnostics, stamps.bytes]
                + reasons.flatMap { [Array($0.edition.utf8), Array($0.reason.utf8)] })
    }

    /// Reads an answer.
    init(_ message: Message) {
        client = message.text(0)
        editions = message.number(1) ?? 0
        pages = message.number(2) ?? 0
        files = message.number(3) ?? 0
        bytes = message.number(4) ?? 0
        kept = message.number(5) ?? 0
        diagnostics = message.fields.count > 6 ? message.fields[6] : []
        stamps = EditionStamps(message.fields.count > 7 ? message.fields[7] : [])
        for place in stride(from: 8, to: message.fields.count, by: 2) {
            reasons.append((message.text(place), message.text(place + 1)))
        }
    }
}
