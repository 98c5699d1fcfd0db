import Access

/// Editions that `Manifest.problems` would refuse, and a server's language might take for something else.
enum HostileEdition {
    static let all: [Manifest.Edition] =
        ["a\"b", "a'b", "a\nb", "${x}", "a*", "a>", "..", "a/b", "", "A", "a b", "a\\b"]
        .map { Manifest.Edition(name: $0) }
        + ["10.0.0.0/8' || '' == '", "10.0.0.1/8", "all", "", "10.0.0.0/8\" {"]
        .map { Manifest.Edition(name: "acme", networks: [$0]) }
        + ["a.example' || '' == '", "a b", "", "*.example.org", "A.example", "a.example\" {", "a\nb"]
        .map { Manifest.Edition(name: "acme", host: $0) }
}
