import Access
import TestSupport

/// Everything that one server is asked, and what was wrong with its answers.
final class Matrix {
    let server: SampleServer
    let judge: Judge
    private(set) var count = 0
    private(set) var problems: [Problem] = []

    init(_ server: SampleServer) throws {
        self.server = server
        judge = try Judge(server)
    }

    var layout: SamplePortal.Layout { server.layout }

    /// What was found, of each claim the first few.
    var report: String {
        let groups = Dictionary(grouping: problems, by: \.claim.rawValue).sorted { $0.key < $1.key }
        return groups.map { claim, found in
            "\(found.count) × \(claim)\n" + found.prefix(12).map { "  \($0)\n" }.joined()
        }.joined()
    }

    /// Adds what the judge found beyond what every request is asked.
    func add(_ found: [Problem]) {
        problems += found.filter { !Allowance.excuses($0, judge) }
    }

    /// Adds what a part of the matrix has found by itself.
    func report(
        _ claim: Problem.Claim, _ request: HostileRequest, _ answer: HTTPResponse, _ detail: String
    ) {
        let problem = Problem(claim: claim, request: request, answer: answer, detail: detail)
        if !Allowance.excuses(problem, judge) { problems.append(problem) }
    }

    /// Sends a request, and its twin where it has one; the answer.
    ///
    /// What may leave the connection open is waited for shortly, and again for long where something seems wrong.
    @discardableResult
    func ask(_ request: HostileRequest, closes: Bool = true) throws -> HTTPResponse {
        count += request.twin == nil ? 1 : 2
        var (answer, found) = try judged(request, patienceMilliseconds: closes ? 20_000 : 200)
        if !closes, !found.isEmpty {
            (answer, found) = try judged(request, patienceMilliseconds: 3_000)
        }
        problems += found
        return answer
    }

    private func judged(
        _ request: HostileRequest, patienceMilliseconds: Int
    ) throws -> (HTTPResponse, [Problem]) {
        let answers = try server.send(
            [request.bytes] + [request.twin].compactMap(\.self), patienceMilliseconds: patienceMilliseconds)
        let found = judge.problems(request, answers[0])
        guard answers.count > 1 else { return (answers[0], found) }
        return (answers[0], found + judge.problems(request, answers[0], twin: answers[1]))
    }

    /// A GET on the host where a path belongs.
    func ask(
        _ target: String, of edition: String, by identity: Identity,
        change: (inout RequestParts) -> Void = { _ in }
    ) throws -> HTTPResponse {
        let host = layout.host(of: edition)
        var parts = RequestParts(target, host: host, by: identity)
        change(&parts)
        return try ask(HostileRequest(parts, of: [host], by: identity))
    }

    /// A request for something in an edition, and the same for an edition that does not exist where the identity may
    /// not read it.
    func askAlsoOfNothing(
        of edition: String, by identity: Identity, isPlain: Bool = true,
        _ make: (_ edition: String) -> RequestParts
    ) throws {
        try askAlsoOfNothing(of: edition, by: identity, isPlain: isPlain) { make($0).bytes }
    }

    /// The same of bytes.
    func askAlsoOfNothing(
        of edition: String, by identity: Identity, isPlain: Bool = false, closes: Bool = true,
        _ make: (_ edition: String) -> [UInt8]
    ) throws {
        var request = HostileRequest(
            make(edition), of: [layout.host(of: edition)], by: identity, isPlain: isPlain)
        if !judge.mayRead("/\(edition)/x", request) { request.twin = make(edition.dropLast() + "q") }
        try ask(request, closes: closes)
    }

    /// Reports what the manifest says otherwise of a plain GET.
    func expect(
        _ file: Reference.File?, at path: String, of edition: String, by identity: Identity
    ) throws {
        let host = layout.host(of: edition)
        let request = HostileRequest(
            RequestParts(path, host: host, by: identity), of: [host], by: identity)
        let normal = path.hasSuffix("/index.html") ? path : file?.path ?? path
        let answer = try ask(request)
        add(judge.problems(expecting: file, at: normal, request, answer))
    }
}
