import Access
import Files
import TestSupport

/// Holds every answer of one server against what the manifest says.
struct Judge {
    let kind: WebServer
    let layout: SamplePortal.Layout
    let reference: Reference
    let files: [Reference.File]
    /// The answer to everything that is refused: no password, a wrong one, another's, a path that no rule covers.
    let refusal: HTTPResponse
    /// The answer to what is missing in an edition, to one of its readers.
    let missing: HTTPResponse

    /// The address that requests come from.
    static let address = "127.0.0.1"

    init(_ server: SampleServer) throws {
        kind = server.kind
        layout = server.layout
        reference = try Reference(manifest: try SamplePortal.manifest(layout).json())
        files = try Reference.files(PublishedFile.lines(try SamplePortal.files()))
        let host = layout.host(of: "acme")
        refusal = try server.send(RequestParts("/nowhere/at/all", host: host, by: .nobody).bytes)
        missing = try server.send(
            RequestParts("/acme/missing", host: host, by: Identity(user: "alice")).bytes)
    }

    /// Everything that is wrong and not excused.
    func problems(_ request: HostileRequest, _ answer: HTTPResponse) -> [Problem] {
        var problems: [Problem] = []
        func report(_ claim: Problem.Claim, _ detail: String = "") {
            problems.append(Problem(claim: claim, request: request, answer: answer, detail: detail))
        }
        let everything = answer.headers.joined(separator: "\n") + answer.text
        for word in hidden(from: request) where everything.contains(word) { report(.noLeak, word) }
        switch answer.status {
        case 200, 206: checkContent(request, answer, report)
        case 401:
            if !isAlike(answer, refusal, request) { report(.refusedAlike) }
            if !shows("assets/401.html", answer) { report(.refusedAlike, "not the page of the portal") }
            if answer.header("WWW-Authenticate")?.hasPrefix("Basic realm=\"\(reference.site.realm)\"") != true
            {
                report(.refusedAlike, "asks for no password")
            }
        case 404:
            if !isAlike(answer, missing, request) { report(.missingAlike) }
            if !shows("assets/404.html", answer) { report(.missingAlike, "not the page of the portal") }
        case 400, 405, 412, 416: break
        default:
            // What is no HTTP that the server knows may be answered with words of its own, or with none.
            if request.isPlain || (300..<400).contains(answer.status) { report(.status) }
            if answer.status >= 500, answer.status != 501, answer.status != 505 { report(.status) }
        }
        // Not modified stands for the file, of whichever class; everything else that is no success is like a page.
        if answer.status == 304, !isOfSomeClass(answer) { report(.headers) }
        if request.isPlain, [400, 401, 404, 405, 412, 416].contains(answer.status) {
            for detail in wrongHeaders(answer, of: "page") { report(.headers, detail) }
        }
        return problems.filter { !Allowance.excuses($0, self) }
    }

    /// What must be wrong if the answers to a request and to its twin differ.
    func problems(_ request: HostileRequest, _ answer: HTTPResponse, twin: HTTPResponse) -> [Problem] {
        answer == twin
            ? []
            : [
                Problem(
                    claim: .twinsAlike, request: request, answer: answer,
                    detail: "\(twin.status) for what does not exist")
            ]
    }

    /// What must be answered to a plain GET of a published file, or of a path that nothing has.
    func problems(
        expecting file: Reference.File?, at path: String, _ request: HostileRequest, _ answer: HTTPResponse
    ) -> [Problem] {
        let status = !mayRead(path, request) ? 401 : file == nil ? 404 : 200
        guard answer.status == status else {
            let claim: Problem.Claim = status == 200 ? .noDenial : .status
            return [Problem(claim: claim, request: request, answer: answer, detail: "must be \(status)")]
        }
        if status == 200, let file, Digest(of: answer.body).hex != file.sha256 {
            return [Problem(claim: .content, request: request, answer: answer, detail: "not \(file.path)")]
        }
        return []
    }

    /// Whether the identity may read a normalised path on one of the hosts that the request names.
    func mayRead(_ path: String, _ request: HostileRequest) -> Bool {
        request.hosts.contains {
            reference.rule(lets: request.identity.user, read: path, onHost: $0, from: Self.address) != nil
        }
    }

