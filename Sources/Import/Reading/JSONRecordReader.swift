internal import Diagnostics
internal import Files
internal import JSON

/// Reads objects of JSON, one a record: the items of an array, or one a line.
///
/// One object at a time is in memory.
final class JSONRecordReader: RecordReader {
    let text: SourceText
    private(set) var fieldNames: [String] = []
    private let isLines: Bool
    private var line = 1
    private var column = 1
    /// Whether the `[` was read, and the `]`.
    private var hasBegun = false
    private var hasEnded = false
    private var isFirst = true
    /// Read for its names, and to be handed over first.
    private var ahead: NextObject?

    var name: String { text.name }
    var bytesRead: Int { text.bytesRead }

    private enum NextObject {
        case object(JSONValue, SourceRange)
        case unusable(RowProblem, line: Int)
    }

    /// `fields` are the paths that each record is asked for; nil takes the names of the first object.
    init(_ text: SourceText, isLines: Bool, fields: [String]?) throws {
        self.text = text
        self.isLines = isLines
        if let fields {
            fieldNames = fields
        } else {
            ahead = try nextObject()
            if case .object(let first, _)? = ahead { fieldNames = first.object?.map(\.name) ?? [] }
            isComplete = true
        }
    }

    /// Whether an object may hold nothing beside `fieldNames`.
    private var isComplete = false

    func next(into record: RecordBuffer) throws -> NextRecord {
        let found: NextObject?
        if let first = ahead {
            ahead = nil
            found = first
        } else {
            found = try nextObject()
        }
        switch found {
        case nil: return .end
        case .unusable(let problem, let line)?:
            record.clear(line: line)
            return .unusable(problem)
        case .object(let value, let place)?:
            record.clear(line: place.line)
            let column = place.columns.lowerBound
            for name in fieldNames {
                record.add(JSONPath.text(name, in: value), line: place.line, column: column)
            }
            let members = value.object ?? []
            if isComplete, let other = members.first(where: { !fieldNames.contains($0.name) }) {
                return .unusable(
                    RowProblem(
                        "there is a field `\(other.name)` that the first object did not have",
                        hint: didYouMean(other.name, in: fieldNames) ?? "name the fields in a mapping file",
                        place: place))
            }
            if let (field, _) = record.firstUnreadable() {
                return .unusable(
                    RowProblem("a NUL character in `\(fieldNames[field])`", place: record.place(field)))
            }
            return .record
        }
    }

    // MARK: Cutting the text

    private func nextObject() throws -> NextObject? {
        guard let (bytes, place) = try isLines ? nextLine() : nextItem() else { return nil }
        do throws(JSONError) {
            let value = try JSONReader.read(bytes)
            guard value.object != nil else {
                return .unusable(
                    RowProblem("a record must be an object", hint: "write `{\"column\": …}`", place: place),
                    line: place.line)
            }
            return .object(value, place)
        } catch {
            let before = bytes.prefix(error.offset)
            let lines = before.count { $0 == 10 }
            let lineStart = before.lastIndex(of: 10).map { $0 + 1 }
            let scalars = before[(lineStart ?? 0)...].count { $0 & 0xC0 != 0x80 }
            let start = lines == 0 ? place.columns.lowerBound : 1
            return .unusable(
                RowProblem(
                    error.message, place: SourceRange(line: place.line + lines, column: start + scalars)),
                line: place.line)
        }
    }

    private func nextLine() throws -> (bytes: [UInt8], place: SourceRange)? {
        var bytes: [UInt8] = []
        while let byte = try take() {
            if byte == 10 {
                if bytes.contains(where: { !Self.isSpace($0) }) {
                    return (bytes, SourceRange(line: line - 1, column: 1))
                }
                bytes.removeAll(keepingCapacity: true)
            } else {
                try append(byte, to: &bytes)
            }
        }
        return bytes.contains { !Self.isSpace($0) } ? (bytes, SourceRange(line: line, column: 1)) : nil
    }

    /// The next item of the array, found by its brackets and quotes alone; the parser judges what it holds.
    private func nextItem() throws -> (bytes: [UInt8], place: SourceRange)? {
        if hasEnded { return try end() }
        if !hasBegun {
            guard try takeAfterSpace() == UInt8(ascii: "[") else {
                throw failure(
                    "the text is no array of objects",
                    hint: "a mapping's `records:` names a list inside of an object")
            }
            hasBegun = true
        }
        var byte = try takeAfterSpace()
        if byte == UInt8(ascii: "]"), isFirst { return try end() }
        if !isFirst {
            if byte == UInt8(ascii: "]") { return try end() }
            guard byte == UInt8(ascii: ",") else { throw failure("expected `,` or `]` behind an item") }
            byte = try takeAfterSpace()
        }
        isFirst = false
        let place = SourceRange(line: line, column: max(1, column - 1))
        var bytes: [UInt8] = []
        var depth = 0
        var isQuoted = false
        while let current = byte {
            try append(current, to: &bytes)
            if isQuoted {
                if current == UInt8(ascii: "\\"), let escaped = try take() { try append(escaped, to: &bytes) }
                if current == UInt8(ascii: "\"") { isQuoted = false }
            } else {
                switch current {
                case UInt8(ascii: "\""): isQuoted = true
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
                default: break
                }
            }
            if depth <= 0, !isQuoted, let next = try peek(),
                [0x2C, 0x5D].contains(next) || Self.isSpace(next)
            {
                return (bytes, place)
            }
            byte = try take()
        }
        throw failure("the array has no end")
    }

    private func end() throws -> (bytes: [UInt8], place: SourceRange)? {
        if !hasEnded {
            hasEnded = true
            if try takeAfterSpace() != nil { throw failure("text stands behind the array") }
        }
        return nil
    }

    private func append(_ byte: UInt8, to bytes: inout [UInt8]) throws {
        guard bytes.count < 16 * SourceText.fieldLimit else {
            throw failure("a record is larger than \(16 * SourceText.fieldLimit) bytes")
        }
        bytes.append(byte)
    }

    private func peek() throws -> UInt8? {
        guard try text.position < text.bytes.count || text.fill(keeping: text.position) else { return nil }
        return text.bytes[text.position]
    }

    private func take() throws -> UInt8? {
        guard let byte = try peek() else { return nil }
        text.position += 1
        if byte == 10 {
            line += 1
            column = 1
        } else if byte & 0xC0 != 0x80 {
            column += 1
        }
        return byte
    }

    private func takeAfterSpace() throws -> UInt8? {
        while let byte = try take() { if !Self.isSpace(byte) { return byte } }
        return nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

    private func failure(_ message: String, hint: String? = nil) -> DiagnosticList {
        DiagnosticList([
            Diagnostic(message, file: name, range: SourceRange(line: line, column: column), hint: hint)
        ])
    }
}
