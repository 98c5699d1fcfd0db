// How a worker process hands diagnostics to its parent: netstrings (`5:hello,`), one record a diagnostic.

extension Diagnostic {
    /// The diagnostic as one netstring that holds its fields, each a netstring, or `-` where there is none.
    public func encoded() -> [UInt8] {
        var fields: [UInt8] = []
        appendField(severity.rawValue, to: &fields)
        appendField(kind?.rawValue, to: &fields)
        appendField(message, to: &fields)
        appendField(file, to: &fields)
        appendField(range.map { "\($0.line) \($0.columns.lowerBound) \($0.columns.upperBound)" }, to: &fields)
        appendField(line, to: &fields)
        appendField(row, to: &fields)
        appendField(hint, to: &fields)
        for step in trail { appendField(step, to: &fields) }
        var record = Array("\(fields.count):".utf8)
        record += fields
        record.append(UInt8(ascii: ","))
        return record
    }

    /// Reads back what `encoded` wrote; nil for anything else.
    public init?(decoding bytes: [UInt8]) {
        guard let list = DiagnosticList(decoding: bytes), list.all.count == 1 else { return nil }
        self = list.all[0]
    }

    fileprivate init?(fields bytes: ArraySlice<UInt8>) {
        var reader = NetstringReader(rest: bytes)
        guard let severityName = reader.nextText(), let severity = Severity(rawValue: severityName),
            let kindName = reader.nextOptional(), let message = reader.nextText(),
            let file = reader.nextOptional(),
            let place = reader.nextOptional(),
            let line = reader.nextOptional(), let row = reader.nextOptional(),
            let hint = reader.nextOptional()
        else { return nil }
        let kind = kindName.flatMap { Kind(rawValue: $0) }
        guard (kind == nil) == (kindName == nil) else { return nil }
        var range: SourceRange?
        if let place {
            let numbers = place.split(separator: " ", omittingEmptySubsequences: false).map { Int($0) }
            guard numbers.count == 3, let at = numbers[0], let start = numbers[1], let end = numbers[2],
                start <= end
            else { return nil }
            range = SourceRange(line: at, columns: start..<end)
        }
        var trail: [String] = []
        while !reader.isAtEnd {
            guard let step = reader.nextText() else { return nil }
            trail.append(step)
        }
        self.init(
            message, severity: severity, kind: kind, file: file, range: range, line: line, row: row,
            hint: hint,
            trail: trail)
    }
}

extension DiagnosticList {
    /// Every diagnostic's `encoded`, one after the other.
    public func encoded() -> [UInt8] {
        all.flatMap { $0.encoded() }
    }

    /// Reads back what `encoded` wrote; nil for anything else, so also when a worker died while writing.
    public init?(decoding bytes: [UInt8]) {
        var reader = NetstringReader(rest: bytes[...])
        var all: [Diagnostic] = []
        while !reader.isAtEnd {
            guard let record = reader.next(), let diagnostic = Diagnostic(fields: record) else { return nil }
            all.append(diagnostic)
        }
        self.init(all)
    }
}

private func appendField(_ text: String?, to fields: inout [UInt8]) {
    guard let text else { return fields.append(UInt8(ascii: "-")) }
    fields += "\(text.utf8.count):".utf8
    fields += text.utf8
    fields.append(UInt8(ascii: ","))
}

/// Takes netstrings off the front of some bytes.
private struct NetstringReader {
    var rest: ArraySlice<UInt8>

    var isAtEnd: Bool { rest.isEmpty }

    mutating func next() -> ArraySlice<UInt8>? {
        guard let colon = rest.prefix(20).firstIndex(of: UInt8(ascii: ":")),
            rest[..<colon].allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }),
            let length = Int(String(decoding: rest[..<colon], as: UTF8.self)),
            length < rest.endIndex - colon - 1, rest[colon + 1 + length] == UInt8(ascii: ",")
        else { return nil }
        let field = rest[(colon + 1)..<(colon + 1 + length)]
        rest = rest[(colon + length + 2)...]
        return field
    }

    mutating func nextText() -> String? {
        next().flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// The outer nil is a broken record, the inner one an absent field.
    mutating func nextOptional() -> String?? {
        if rest.first == UInt8(ascii: "-") {
            rest = rest.dropFirst()
            return .some(nil)
        }
        return nextText().map { .some($0) }
    }
}
