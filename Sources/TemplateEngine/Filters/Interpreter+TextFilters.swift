extension Interpreter {
    mutating func applyText(_ filter: Filter, _ arguments: UnsafeMutablePointer<Value>) throws(Fault) -> Value
    {
        let value = arguments[0]
        let bytes = try text(value)
        let isMarkup = value.kind == .markup
        switch filter {
        case .trim where arguments[1].kind == .null && Self.isASCII(bytes): return trimASCII(bytes, isMarkup)
        case .upper:
            return try mapCase(bytes, isMarkup, from: 97) { $0.properties.uppercaseMapping }
        case .lower:
            return try mapCase(bytes, isMarkup, from: 65) { $0.properties.lowercaseMapping }
        case .capitalize:
            return mapScalars(bytes, isMarkup) { scalar, before in
                before == nil ? scalar.properties.titlecaseMapping : scalar.properties.lowercaseMapping
            }
        case .title:
            let breaks: Set<Unicode.Scalar> = ["-", "(", "{", "[", "<"]
            return mapScalars(bytes, false) { scalar, before in
                let isFirst = before.map { breaks.contains($0) || $0.properties.isWhitespace } ?? true
                return isFirst ? scalar.properties.uppercaseMapping : scalar.properties.lowercaseMapping
            }
        case .trim:
            // Without its last characters, markup might end inside of a tag.
            return trim(bytes, arguments[1], isMarkup && arguments[1].kind == .null)
        case .replace: return try replace(bytes, arguments)
        case .truncate: return try truncate(bytes, arguments)
        case .striptags: return stripTags(bytes)
        case .nl2br: return try breakLines(bytes, isMarkup)
        case .wordcount: return .int(Self.wordCount(bytes))
        case .slug: return try slug(bytes)
        case .urlencode: return try encodeURL(bytes)
        case .escape:
            if isMarkup { return value }
            let start = output.count
            try output.appendEscaped(bytes)
            return takeOutput(from: start, isMarkup: true)
        default: return value.kind == .string || isMarkup ? value : arena.string(bytes)
        }
    }

    private static func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var all: UInt8 = 0
        for byte in bytes { all |= byte }
        return all < 128
    }

    /// The 26 letters that begin at `first` in the other case, eight bytes at a time; nil where not all is ASCII.
    private func mapASCII(_ bytes: UnsafeRawBufferPointer, _ isMarkup: Bool, from first: UInt8) -> Value? {
        guard let source = bytes.baseAddress else { return Value(kind: isMarkup ? .markup : .string) }
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs = ones &* 0x80
        let atLeastFirst = ones &* UInt64(128 &- first)
        let aboveLast = ones &* UInt64(128 &- 26 &- first)
        let length = bytes.count
        let copy = arena.allocate(byteCount: length)
        var index = 0
        while index < length {
            let rest = length &- index
            let word =
                rest >= 8
                ? (source + index).loadUnaligned(as: UInt64.self) : Output.lastBytes(rest, of: source, length)
            guard word & highs == 0 else { return nil }
            let letters = ((word &+ atLeastFirst) ^ (word &+ aboveLast)) & highs
            // The last word may reach beyond the text, and not beyond the memory, which is a multiple of 16 bytes.
            copy.storeBytes(of: word ^ letters &>> 2, toByteOffset: index, as: UInt64.self)
            index &+= 8
        }
        return Value(
            kind: isMarkup ? .markup : .string, detail: UInt32(length),
            payload: UInt64(UInt(bitPattern: copy)))
    }

    /// The letters that begin at `first` in the other case; `transform` answers for what is not ASCII.
    mutating func mapCase(
        _ bytes: UnsafeRawBufferPointer, _ isMarkup: Bool, from first: UInt8,
        _ transform: (Unicode.Scalar) -> String
    ) throws(Fault) -> Value {
        if let ascii = mapASCII(bytes, isMarkup, from: first) { return ascii }
        let start = output.count
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 128 {
                try output.append(byte &- first < 26 ? byte ^ 32 : byte)
                index &+= 1
                continue
            }
            let length = min(byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2, bytes.count - index)
            let one = UnsafeRawBufferPointer(rebasing: bytes[index..<index + length])
            for scalar in String(decoding: one, as: UTF8.self).unicodeScalars {
                for unit in transform(scalar).utf8 { try output.append(unit) }
            }
            index &+= length
        }
        return takeOutput(from: start, isMarkup: isMarkup)
    }

    private func trimASCII(_ bytes: UnsafeRawBufferPointer, _ isMarkup: Bool) -> Value {
        let isSpace = { (byte: UInt8) in byte == 32 || byte &- 9 < 5 || byte &- 28 < 4 }
        var range = 0..<bytes.count
        while let first = range.first, isSpace(bytes[first]) { range = range.dropFirst() }
        while let last = range.last, isSpace(bytes[last]) { range = range.dropLast() }
        let rest = UnsafeRawBufferPointer(rebasing: bytes[range])
        return isMarkup ? arena.markup(rest) : arena.string(rest)
    }

    private func mapScalars(
        _ bytes: UnsafeRawBufferPointer, _ isMarkup: Bool,
        _ transform: (Unicode.Scalar, Unicode.Scalar?) -> String
    ) -> Value {
        var result = ""
        result.reserveCapacity(bytes.count)
        var before: Unicode.Scalar?
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            result.append(transform(scalar, before))
            before = scalar
        }
        return result.withUTF8 { buffer in
            let raw = UnsafeRawBufferPointer(buffer)
            return isMarkup ? arena.markup(raw) : arena.string(raw)
        }
    }

    private func trim(_ bytes: UnsafeRawBufferPointer, _ characters: Value, _ isMarkup: Bool) -> Value {
        let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        let set = Set(String(decoding: characters.bytes, as: UTF8.self).unicodeScalars)
        let isCut: (Unicode.Scalar) -> Bool = {
            characters.kind == .null ? $0.properties.isWhitespace : set.contains($0)
        }
        var range = 0..<scalars.count
        while let first = range.first, isCut(scalars[first]) { range = range.dropFirst() }
        while let last = range.last, isCut(scalars[last]) { range = range.dropLast() }
        var result = String(String.UnicodeScalarView(scalars[range]))
        return result.withUTF8 { buffer in
            let raw = UnsafeRawBufferPointer(buffer)
            return isMarkup ? arena.markup(raw) : arena.string(raw)
        }
    }

    private mutating func replace(
        _ bytes: UnsafeRawBufferPointer, _ arguments: UnsafeMutablePointer<Value>
    ) throws(Fault) -> Value {
        let old = try text(arguments[1])
        let new = try text(arguments[2])
        var rest = arguments[3].integer ?? .max
        if rest < 0 { rest = .max }
        let start = output.count
        var index = 0
        if old.isEmpty {
            // Between all characters, as Python does.
            while index <= bytes.count {
                if rest > 0, index == bytes.count || bytes[index] & 0xC0 != 0x80 {
                    try output.append(new)
                    rest -= 1
                }
                if index < bytes.count { try output.append(bytes[index]) }
                index += 1
            }
            return takeOutput(from: start)
        }
        while rest > 0, let next = Self.find(old, in: bytes, from: index) {
            try output.append(UnsafeRawBufferPointer(rebasing: bytes[index..<next]))
            try output.append(new)
            index = next + old.count
            rest -= 1
        }
        try output.append(UnsafeRawBufferPointer(rebasing: bytes[index...]))
        return takeOutput(from: start)
    }

    private mutating func truncate(
        _ bytes: UnsafeRawBufferPointer, _ arguments: UnsafeMutablePointer<Value>
    ) throws(Fault) -> Value {
        let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        let end = String(decoding: arguments[3].bytes, as: UTF8.self)
        let length = Int(clamping: arguments[1].integer ?? 255)
        let leeway = Int(clamping: arguments[4].integer ?? 5)
        guard length >= end.unicodeScalars.count, leeway >= 0, length < 1 << 32, leeway < 1 << 32 else {
            throw Fault(.argument)
        }
        if scalars.count <= length + leeway { return arena.string(bytes) }
        var kept = scalars[..<(length - end.unicodeScalars.count)]
        if try !isTrue(arguments[2]), let space = kept.lastIndex(of: " ") { kept = kept[..<space] }
        return arena.string(String(String.UnicodeScalarView(kept)) + end)
    }

    private mutating func breakLines(_ bytes: UnsafeRawBufferPointer, _ isMarkup: Bool) throws(Fault) -> Value
    {
        let start = output.count
        for (index, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
            if index > 0 { try output.append("<br>\n") }
            let part = UnsafeRawBufferPointer(rebasing: line)
            if isMarkup { try output.append(part) } else { try output.appendEscaped(part) }
        }
        return takeOutput(from: start, isMarkup: true)
    }

    private static func wordCount(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        var count: Int64 = 0
        var isInWord = false
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            let isWord =
                scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            if isWord, !isInWord { count += 1 }
            isInWord = isWord
        }
        return count
    }

    private mutating func encodeURL(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> Value {
        let start = output.count
        try output.appendPercentEncoded(bytes, .segment)
        return takeOutput(from: start)
    }

    private mutating func slug(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> Value {
        let slug = Slug.make(String(decoding: bytes, as: UTF8.self))
        guard !slug.isEmpty else { throw Fault(.emptySlug) }
        return slug.withUnsafeBytes { arena.string($0) }
    }

    /// Without comments and tags, references decoded, space collapsed.
    private func stripTags(_ bytes: UnsafeRawBufferPointer) -> Value {
        var plain: [UInt8] = []
        var index = 0
        // Behind these, no tag and no comment ends.
        let lastTag = bytes.lastIndex(of: 62) ?? 0
        var hasComments = true
        while index < bytes.count {
            let rest = bytes[index...]
            if hasComments, rest.starts(with: Array("<!--".utf8)) {
                let end = Self.find("-->", in: bytes, from: index)
                hasComments = end != nil
                if let end { index = end + 3 }
            } else if bytes[index] == 60, index < lastTag, let end = rest.firstIndex(of: 62) {
                index = end + 1
            } else {
                plain.append(bytes[index])
                index += 1
            }
        }
        let text = CharacterReferences.decoded(String(decoding: plain, as: UTF8.self))
        let words = text.unicodeScalars.split { $0.properties.isWhitespace }
        return arena.string(words.map { String($0) }.joined(separator: " "))
    }

    private static func find(_ needle: StaticString, in text: UnsafeRawBufferPointer, from start: Int) -> Int?
    {
        find(
            UnsafeRawBufferPointer(start: needle.utf8Start, count: needle.utf8CodeUnitCount), in: text,
            from: start)
    }
}

/// The HTML character references that our own escaping and Markdown write.
enum CharacterReferences {
    /// `text` with them replaced.
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(38) else { return text }
        let names = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{a0}"]
        var result = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "&") {
            result += rest[..<start]
            rest = rest[start...]
            guard let end = rest.prefix(12).firstIndex(of: ";") else {
                result += "&"
                rest = rest.dropFirst()
                continue
            }
            let name = rest[rest.index(after: start)..<end]
            var decoded = names[String(name)]
            if name.hasPrefix("#") {
                let digits = name.dropFirst()
                let isHexadecimal = digits.first == "x" || digits.first == "X"
                let code = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
                decoded = code.flatMap(Unicode.Scalar.init).map { String($0) }
            }
            result += decoded ?? String(rest[...end])
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}