    /// A success is a published file, or a part of one, that the identity may read.
    private func checkContent(
        _ request: HostileRequest, _ answer: HTTPResponse, _ report: (Problem.Claim, String) -> Void
    ) {
        let candidates = Self.paths(holding: answer)
        guard !candidates.isEmpty else {
            // HEAD has no body; of an answer with several parts, the words were looked for.
            let hasParts = answer.header("Content-Type")?.hasPrefix("multipart/") == true
            if request.isPlain, !answer.body.isEmpty, !hasParts {
                report(.content, "nothing that was published: \(answer.text.prefix(80))")
            }
            return
        }
        let readable = candidates.filter { mayRead("/" + $0, request) }
        guard let file = files.first(where: { readable.contains(String($0.path.dropFirst())) }) else {
            return report(.noLeak, candidates[0])
        }
        guard candidates.count == 1 else { return }
        for detail in wrongHeaders(answer, of: file.headers) { report(.headers, detail) }
        let type = answer.header("Content-Type")?.split(separator: ";").first.map(String.init)
        if type != file.media_type { report(.content, "\(type ?? "no media type") for \(file.path)") }
    }

    /// The published files that an answer may be, or be a part of.
    private static func paths(holding answer: HTTPResponse) -> [String] {
        let range = answer.header("Content-Range")?.split { !$0.isNumber }.compactMap { Int($0) } ?? []
        return SamplePortal.contents.filter { _, text in
            let bytes = Array(text.utf8)
            guard answer.status == 206 else { return bytes == answer.body }
            return range.count == 3 && range[2] == bytes.count && range[0] <= range[1]
                && range[1] < bytes.count && Array(bytes[range[0]...range[1]]) == answer.body
        }.map(\.path)
    }

    /// Whether all headers of one class are there.
    func isOfSomeClass(_ answer: HTTPResponse) -> Bool {
        reference.defaults.header_sets.keys.contains { wrongHeaders(answer, of: $0).isEmpty }
    }

    /// What of the headers of a class is not there once, and what is there of another class.
    func wrongHeaders(_ answer: HTTPResponse, of set: String) -> [String] {
        let wanted = reference.defaults.header_sets[set] ?? [:]
        let names = Set(reference.defaults.header_sets.values.flatMap(\.keys)).sorted()
        var wrong = names.filter { answer.header($0) != wanted[$0] }
        wrong += ["ETag", "Last-Modified", "X-Powered-By"].filter { answer.header($0) != nil }
        if answer.status == 405, answer.header("Allow") != "GET, HEAD" { wrong.append("Allow") }
        return wrong.map { "\($0): \(answer.header($0) ?? "-")" }
    }

    /// The words of every edition that the identity may not read, and of what nobody may.
    private func hidden(from request: HostileRequest) -> [String] {
        [SamplePortal.secret]
            + SamplePortal.editions.map(\.name).filter { !mayRead("/\($0)/x", request) }
            .map(SamplePortal.word)
    }

    /// Whether the body is that of a public page, or begins with it, or is none.
    private func shows(_ path: String, _ answer: HTTPResponse) -> Bool {
        let page = SamplePortal.contents.first { $0.path == path }?.text ?? ""
        return answer.body.isEmpty || answer.body.starts(with: page.utf8)
    }

    /// Whether two answers are the same but for what the connection is told, and for the body where `HEAD` has none.
    private func isAlike(_ answer: HTTPResponse, _ canonical: HTTPResponse, _ request: HostileRequest) -> Bool
    {
        func rest(_ response: HTTPResponse) -> [String] {
            response.headers.filter { !$0.hasPrefix("connection:") && !$0.hasPrefix("keep-alive:") }
        }
        guard rest(answer) == rest(canonical) else { return false }
        if request.bytes.starts(with: "HEAD".utf8) { return answer.body.isEmpty }
        // Behind the answer to an odd request may come those to the requests that it hides.
        return request.isPlain
            ? answer.body == canonical.body : answer.body.starts(with: canonical.body) || answer.body.isEmpty
    }
}
