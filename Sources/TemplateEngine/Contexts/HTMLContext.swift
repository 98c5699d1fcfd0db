/// Where in an HTML or XML document a template stands: the state of the HTML tokenizer, as far as escaping needs it.
struct HTMLContext: Hashable, Sendable {
    enum State: UInt8 {
        /// Text mode: nothing is escaped.
        case plain
        case text, tagOpen, endTagOpen, tagName, inTag, attributeName, afterName, beforeValue
        /// In a tag, where branches met: an attribute's name may have ended here or not.
        case joint
        case doubleQuoted, singleQuoted, unquoted, afterValue, selfClosing
        case declaration, comment, bogus, instruction, characterData
        /// The content of `title` and `textarea`.
        case escapableText
        /// The content of `script`, `style` and others that are no markup.
        case rawText
    }

    /// The part of a URL that comes next.
    enum URLPart: UInt8 {
        case none, start, scheme, opaque, afterValue, path, query, fragment, size
        /// In a URL that must not lead to another host: behind its first `/`, where a host begins, in a host.
        case rooted, authority, host
        /// Branches met that began the URL in different ways; `mixed` if some with a value.
        case unknown, mixed
    }

    enum JSONString: UInt8 {
        case outside, inside, escaped
    }

    /// What the content of an element that is no markup is written in.
    enum Language: UInt8 {
        case none, script, json, style
    }

    var state: State
    var isXML = false
    /// The open tag, or the element whose content has its own rules.
    var element = Word()
    var isEndTag = false
    var attribute = Word()
    var scheme = Word()
    var url = URLPart.none
    /// How many bytes of `-->`, `]]>` or `</` were read; in comments 3 is `--!`, 4 `<!--`, 5 `<!---`.
    var match: UInt8 = 0
    /// The name behind `</` in raw text.
    var ending = Word()
    /// In a URL, behind a `&`.
    var isInReference = false
    /// In this tag: an `http-equiv`; a value in `content`; a `type`, and what it says of a script's language.
    var hasEquivalent = false
    var hasContentValue = false
    var hasType = false
    var language = Language.none
    var script = ScriptContext()
    var style = StyleContext(isAttribute: false)
    /// In JSON: inside of a string, or behind a backslash in it.
    var jsonString = JSONString.outside
    var typeValue = Word()
    /// The outermost `svg` or `math`, and how deep in such elements this is.
    var foreign = Word()
    var foreignDepth: Int32 = 0
    var isForeign: Bool { foreignDepth > 0 }

    /// Where a template begins.
    init(_ mode: TemplateMode) {
        state = mode == .text ? .plain : .text
        isXML = mode == .xml
    }

    /// Reads text that the author wrote.
    mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(ContextError) {
        guard state != .plain else { return }
        var index = 0
        while index < bytes.count {
            if state == .text {
                while index < bytes.count, bytes[index] != 60 { index += 1 }
                guard index < bytes.count else { return }
                state = .tagOpen
                index += 1
                continue
            }
            do throws(ContextError) {
                try step(bytes[index])
            } catch {
                throw ContextError(message: error.message, hint: error.hint, offset: index)
            }
            index += 1
        }
    }

