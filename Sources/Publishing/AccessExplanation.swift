internal import Access
internal import Diagnostics
internal import Files

/// Why somebody may read a path or not: by the manifest, by the servers' files, and by the rows behind them.
public struct AccessExplanation: Sendable {
    /// What the manifest says.
    public let isAllowed: Bool
    /// Each a clause, from the manifest to the rows.
    public let reasons: [String]

    /// Explains a request to what is published below `root`.
    ///
    /// - Parameters:
    ///   - user: somebody whose password was right; nil for nobody.
    ///   - path: as a browser asks for it, `/acme/index.html`.
    ///   - address: where the request comes from; nil where that is not asked.
    ///   - host: the host that it names; nil where that is not asked.
    ///   - sight: the database as it is now; nil where there is none here.
    public init(
        user: String?, path: String, address: String? = nil, host: String? = nil, root: String,
        sight: PortalSight? = nil
    ) throws {
        let manifest = try PortalVerification.manifest(of: root)
        guard Self.isPlain(path) else {
            isAllowed = false
            reasons = [
                "no path is published that is spelled so, and no rule covers it: ask for the one that a server makes of it"
            ]
            return
        }
        let decision = manifest.decide(user: user, urlPath: path, address: address, host: host)
        isAllowed = decision.isAllowed
        var reasons = [Self.clause(for: decision, manifest: manifest, user: user, path: path)]
        let wanted = path.hasSuffix("/") ? path + "index.html" : path
        let file = try PortalVerification.files(of: root).first { $0.urlPath == wanted }
        reasons.append(
            file.map(Self.clause)
                ?? "no such file is published")
        if let rule = manifest.rule(for: path), case .groups = rule.readers {
            if rule.isSecondFactorRequired {
                reasons.append("the rule `\(rule.id)` asks for a second factor beside the password")
            }
            reasons += try Self.lines(of: rule, user: user, root: root)
            if let sight, let user { reasons += Self.rows(user: user, rule: rule, file: file, sight) }
        }
        self.reasons = reasons
    }

    /// Whether a path is spelled as those that are published, or is a folder of such with its slash.
    private static func isPlain(_ path: String) -> Bool {
        let rest = path.dropFirst()
        return rest.isEmpty || RelativePath(String(rest.hasSuffix("/") ? rest.dropLast() : rest)) != nil
    }

    private static func clause(for file: PublishedFile) -> String {
        let terms = [
            file.classification.map(\.rawValue), file.expiresOn.map { "gone on \($0)" },
            file.retainUntil.map { "to be kept until \($0)" },
        ]
        let all = ["\(file.size) bytes", file.mediaType] + terms.compactMap(\.self)
        return "the file is published: " + all.joined(separator: ", ")
    }

    private static func clause(
        for decision: Decision, manifest: Manifest, user: String?, path: String
    ) -> String {
        let rule = manifest.rule(for: path)
        let name = rule.map { "the rule `\($0.id)`" } ?? ""
        let found = manifest.users.first { $0.name == user }
        return switch decision {
        case .allowedToEveryone(let rule): "the rule `\(rule)` lets everybody read it"
        case .allowed(let rule, let group):
            "the rule `\(rule)` lets the group `\(group)` read it, and \(user ?? "") belongs to it"
        case .denied(.noRule): "no rule covers the path, and what no rule covers is refused"
        case .denied(.needsPassword): "\(name) is for readers with a password"
        case .denied(.unknownUser): "the manifest knows no user `\(user ?? "")`"
        case .denied(.outsideValidity):
            "the time of \(user ?? "") is from \(found?.validFrom ?? "ever") to \(found?.validUntil ?? "ever"), and it is \(manifest.snapshot.asOf)"
        case .denied(.notAReader):
            "\(name) does not name any of \(user ?? "")'s groups: \(found?.groups.joined(separator: ", ") ?? "")"
        case .denied(.outsideNetworks): "\(name) is for \(rule?.networks.joined(separator: ", ") ?? "") alone"
        case .denied(.otherHost): "\(name) is for the host \(rule?.host ?? "") alone"
        }
    }

    /// Where the password file and each server's file speak of an edition.
    private static func lines(of rule: AccessRule, user: String?, root: String) throws -> [String] {
        var result: [String] = []
        let name = "credentials/\(rule.id).htpasswd"
        let passwords = (try FileSystem.text(root + "/access/" + name) ?? "").split(separator: "\n")
        if let user {
            let line = passwords.firstIndex { $0.hasPrefix(user + ":") }
            result.append(
                line.map { "\(name):\($0 + 1) lets \(user) in" } ?? "\(name) has no line for \(user)")
        }
        let servers = root + "/access/servers"
        guard FileSystem.kind(servers) == .folder else { return result }
        for entry in try Folder(path: servers).entries() where entry.name.hasPrefix("access.") {
            let text = try FileSystem.text(servers + "/" + entry.name) ?? ""
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() where names(line, rule.id) {
                // Hashes stand in some servers' files.
                let shown = line.firstRange(of: "$2y$").map { line[..<$0.lowerBound] + "…" } ?? line
                result.append("servers/\(entry.name):\(index + 1): \(shown.trimmed)")
                break
            }
        }
        return result
    }

    /// Whether a line holds the edition's name and not a longer one.
    private static func names(_ line: Substring, _ edition: String) -> Bool {
        line.ranges(of: edition).contains { range in
            let before = range.lowerBound > line.startIndex ? line[line.index(before: range.lowerBound)] : " "
            let after = range.upperBound < line.endIndex ? line[range.upperBound] : " "
            return ![before, after].contains { $0.isLetter || $0.isNumber || "-._".contains($0) }
        }
    }

    /// What the database says of the record behind a file, or of the client where a file is of no record.
    private static func rows(
        user: String, rule: AccessRule, file: PublishedFile?, _ sight: PortalSight
    ) -> [String] {
        let words = file?.record?.split(separator: " ", maxSplits: 1).map(String.init) ?? []
        let client = String(rule.id.prefix { $0 != "." })
        let (table, code) = words.count == 2 ? (words[0], "\(client)/\(words[1])") : ("clients", client)
        do {
            let found = try sight.explanation(of: user, seeing: code, in: table)
            return [
                "by the rows of today, \(user) \(found.isSeen ? "sees" : "does not see") \(table) \(code)"
            ]
                + found.reasons
        } catch {
            return ["the rows of today say nothing: " + error.all.map(\.message).joined(separator: "; ")]
        }
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
        while rest.last?.isWhitespace == true { rest = rest.dropLast() }
        return rest
    }
}
