/// Attribute values: the parts of URLs, and what says which language a script is in.
extension HTMLContext {
    mutating func beginValue() throws(ContextError) {
        url = isURL ? .start : .none
        scheme = Word()
        match = 0
        typeValue = Word()
        if attribute == "http-equiv" { hasEquivalent = true }
    }

    mutating func endValue() {
        if element == "script", attribute == "type", !hasType {
            // A second `type` counts for nothing.
            hasType = true
            isJSON = typeValue == "application/json" || typeValue == "application/ld+json"
        }
        state = .afterValue
        url = .none
        scheme = Word()
        typeValue = Word()
        attribute = Word()
        match = 0
    }

    mutating func value(_ byte: UInt8) throws(ContextError) {
        if element == "script", attribute == "type" { typeValue.append(byte) }
        guard url != .none else { return }
        if isSourceSet, byte == 44 || isSpace(byte) {
            url = byte == 44 ? .start : url == .start ? .start : .size
            scheme = Word()
            return
        }
        let isEntity = match == 1
        match = byte == 38 ? 1 : 0
        switch (url, byte) {
        case (.start, 0...32): break
        case (.start, 47), (.scheme, 47), (.afterValue, 47), (.start, 46): url = .path
        case (.start, 63), (.scheme, 63), (.afterValue, 63), (.path, 63): url = .query
        case (.start, 35), (.scheme, 35), (.path, 35), (.query, 35), (.afterValue, 35):
            if isEntity, url == .afterValue { throw Self.reference }
            if !isEntity { url = .fragment }
        case (.start, 38), (.scheme, 38): url = .opaque
        case (.start, 58): url = .opaque
        case (.start, _):
            url = .scheme
            scheme.append(byte)
        case (.scheme, 58): url = Self.safeSchemes.contains(scheme) ? .path : .opaque
        case (.scheme, _): scheme.append(byte)
        case (.mixed, 47), (.mixed, 63): url = .unknown
        case (.mixed, 35) where !isEntity: url = .unknown
        case (.afterValue, 58), (.mixed, 58):
            throw ContextError(
                message: "a `:` after a value would make it a URL's scheme",
                hint: "write the scheme as text, as in `https://{{ host }}/`")
        case (.afterValue, 99), (.mixed, 99), (.mixed, 35):
            // `&colon;` and `&#58;` are a `:`.
            if isEntity { throw Self.reference }
        default: break
        }
        if url != .scheme { scheme = Word() }
    }

    private static var reference: ContextError {
        ContextError(
            message: "a character reference after a value, which might make it a URL's scheme",
            hint: "write the scheme as text, as in `https://{{ host }}/`")
    }

    private static let safeSchemes: [Word] = ["http", "https", "mailto", "tel"]
}
