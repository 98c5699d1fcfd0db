internal import YAML

/// What `audit:` of `vitrine.yaml` says.
struct AuditSettings: Hashable, Sendable {
    /// Values that may stand on anybody's page.
    var allowed: [String] = []
    /// Whether a client's own texts may name what is another's.
    var allowsMentions = false

    init() {}

    /// Reads the mapping; mistakes are reported to it.
    init(_ mapping: YAMLMapping) {
        allowsMentions = mapping.choice("mentions", of: ["refuse", "allow"]) == "allow"
        for entry in mapping.mappings("allow") {
            if let value = entry.string("value", required: true) { allowed.append(value) }
            _ = entry.string("reason", required: true)
        }
    }
}
