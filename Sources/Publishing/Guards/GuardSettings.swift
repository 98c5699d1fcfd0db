internal import YAML

/// What `guards:` of `vitrine.yaml` says.
struct GuardSettings: Hashable, Sendable {
    /// How much of an edition's records or pages may be gone, in per cent.
    var shrinkPercent = 50
    /// Fewer than these are never too many.
    var shrinkLeast = 10
    /// How old a source may be; nil where it does not matter.
    var maxAge: SourceAge?

    init() {}

    /// Reads the mapping; mistakes are reported to it.
    init(_ mapping: YAMLMapping) {
        if let percent = mapping.int("shrink_percent", in: 0...100) { shrinkPercent = percent }
        if let least = mapping.int("shrink_least", in: 1...1_000_000) { shrinkLeast = least }
        guard let text = mapping.string("max_age") else { return }
        maxAge = SourceAge(text)
        if maxAge == nil { mapping.report("`max_age` is no \(SourceAge.format)", at: "max_age") }
    }
}

/// How long ago a source was read at most.
public struct SourceAge: Hashable, Sendable {
    /// At least one.
    public let minutes: Int

    /// What `init` reads, in words.
    public static let format = "number of days, hours or minutes such as `7d`, `36h` or `90m`"

    /// Reads a number with its unit; nil where it is none.
    public init?(_ text: String) {
        guard let unit = text.last, let factor = ["m": 1, "h": 60, "d": 1440][unit],
            text.dropLast().allSatisfy(\.isNumber), let number = Int(text.dropLast()),
            (1...100_000).contains(number)
        else { return nil }
        minutes = number * factor
    }
}
