extension HTMLContext {
    /// The context after branches that ended in `first` and `second`; nil where nothing that follows could suit both.
    static func joining(_ first: HTMLContext, _ second: HTMLContext) -> HTMLContext? {
        if first == second { return first }
        if first.isInTag, second.isInTag { return joiningTags(first, second) }
        var (left, right) = (first, second)
        guard left.url != .none, right.url != .none else { return nil }
        let part = joining(left.url, right.url)
        (left.url, right.url) = (part, part)
        (left.scheme, right.scheme) = (Word(), Word())
        (left.match, right.match) = (0, 0)
        return left == right ? left : nil
    }

    /// Where the body of a loop begins: it follows what stands before the loop, and itself.
    var atLoop: HTMLContext {
        guard isInTag else { return self }
        var copy = self
        copy.state = .joint
        copy.attribute = Word()
        return copy
    }

    private var isInTag: Bool {
        switch state {
        case .tagName, .inTag, .attributeName, .afterName, .afterValue, .joint: true
        default: false
        }
    }

    private static func joiningTags(_ first: HTMLContext, _ second: HTMLContext) -> HTMLContext? {
        var (left, right) = (first.atLoop, second.atLoop)
        let hasEquivalent = left.hasEquivalent || right.hasEquivalent
        let hasContentValue = left.hasContentValue || right.hasContentValue
        (left.hasEquivalent, right.hasEquivalent) = (hasEquivalent, hasEquivalent)
        (left.hasContentValue, right.hasContentValue) = (hasContentValue, hasContentValue)
        guard left == right else { return nil }
        let isClear = [first.state, second.state].allSatisfy { $0 == .inTag || $0 == .afterValue }
        if isClear { left.state = .inTag }
        return left
    }

    private static func joining(_ first: URLPart, _ second: URLPart) -> URLPart {
        let parts = [first, second]
        if parts.allSatisfy({ [.path, .query, .fragment].contains($0) }) { return .query }
        if parts.allSatisfy({ [.path, .query, .fragment, .afterValue].contains($0) }) { return .afterValue }
        return .unknown
    }
}
