internal import Files
internal import JSON

extension Manifest {
    /// Reads what `json()` wrote.
    ///
    /// - Throws: `JSONError` for text that is no JSON, `ManifestError` for JSON that is no manifest of this version.
    public init(reading bytes: [UInt8]) throws {
        let root = ManifestMember(value: try JSONReader.read(bytes), path: "$")
        let version = try root["version"].int
        guard version == Self.version else {
            throw ManifestError(path: "$.version", problem: "is \(version), not 1")
        }
        let (site, principals) = (try root["site"], try root["principals"])
        self.init(
            baseURL: try site["base_url"].string, realm: try site["realm"].string,
            snapshot: try AccessSnapshot(root["snapshot"]),
            groups: try principals["groups"].items.map { group in
                guard let kind = Group.Kind(rawValue: try group["kind"].string) else {
                    throw group.error("is of no known kind")
                }
                return Group(id: try group["id"].string, kind: kind)
            },
            users: try principals["users"].items.map { try AccessUser($0) },
            rules: try root["rules"].items.map { try AccessRule($0) })
        guard try root["defaults"]["effect"].string == "deny" else {
            throw ManifestError(path: "$.defaults.effect", problem: "is not `deny`")
        }
    }
}

/// What of a JSON document is not as a manifest has it.
public struct ManifestError: Error, Hashable, Sendable, CustomStringConvertible {
    /// `$.rules[3].prefix`
    public let path: String
    /// A clause.
    public let problem: String

    /// `$.rules[3].prefix is no string`
    public var description: String { "\(path) \(problem)" }
}

extension AccessSnapshot {
    fileprivate init(_ json: ManifestMember) throws {
        guard let digest = Digest(hex: try json["files_sha256"].string) else {
            throw try json["files_sha256"].error("is no SHA-256 digest")
        }
        self.init(
            id: try json["id"].string, asOf: try json["as_of"].string, builtAt: try json["built_at"].string,
            previous: try json["previous"].optionalString, notAfter: try json["not_after"].optionalString,
            filesDigest: digest, generator: try json["generator"].string)
    }
}

extension AccessUser {
    fileprivate init(_ json: ManifestMember) throws {
        self.init(
            name: try json["name"].string, groups: try json["groups"].strings, home: try json["home"].string,
            validFrom: try json["valid_from"].optionalString,
            validUntil: try json["valid_until"].optionalString)
    }
}

extension AccessRule {
    fileprivate init(_ json: ManifestMember) throws {
        let scope: Scope =
            if let prefix = json.optional("prefix") { .prefix(try prefix.string) } else {
                .exact(try json["exact"].string, serves: try json["serves"].string)
            }
        let readers: Readers =
            if let groups = json.optional("groups") { .groups(try groups.strings) } else { .everyone }
        if case .everyone = readers, try !json["public"].bool { throw json.error("has no readers") }
        let word = try json.optional("groups") == nil ? nil : json["classification"].string
        guard let classification = Classification(rawValue: word ?? "public") else {
            throw try json["classification"].error("is of no known kind")
        }
        self.init(
            id: try json["id"].string, scope: scope, readers: readers,
            networks: try json.optional("networks")?.strings ?? [],
            host: try json.optional("host")?.string,
            isSecondFactorRequired: try json.optional("second_factor")?.bool ?? false,
            classification: classification)
    }
}

/// A value in a manifest and where it stands.
private struct ManifestMember {
    let value: JSONValue
    let path: String

    subscript(name: String) -> ManifestMember {
        get throws(ManifestError) {
            guard let member = optional(name) else { throw error("has no `\(name)`") }
            return member
        }
    }

    func optional(_ name: String) -> ManifestMember? {
        value[name].map { ManifestMember(value: $0, path: "\(path).\(name)") }
    }

    var string: String {
        get throws(ManifestError) {
            guard let text = value.string else { throw error("is no string") }
            return text
        }
    }

    var optionalString: String? {
        get throws(ManifestError) { value == .null ? nil : try string }
    }

    var int: Int64 {
        get throws(ManifestError) {
            guard let number = value.int else { throw error("is no whole number") }
            return number
        }
    }

    var bool: Bool {
        get throws(ManifestError) {
            guard let bool = value.bool else { throw error("is neither true nor false") }
            return bool
        }
    }

    var items: [ManifestMember] {
        get throws(ManifestError) {
            guard case .array(let items) = value else { throw error("is no array") }
            return items.enumerated().map { ManifestMember(value: $1, path: "\(path)[\($0)]") }
        }
    }

    var strings: [String] {
        get throws(ManifestError) { try items.map { item throws(ManifestError) in try item.string } }
    }

    func error(_ problem: String) -> ManifestError { ManifestError(path: path, problem: problem) }
}