    private mutating func step(_ byte: UInt8) throws(ContextError) {
        switch state {
        case .plain, .text: break
        case .tagOpen: open(byte)
        case .endTagOpen:
            if isLetter(byte) { beginTag(byte, isEnd: true) } else { state = byte == 62 ? .text : .bogus }
        case .tagName:
            if isSpace(byte) || byte == 47 || byte == 62 {
                try inTag(byte)
            } else if isXML, byte == 58 {
                // The local name decides.
                element = Word()
            } else {
                element.append(byte)
            }
        case .inTag, .afterValue, .selfClosing: try inTag(byte)
        case .joint:
            guard isSpace(byte) || byte == 47 || byte == 62 else {
                throw ContextError(
                    message: "an attribute that begins where another may have ended",
                    hint: "put a space in front of it")
            }
            try inTag(byte)
        case .attributeName:
            if isSpace(byte) {
                state = .afterName
            } else if byte == 61 {
                state = .beforeValue
            } else if byte == 47 || byte == 62 {
                try inTag(byte)
            } else if isXML, byte == 58, attribute != "xml", attribute != "xmlns" {
                attribute = Word()
            } else {
                attribute.append(byte)
            }
        case .afterName: if byte == 61 { state = .beforeValue } else { try inTag(byte) }
        case .beforeValue:
            if isSpace(byte) { break }
            try beginValue()
            state = byte == 34 ? .doubleQuoted : byte == 39 ? .singleQuoted : .unquoted
            if byte == 62 { try closeTag() } else if state == .unquoted { try value(byte) }
        case .doubleQuoted: if byte == 34 { endValue() } else { try value(byte) }
        case .singleQuoted: if byte == 39 { endValue() } else { try value(byte) }
        case .unquoted:
            if isSpace(byte) {
                endValue()
                state = .inTag
            } else if byte == 62 {
                endValue()
                try closeTag()
            } else {
                try value(byte)
            }
        case .declaration, .comment, .bogus, .instruction, .characterData: markup(byte)
        case .escapableText, .rawText: try content(byte)
        }
    }

    // MARK: Tags

    private mutating func open(_ byte: UInt8) {
        switch byte {
        case 33:
            state = .declaration
            match = 0
        case 47: state = .endTagOpen
        case 63: state = isXML ? .instruction : .bogus
        case 60: break
        default: if isLetter(byte) { beginTag(byte, isEnd: false) } else { state = .text }
        }
    }

    private mutating func beginTag(_ byte: UInt8, isEnd: Bool) {
        state = .tagName
        isEndTag = isEnd
        element = Word()
        element.append(byte)
        language = .script
    }

    mutating func inTag(_ byte: UInt8) throws(ContextError) {
        if isTypeWithoutValue, !isSpace(byte) { hasType = true }
        if byte == 62 {
            try closeTag()
        } else if byte == 47 {
            state = .selfClosing
        } else if isSpace(byte) {
            if state != .afterName { state = .inTag }
        } else {
            state = .attributeName
            attribute = Word()
            attribute.append(byte)
        }
    }

    mutating func closeTag() throws(ContextError) {
        let isSelfClosing = state == .selfClosing
        if !isEndTag, element == "script", isXML || isForeign {
            throw ContextError(message: "a script in SVG", hint: "put the script into a file of the theme")
        }
        if hasEquivalent, hasContentValue {
            throw ContextError(
                message: "a value in the `content` of a `meta` with `http-equiv`",
                hint: "write what it says as text, or let the server send it as a header")
        }
        state = .text
        if !isXML, !isSelfClosing { countForeign() }
        let language = language
        self.language = .none
        if !isEndTag {
            if element == "style", isXML || isForeign {
                state = isSelfClosing ? .text : .rawText
            } else if !isXML, !isForeign {
                switch element {
                case "title", "textarea": state = .escapableText
                case "script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext":
                    state = .rawText
                default: break
                }
                if state == .rawText, element == "script" { self.language = language }
                if element == "style" { self.language = .style }
            }
        }
        script = ScriptContext()
        style = StyleContext(isAttribute: false)
        url = .none
        scheme = Word()
        if state == .text { element = Word() }
        attribute = Word()
        isEndTag = false
        hasEquivalent = false
        hasContentValue = false
        hasType = false
        jsonString = .outside
        match = 0
        ending = Word()
    }

    private mutating func countForeign() {
        if !isForeign, !isEndTag, element == "svg" || element == "math" { foreign = element }
        guard !foreign.isEmpty, element == foreign else { return }
        foreignDepth += isEndTag ? -1 : 1
        if foreignDepth == 0 { foreign = Word() }
    }

    /// Behind the name of a script's `type`, which says JavaScript if no value follows.
    var isTypeWithoutValue: Bool {
        (state == .attributeName || state == .afterName) && element == "script" && attribute == "type"
    }

    func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13 && byte != 11) }
    func isLetter(_ byte: UInt8) -> Bool { (byte | 32) &- 97 < 26 }
}
