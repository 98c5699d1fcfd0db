extension HTMLContext {
    /// The context after branches that ended in `first` and `second`; nil where nothing that follows could suit both.
    static func joining(_ first: HTMLContext, _ second: HTMLContext) -> HTMLContext? {
        var (left, right) = (first, second)
        let hasEquivalent = left.hasEquivalent || right.hasEquivalent
        let hasContentValue = left.hasContentValue || right.hasContentValue
        (left.hasEquivalent, right.hasEquivalent) = (hasEquivalent, hasEquivalent)
        (left.hasContentValue, right.hasContentValue) = (hasContentValue, hasContentValue)
        let isInReference = left.isInReference || right.isInReference
        (left.isInReference, right.isInReference) = (isInReference, isInReference)
        let script = ScriptContext.joining(left.script, right.script)
        (left.script, right.script) = (script, script)
        let style = StyleContext.joining(left.style, right.style)
        (left.style, right.style) = (style, style)
        if style.token == .lost { (left.url, right.url) = (.none, .none) }
        if left == right { return left }
        if left.isInTag, right.isInTag { return joiningTags(left, right) }
        guard left.url != .none, right.url != .none else { return nil }
        let part = joining(left.url, right.url)
        (left.url, right.url) = (part, part)
        (left.scheme, right.scheme) = (Word(), Word())
        return left == right ? left : nil
    }

    /// Where the body of a loop begins: it follows what stands before the loop, and itself.
    var atLoop: HTMLContext {
        var copy = self
        if state == .doubleQuoted || state == .singleQuoted, element == "meta", attribute == "content" {
            copy.hasContentValue = true
        }
        copy.style = style.atLoop
        guard isInTag else { return copy }
        if isTypeWithoutValue { copy.hasType = true }
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
        guard left == right else { return nil }
        let isClear = [first.state, second.state].allSatisfy { $0 == .inTag || $0 == .afterValue }
        if isClear { left.state = .inTag }
        return left
    }

    private static func joining(_ first: URLPart, _ second: URLPart) -> URLPart {
        let parts = [first, second]
        if parts.allSatisfy({ [.path, .query, .fragment].contains($0) }) { return .query }
        if parts.allSatisfy({ [.path, .query, .fragment, .afterValue].contains($0) }) { return .afterValue }
        return parts.contains { $0 == .afterValue || $0 == .mixed } ? .mixed : .unknown
    }
}
