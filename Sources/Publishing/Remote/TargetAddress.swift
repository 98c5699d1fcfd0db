internal import Access
internal import Files

/// Where something is brought to: a folder of another machine, or of this one.
///
/// No part of it needs quoting in any shell.
public struct TargetAddress: Hashable, Sendable, CustomStringConvertible {
    /// As ssh is told of it.
    struct Host: Hashable {
        let user: String?
        let name: String
        let port: Int?
    }

    /// Nil for this machine.
    let host: Host?
    /// Absolute, without a slash at its end.
    let path: String
    /// As it was written.
    public let description: String

    /// Reads `ssh://[user@]host[:port]/folder`, or the absolute path of a folder here.
    ///
    /// - Throws: `TargetError.noAddress` with what is wrong, as a clause.
    public init(_ text: String) throws(TargetError) {
        description = text
        let scheme = "ssh://"
        guard text.hasPrefix(scheme) else {
            guard text.hasPrefix("/") else {
                throw .noAddress(text, "it is neither `ssh://host/folder` nor an absolute path")
            }
            host = nil
            path = try Self.folder(text[...], in: text)
            return
        }
        let rest = text.dropFirst(scheme.count)
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        path = try Self.folder(rest[slash...], in: text)
        var authority = rest[..<slash]
        var user: String?
        if let sign = authority.firstIndex(of: "@") {
            user = String(authority[..<sign])
            authority = authority[authority.index(after: sign)...]
        }
        let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let port = parts.count == 2 ? WebAddress.port(parts[1]) : nil
        guard HostName.isValid(String(parts[0])), parts.count == 1 || port != nil else {
            throw .noAddress(text, "`\(authority)` is no host, nor one with a port")
        }
        if let user, !Self.isName(user) { throw .noAddress(text, "`\(user)` is no user") }
        host = Host(user: user, name: String(parts[0]), port: port)
    }

    private static func folder(_ path: Substring, in text: String) throws(TargetError) -> String {
        let trimmed = path.hasSuffix("/") ? path.dropLast() : path
        guard trimmed.hasPrefix("/"), trimmed.count > 1, FileSystem.isContained(String(trimmed.dropFirst())),
            trimmed.utf8.allSatisfy({ isPlain($0) || $0 == UInt8(ascii: "/") }),
            !trimmed.contains("/-")
        else {
            throw .noAddress(
                text, "its folder is no absolute path of letters, digits, `-`, `_`, `.` and `/`")
        }
        return String(trimmed)
    }

    private static func isName(_ user: String) -> Bool {
        !user.isEmpty && user.utf8.count <= 32 && user.first != "-" && user.utf8.allSatisfy(isPlain)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}

/// Why something was not brought to a target, or fetched from it.
public enum TargetError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A text that names no target, and why, as a clause.
    case noAddress(String, String)
    /// A program did not do its work: what it was to do, how it ended, and the end of what it said.
    case failed(String, code: Int32, said: String)
    /// The target answered with what is none of ours.
    case noAnswer(String)
    /// It holds what is not known here.
    case unknownThere(String)
    /// It holds what was built later.
    case newerThere(String)
    /// Editions whose pages are needed and not here.
    case missingHere([String])
    /// Nothing whole is published here.
    case nothingHere
    /// Something else was brought there meanwhile, or is not what was fetched from there.
    case moved
    /// The state here was changed since it was brought or fetched.
    case changedHere
    /// There is no state to bring or fetch.
    case noState

    /// Whether a guard of ours refused, so that nothing was tried.
    public var isRefusal: Bool {
        switch self {
        case .unknownThere, .newerThere, .missingHere, .nothingHere, .moved, .changedHere, .noState: true
        case .noAddress, .failed, .noAnswer: false
        }
    }

    /// What happened, as a clause.
    public var description: String {
        switch self {
        case .noAddress(let text, let reason): "`\(text)` is no target: \(reason)"
        case .failed(let what, let code, _): "\(what) failed with exit code \(code)"
        case .noAnswer(let what): "\(what) was answered with what is none of ours"
        case .unknownThere(let id):
            "the target has `\(id)`, of which this portal knows nothing; `vitrine state pull` brings what is known of it, "
                + "`--first` publishes all the same"
        case .newerThere(let id): "the target has `\(id)`, which was built later"
        case .missingHere(let names):
            "output/site has not all of \(names.joined(separator: ", ")); build and publish here first"
        case .moved:
            "what is there is not what was fetched from there: somebody else has brought something newer"
        case .changedHere:
            "the state here has changed since it was brought or fetched; `vitrine state push` brings it, or remove output/state"
        case .noState: "there is no state"
        case .nothingHere: "nothing whole is published here; `vitrine build --publish` does it"
        }
    }
}
