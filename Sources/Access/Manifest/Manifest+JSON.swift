internal import Files
internal import JSON

extension Manifest {
    /// The whole of `access.json`: indented, every member in a fixed order, a line end at the end.
    public func json() -> [UInt8] {
        var json = JSONWriter(indentation: 2)
        json.object {
            $0.member("version") { $0.int(Manifest.version) }
            $0.member("site") { $0.object(writeSite) }
            $0.member("snapshot") { $0.object(writeSnapshot) }
            $0.member("defaults") { $0.object(Self.writeDefaults) }
            $0.member("principals") { $0.object(writePrincipals) }
            $0.member("rules") {
                $0.array(rules) { rule, json in json.object { Self.write(rule, into: &$0) } }
            }
        }
        json.newline()
        return json.bytes
    }

    private func writeSite(_ json: inout JSONWriter) {
        json.member("base_url", baseURL)
        json.member("realm", realm)
        json.member("tls_required") { $0.bool(true) }
    }

    private func writeSnapshot(_ json: inout JSONWriter) {
        json.member("id", snapshot.id)
        json.member("as_of", snapshot.asOf)
        json.member("built_at", snapshot.builtAt)
        json.member("previous", snapshot.previous)
        json.member("not_after", snapshot.notAfter)
        json.member("files_sha256", snapshot.filesDigest.hex)
        json.member("generator", snapshot.generator)
    }

    private static func writeDefaults(_ json: inout JSONWriter) {
        json.member("effect", "deny")
        json.member("methods") { $0.array(["GET", "HEAD"]) { $1.string($0) } }
        json.member("header_sets") {
            $0.object {
                for set in HeaderSet.allCases {
                    $0.member(set.rawValue) {
                        $0.object { json in
                            for header in set.headers { json.member(header.name, header.value) }
                        }
                    }
                }
            }
        }
    }

    private func writePrincipals(_ json: inout JSONWriter) {
        json.member("groups") {
            $0.array(groups) { group, json in
                json.object {
                    $0.member("id", group.id)
                    $0.member("kind", group.kind.rawValue)
                }
            }
        }
        json.member("users") {
            $0.array(users) { user, json in
                json.object {
                    $0.member("name", user.name)
                    $0.member("groups") { $0.array(user.groups) { $1.string($0) } }
                    $0.member("home", user.home)
                    $0.member("valid_from", user.validFrom)
                    $0.member("valid_until", user.validUntil)
                    $0.member("credential", "credentials/\(user.home).htpasswd#\(user.name)")
                }
            }
        }
    }

    private static func write(_ rule: AccessRule, into json: inout JSONWriter) {
        json.member("id", rule.id)
        switch rule.scope {
        case .prefix(let prefix): json.member("prefix", prefix)
        case .exact(let path, let serves):
            json.member("exact", path)
            json.member("serves", serves)
        }
        switch rule.readers {
        case .everyone: json.member("public") { $0.bool(true) }
        case .groups(let groups):
            json.member("groups") { $0.array(groups) { $1.string($0) } }
            json.member("classification", rule.classification.rawValue)
        }
        if let host = rule.host { json.member("host", host) }
        if rule.isSecondFactorRequired { json.member("second_factor") { $0.bool(true) } }
        if !rule.networks.isEmpty { json.member("networks") { $0.array(rule.networks) { $1.string($0) } } }
    }
}

extension JSONWriter {
    fileprivate mutating func object(_ body: (inout JSONWriter) -> Void) {
        beginObject()
        body(&self)
        endObject()
    }

    fileprivate mutating func array<Item>(_ items: [Item], _ body: (Item, inout JSONWriter) -> Void) {
        beginArray()
        for item in items { body(item, &self) }
        endArray()
    }

    fileprivate mutating func member(_ memberName: String, _ body: (inout JSONWriter) -> Void) {
        name(memberName)
        body(&self)
    }

    fileprivate mutating func member(_ memberName: String, _ text: String?) {
        name(memberName)
        string(orNull: text)
    }
}
