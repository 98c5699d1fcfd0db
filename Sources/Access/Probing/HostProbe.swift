internal import Files

/// Asks one host, and holds each answer against what the manifest decides.
final class HostProbe {
    let probe: Probe
    let address: WebAddress
    var report: Probe.Report
    private(set) var pace: Pace
    let client: WebClient
    /// The heads of the answer to what is refused and to what is missing.
    private var patterns: [Expected: [WebAnswer.Header]] = [:]
    /// Names of headers that are others with each answer.
    private var changing: Set<String> = ["date", "age", "connection", "keep-alive"]
    /// How many refusals of somebody who gave a name may still be provoked: guards ban who causes twenty.
    private var refusals: Int
    /// How many were not provoked for that reason.
    private(set) var omitted = 0

    /// What must be answered.
    enum Expected: Hashable {
        case file(PublishedFile)
        /// Nothing is there, and who asks may know it.
        case missing
        /// Whether anything is there is not his to know.
        case refused
    }

    init(_ probe: Probe, at address: WebAddress, report: Probe.Report, pace: Pace) throws(WebError) {
        self.probe = probe
        self.address = address
        self.report = report
        self.pace = pace
        refusals = probe.options.isExhaustive ? .max : Self.harmlessRefusals
        client = try WebClient(
            address, connectTo: probe.options.connectTo, authority: probe.options.authority)
    }

    private static let harmlessRefusals = 15

    /// What the manifest says of a path that is spelled as in the list.
    func expected(_ path: String, _ identity: ProbeIdentity) -> Expected {
        let decision = probe.manifest.decide(
            user: identity.user, urlPath: path, address: probe.options.origin, host: address.host)
        guard decision.isAllowed else { return .refused }
        let served: String
        if case .exact(_, let target)? = probe.manifest.rule(for: path)?.scope {
            served = target
        } else {
            served = path.hasSuffix("/") ? path + "index.html" : path
        }
        return probe.fileByPath[served].map { .file($0) } ?? .missing
    }

    /// Asks for a path, and reports whatever the answer should not be.
    func expect(_ path: String, _ identity: ProbeIdentity, method: String = "GET", headers: [String] = [])
        throws(WebError)
    {
        let expected = expected(path, identity)
        if identity.login != nil, expected == .refused, !mayProvokeRefusal() { return }
        let answer = try ask(
            WebRequest(method: method, target: path, login: identity.login, headers: headers))
        judge(
            answer, expected, subject: Self.subject(method, path, identity, headers),
            hasBody: method != "HEAD")
    }

    /// Whether one refusal more of somebody with a name does no harm.
    func mayProvokeRefusal() -> Bool {
        guard refusals > 0 else {
            omitted += 1
            return false
        }
        refusals -= 1
        return true
    }

    /// Asks, when it is due.
    func ask(_ request: WebRequest) throws(WebError) -> WebAnswer {
        pace.wait()
        report.requests += 1
        return try client.ask(request)
    }

    /// Learns how this host refuses and what it says of what is missing, twice: what differs means nothing.
    func learn() throws(WebError) {
        for (path, expected) in [("/vitrine-probe/nothing", Expected.refused), ("/assets/nothing", .missing)]
        {
            let answers = [
                try ask(WebRequest(target: path, login: nil)), try ask(WebRequest(target: path, login: nil)),
            ]
            changing.formUnion(
                Set(answers[0].headers).symmetricDifference(answers[1].headers).map(\.name))
            judge(
                answers[0], expected, subject: Self.subject("GET", path, .nobody, []), hasBody: true)
            patterns[expected] = lasting(answers[0])
        }
    }

    /// The head without what is another one each time.
    func lasting(_ answer: WebAnswer) -> [WebAnswer.Header] {
        answer.headers.filter { !changing.contains($0.name) && $0.name != "content-length" }
    }

    static func subject(
        _ method: String, _ target: String, _ identity: ProbeIdentity, _ headers: [String]
    ) -> String {
        let shown = target.unicodeScalars.map { $0.isASCII && $0.value > 0x20 ? String($0) : "?" }.joined()
        return (["\(method) \(shown) as \(identity.name)"] + headers).joined(separator: " with ")
    }

    /// Reports what of an answer is not as it must be.
    private func judge(_ answer: WebAnswer, _ expected: Expected, subject: String, hasBody: Bool) {
        let status: Int
        let file: PublishedFile?
        switch expected {
        case .file(let wanted): (status, file) = (200, wanted)
        case .missing: (status, file) = (404, page(PublicPages.missing))
        case .refused: (status, file) = (401, page(PublicPages.signIn))
        }
        guard answer.status == status else {
            let kind: Probe.Fault.Kind =
                status == 200 ? .denied : (200..<300).contains(answer.status) ? .leak : .unlike
            return report.add(kind, subject, "\(Self.words(for: answer.status)) instead of \(status)")
        }
        if hasBody, let file, answer.digest != file.digest {
            report.add(
                .content, subject,
                status == 200
                    ? "its bytes are not those that were published"
                    : "the body of \(status) is not \(file.path)"
            )
        }
        if let file, status == 200 {
            let type = answer.header("Content-Type")?.prefix { $0 != ";" }
            if type != file.mediaType[...] {
                report.add(.content, subject, "the media type is `\(type ?? "")`, not `\(file.mediaType)`")
            }
        }
        checkHeaders(answer, of: status == 200 ? file?.headerSet ?? .page : .page, subject)
        guard status != 200 else { return }
        if status == 401,
            answer.header("WWW-Authenticate")?.hasPrefix("Basic realm=\"\(probe.manifest.realm)\"") != true
        {
            report.add(.headers, subject, "`WWW-Authenticate` does not ask for a password of the portal")
        }
        if let pattern = patterns[expected], lasting(answer) != pattern {
            let names = Set(pattern).symmetricDifference(lasting(answer)).map(\.name)
            report.add(
                .unlike, subject,
                "other headers than with every other \(status): \(Set(names).sorted().joined(separator: ", "))"
            )
        }
    }

    private func page(_ path: RelativePath) -> PublishedFile? { probe.fileByPath["/" + path.text] }

    private func checkHeaders(_ answer: WebAnswer, of set: HeaderSet, _ subject: String) {
        let wanted = Dictionary(
            set.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
        for name in Self.headerNames {
            let (value, right) = (answer.header(name), wanted[name.lowercased()])
            guard value != right else { continue }
            let problem =
                value == nil
                ? "is missing" : right == nil ? "is not for this kind of file" : "is `\(value ?? "")`"
            report.add(.headers, subject, "`\(name)` \(problem)")
        }
    }

    /// Every header of any class, once.
    private static let headerNames: [String] = {
        var names: [String] = []
        for header in HeaderSet.allCases.flatMap(\.headers) where !names.contains(header.name) {
            names.append(header.name)
        }
        return names
    }()

    static func words(for status: Int) -> String { status == 0 ? "no answer" : "\(status)" }
}
