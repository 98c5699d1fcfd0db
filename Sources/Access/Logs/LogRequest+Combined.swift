extension LogRequest {
    /// The combined format, of which nginx, Apache and lighttpd write dialects:
    ///
    ///     203.0.113.9 - dana [21/Nov/2026:10:00:00 +0100] "GET /acme/ HTTP/1.1" 200 5123 "-" "Mozilla/5.0"
    ///
    /// The second word is anything, the name may hold spaces, and only quotes that no backslash precedes are quotes. So what a
    /// reader types as his name cannot make up another request.
    init?(combined line: UnsafeRawBufferPointer) {
        guard let request = Self.firstIndex(of: "] \"", in: line, from: 0),
            let time = Self.lastIndex(of: " [", in: line, before: request),
            let at = LogTime.utc(line[(time + 2)..<request]),
            let end = Self.closingQuote(in: line, from: request + 3)
        else { return nil }
        let words = line[..<time].split(
            separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count == 3 else { return nil }
        let name = Self.unescaped(words[2])
        let parts = Self.unescaped(line[(request + 3)..<end]).split(
            separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3 else { return nil }
        let numbers = line[(end + 1)...].split(separator: UInt8(ascii: " "), maxSplits: 2)
        guard numbers.count >= 2, let status = Self.number(numbers[0]) else { return nil }
        self.init(
            address: String(decoding: words[0], as: UTF8.self),
            user: name == "-" || name.isEmpty ? nil : name,
            at: at, method: String(parts[0]), target: String(parts[1]), status: status,
            bytes: Self.number(numbers[1]))
    }

    private static func firstIndex(of pattern: StaticString, in line: UnsafeRawBufferPointer, from start: Int)
        -> Int?
    {
        let count = pattern.utf8CodeUnitCount
        guard line.count >= count else { return nil }
        return (start...(line.count - count)).first { offset in
            (0..<count).allSatisfy { line[offset + $0] == pattern.utf8Start[$0] }
        }
    }

    private static func lastIndex(of pattern: StaticString, in line: UnsafeRawBufferPointer, before end: Int)
        -> Int?
    {
        let count = pattern.utf8CodeUnitCount
        guard end >= count else { return nil }
        return (0...(end - count)).last { offset in
            (0..<count).allSatisfy { line[offset + $0] == pattern.utf8Start[$0] }
        }
    }

    private static func closingQuote(in line: UnsafeRawBufferPointer, from start: Int) -> Int? {
        var index = start
        while index < line.count {
            if line[index] == UInt8(ascii: "\"") { return index }
            index += line[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }

    private static func number(_ text: Slice<UnsafeRawBufferPointer>) -> Int? {
        guard !text.isEmpty, text.count < 16 else { return nil }
        var number = 0
        for byte in text {
            guard byte &- 48 < 10 else { return nil }
            number = number * 10 + Int(byte - 48)
        }
        return number
    }

    /// `\x22`, `\"` and `\\` as servers write them; everything else as it stands.
    private static func unescaped(_ text: Slice<UnsafeRawBufferPointer>) -> String {
        guard text.contains(UInt8(ascii: "\\")) else { return String(decoding: text, as: UTF8.self) }
        var bytes: [UInt8] = []
        var rest = text[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
                bytes.append(byte)
                continue
            }
            if next == UInt8(ascii: "x"), rest.count >= 2,
                let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(code)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(next)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
