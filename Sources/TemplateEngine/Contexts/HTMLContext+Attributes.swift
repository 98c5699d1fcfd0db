/// Attribute values: the parts of URLs, and what says which language a script is in.
extension HTMLContext {
    mutating func beginValue() throws(ContextError) {
        url = isURL ? .start : .none
        scheme = Word()
        isInReference = false
        typeValue = Word()
        style = StyleContext(isAttribute: true)
        if attribute == "http-equiv" { hasEquivalent = true }
    }

    mutating func endValue() {
        if element == "script", attribute == "type", !hasType {
            // A second `type` counts for nothing.
            hasType = true
            language = Self.languages.first { $0.types.contains(typeValue) }?.language ?? .none
        }
        state = .afterValue
        url = .none
        scheme = Word()
        typeValue = Word()
        attribute = Word()
        isInReference = false
        style = StyleContext(isAttribute: false)
    }

    private static let languages: [(language: Language, types: [Word])] = [
        (.script, ["", "module", "text/javascript", "application/javascript", "text/ecmascript"]),
        (.json, ["application/json", "application/ld+json"]),
    ]

    mutating func value(_ byte: UInt8) throws(ContextError) {
        if element == "script", attribute == "type" { typeValue.append(byte) }
        if attribute == "style" {
            // What a character reference stands for is not read.
            if byte == 38 { style.lose() }
            try readStyle(byte)
        } else if url != .none {
            try readURL(byte)
        }
    }

    mutating func readURL(_ byte: UInt8) throws(ContextError) {
        if isSourceSet, byte == 44 || isSpace(byte) {
            url = byte == 44 ? .start : url == .start ? .start : .size
            scheme = Word()
            return
        }
        let isReference = isInReference
        isInReference = byte == 38
        switch (url, byte) {
        case (.start, 0...32): break
        case (.start, 47), (.start, 92), (.afterValue, 47), (.afterValue, 92):
            // Browsers take a backslash for a slash.
            if isLocal { url = .rooted } else if byte == 47 { url = .path }
        case (.rooted, _), (.authority, _), (.host, _): readHost(byte)
        case (.scheme, 47), (.start, 46): url = .path
        case (.start, 63), (.scheme, 63), (.afterValue, 63), (.path, 63): url = .query
        case (.start, 35), (.scheme, 35), (.path, 35), (.query, 35), (.afterValue, 35):
            if isReference, url == .afterValue { throw Self.reference }
            if !isReference { url = .fragment }
        case (.start, 38), (.scheme, 38): url = .opaque
        case (.start, 58): url = .opaque
        case (.start, _), (.scheme, _): try readScheme(byte)
        case (.mixed, 47), (.mixed, 63): url = .unknown
        case (.mixed, 35) where !isReference: url = .unknown
        case (.afterValue, 58), (.mixed, 58):
            throw ContextError(
                message: "a `:` after a value would make it a URL's scheme",
                hint: "write the scheme as text, as in `https://{{ host }}/`")
        case (.afterValue, 99), (.mixed, 99), (.mixed, 35):
            // `&colon;` and `&#58;` are a `:`.
            if isReference { throw Self.reference }
        default: break
        }
        if url != .scheme { scheme = Word() }
    }

    private mutating func readScheme(_ byte: UInt8) throws(ContextError) {
        if byte == 58 {
            url = !Self.safeSchemes.contains(scheme) ? .opaque : isLocal ? .authority : .path
        } else {
            url = .scheme
            scheme.append(byte)
        }
    }

    /// In a URL that must not lead to another host.
    private mutating func readHost(_ byte: UInt8) {
        switch (url, byte) {
        case (_, 9), (_, 10), (_, 13): break
        case (_, 38): url = .opaque
        case (_, 63): url = .query
        case (_, 35): url = .fragment
        case (.rooted, 47), (.rooted, 92): url = .authority
        case (.rooted, _): url = .path
        case (.authority, 47), (.authority, 92): break
        case (.authority, _): url = .host
        case (.host, 47), (.host, 92): url = .path
        default: break
        }
    }

    private static var reference: ContextError {
        ContextError(
            message: "a character reference after a value, which might make it a URL's scheme",
            hint: "write the scheme as text, as in `https://{{ host }}/`")
    }

    private static let safeSchemes: [Word] = ["http", "https", "mailto", "tel"]
}
