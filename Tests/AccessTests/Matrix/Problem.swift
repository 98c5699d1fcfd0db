import Access
import TestSupport

/// What is wrong with one answer.
struct Problem: CustomStringConvertible {
    /// What is claimed of every answer.
    enum Claim: String {
        /// Nothing of an edition that its reader may not read.
        case noLeak
        /// Whoever may read something is given it.
        case noDenial
        /// Who may not read something is told no more than that something is refused.
        case refusedAlike
        /// What is missing where one may read is answered always alike.
        case missingAlike
        /// What exists and what does not are answered alike where one may not read.
        case twinsAlike
        /// All headers of the class once, and none of another class.
        case headers
        /// The bytes that were published, with their media type.
        case content
        /// No status that the request does not call for.
        case status
    }

    let claim: Claim
    let request: HostileRequest
    let answer: HTTPResponse
    let detail: String

    var description: String {
        "\(claim.rawValue): \(request.line) → \(answer.status)\(detail.isEmpty ? "" : ": \(detail)")"
    }
}

/// What one server does otherwise, and why that is no harm. No leak and no difference between what exists and what
/// does not is ever excused.
struct Allowance {
    let server: WebServer
    let claim: Problem.Claim
    let reason: String
    let applies: @Sendable (Judge, HostileRequest, HTTPResponse) -> Bool

    static func excuses(_ problem: Problem, _ judge: Judge) -> Bool {
        guard problem.claim != .noLeak, problem.claim != .twinsAlike else { return false }
        return all.contains {
            $0.server == judge.kind && $0.claim == problem.claim
                && $0.applies(judge, problem.request, problem.answer)
        }
    }

    static let all: [Allowance] =
        [WebServer.caddy, .caddy26].flatMap(ofCaddy) + [
            Allowance(
                server: .lighttpd, claim: .status,
                reason: "it does not know every method, and says so before any configuration is asked"
            ) { $2.status == 501 && !$1.isRead },
            Allowance(
                server: .lighttpd, claim: .status,
                reason: "it refuses a body without a length before any configuration is asked"
            ) { $2.status == 411 && !$1.isRead },
            Allowance(
                server: .lighttpd, claim: .content,
                reason:
                    "its 416 cannot be given headers, so a part that a file may not have is answered by the whole"
            ) { $2.status == 200 && $1.has("Range: bytes=7-18") },
            Allowance(
                server: .lighttpd, claim: .status,
                reason:
                    "it refuses a symlink after it has asked for a password, so only its edition's readers are told"
            ) { $2.status == 403 && $1.has("/acme/link") && $0.mayRead("/acme/x", $1) },
            Allowance(
                server: .lighttpd, claim: .missingAlike, reason: "as above"
            ) { $2.status == 403 && $1.has("/acme/link") && $0.mayRead("/acme/x", $1) },
            Allowance(
                server: .nginx, claim: .status,
                reason:
                    "`If-None-Match: *` asks whether anything is there, and nginx cannot be told to ignore it"
            ) { $2.status == 304 && $1.has("If-None-Match: *") },
            Allowance(
                server: .nginx, claim: .headers,
                reason:
                    "the class is chosen before the range is looked at: 416 has the headers of what was asked for"
            ) { judge, _, answer in answer.status == 416 && judge.isOfSomeClass(answer) },
        ]
}

extension Allowance {
    private static func ofCaddy(_ server: WebServer) -> [Allowance] {
        [
            Allowance(
                server: server, claim: .headers,
                reason: "what is no HTTP is refused by Go's server, before any configuration is asked"
            ) { $2.status == 400 },
            Allowance(
                server: server, claim: .headers,
                reason:
                    "the class is chosen before the range is looked at: 416 has the headers of what was asked for"
            ) { judge, _, answer in answer.status == 416 && judge.isOfSomeClass(answer) },
            Allowance(
                server: server, claim: .noDenial,
                reason: "a client's host is looked up as it is spelled, and browsers spell it in lower case"
            ) { judge, request, answer in
                let text = String(decoding: request.bytes, as: UTF8.self)
                return answer.status == 401
                    && text
                        != text.replacing(/[A-Za-z.-]*portal.example.org/.ignoresCase()) {
                            $0.output.lowercased()
                        }
            },
        ]
    }
}

extension HostileRequest {
    /// Whether it is by a method that is allowed.
    var isRead: Bool { bytes.starts(with: "GET ".utf8) || bytes.starts(with: "HEAD ".utf8) }

    /// Whether a text is in it, of any case.
    func has(_ text: String) -> Bool {
        String(decoding: bytes, as: UTF8.self).lowercased().contains(text.lowercased())
    }
}
