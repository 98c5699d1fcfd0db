import Foundation

/// Who may read what, decided from the text of `access.json` alone.
///
/// The second implementation of the decision: it shares no line with the program, only the description of the format.
struct Reference: Decodable {
    struct Snapshot: Decodable {
        let as_of: String
    }

    struct Site: Decodable {
        let realm: String
    }

    struct Defaults: Decodable {
        let effect: String
        let methods: [String]
        let header_sets: [String: [String: String]]
    }

    struct Principals: Decodable {
        let users: [User]
    }

    struct User: Decodable {
        let name: String
        let groups: [String]
        let valid_from: String?
        let valid_until: String?
    }

    struct Rule: Decodable {
        let id: String
        let prefix: String?
        let exact: String?
        let serves: String?
        let `public`: Bool?
        let groups: [String]?
        let host: String?
        let networks: [String]?
    }

    /// A line of `files.jsonl`.
    struct File: Decodable {
        let path: String
        let headers: String
        let sha256: String
        let bytes: Int
        let media_type: String
    }

    let site: Site
    let snapshot: Snapshot
    let defaults: Defaults
    let principals: Principals
    let rules: [Rule]

    /// Reads the manifest.
    init(manifest: [UInt8]) throws { self = try JSONDecoder().decode(Self.self, from: Data(manifest)) }

    /// Reads the list of files.
    static func files(_ lines: [UInt8]) throws -> [File] {
        try lines.split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(File.self, from: Data($0))
        }
    }

    /// The rule that lets somebody, whose password was right, read a normalised path; nil where none does.
    func rule(lets user: String?, read path: String, onHost host: String, from address: String) -> Rule? {
        rules.first { rule in
            let covers = rule.exact == path || rule.prefix.map(path.hasPrefix) == true
            return covers && admits(user, to: rule, onHost: host, from: address)
        }
    }

    private func admits(_ user: String?, to rule: Rule, onHost host: String, from address: String) -> Bool {
        if rule.public == true { return true }
        if let own = rule.host, own != host { return false }
        if let networks = rule.networks, !networks.contains(where: { Self.range($0, holds: address) }) {
            return false
        }
        guard let user = principals.users.first(where: { $0.name == user }),
            user.valid_from.map({ $0 <= snapshot.as_of }) ?? true,
            user.valid_until.map({ $0 >= snapshot.as_of }) ?? true
        else { return false }
        return !Set(user.groups).isDisjoint(with: rule.groups ?? [])
    }

    /// Whether a range of addresses holds one; in no range of the sixth version is one of the fourth.
    private static func range(_ range: String, holds address: String) -> Bool {
        let parts = range.split(separator: "/")
        guard let base = number(String(parts[0])), let asked = number(address), let bits = UInt32(parts[1])
        else { return false }
        return bits == 0 || base >> (32 - bits) == asked >> (32 - bits)
    }

    private static func number(_ address: String) -> UInt32? {
        let bytes = address.split(separator: ".").compactMap { UInt8($0) }
        return bytes.count == 4 ? bytes.reduce(0) { $0 << 8 | UInt32($1) } : nil
    }
}
