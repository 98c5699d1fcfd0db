/// Comments and declarations, and elements whose content is no markup.
extension HTMLContext {
    mutating func markup(_ byte: UInt8) {
        switch state {
        case .declaration:
            if byte == 45 {
                match += 1
                if match == 2 { (state, match) = (.comment, 4) }
            } else if byte == 91, match == 0, isXML || isForeign {
                state = .characterData
            } else {
                state = byte == 62 ? .text : .bogus
            }
        case .comment:
            switch (byte, match) {
            case (62, 2...5): (state, match) = (.text, 0)
            case (45, 4): match = 5
            case (45, 3): match = 1
            case (45, _): match = min(match + 1, 2)
            case (33, 2) where !isXML: match = 3
            default: match = 0
            }
        case .characterData:
            if byte == 62, match == 2 {
                (state, match) = (.text, 0)
            } else {
                match = byte == 93 ? min(match + 1, 2) : 0
            }
        default: if byte == 62 { (state, match) = (.text, 0) }
        }
    }

    /// Reads a byte of a style sheet or of a `style` attribute.
    mutating func readStyle(_ byte: UInt8) throws(ContextError) {
        let isURL = try style.read(byte)
        if style.isInURL, url == .none { url = .start }
        if isURL { try readURL(byte) }
        if !style.isInURL { (url, scheme, isInReference) = (.none, Word(), false) }
    }

    private mutating func readJSON(_ byte: UInt8) {
        switch (jsonString, byte) {
        case (.outside, 34), (.escaped, _): jsonString = .inside
        case (.inside, 34): jsonString = .outside
        case (.inside, 92): jsonString = .escaped
        default: break
        }
    }

    /// Looks for the end tag of the element.
    mutating func content(_ byte: UInt8) throws(ContextError) {
        switch language {
        case .none: break
        case .script: try script.read(byte)
        case .json: readJSON(byte)
        case .style: try readStyle(byte)
        }
        switch match {
        case 0: if byte == 60 { match = 1 }
        case 1:
            if byte == 33, element == "script" {
                throw ContextError(
                    message: "`<!` in a script", hint: "write `\\u003c!`, or put the script into a file")
            }
            match = byte == 47 ? 2 : byte == 60 ? 1 : 0
            ending = Word()
        default:
            if isLetter(byte) {
                ending.append(byte)
            } else if ending == element, isSpace(byte) || byte == 47 || byte == 62 {
                isEndTag = true
                language = .none
                jsonString = .outside
                state = .inTag
                ending = Word()
                match = 0
                try inTag(byte)
            } else {
                match = byte == 60 ? 1 : 0
                ending = Word()
            }
        }
    }
}
