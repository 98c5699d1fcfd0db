/// Appends JSON to a byte buffer, members in the order in which they are written.
///
/// Misuse (a value where a name must stand, an end without a beginning) is a mistake of ours and stops the program.
public struct JSONWriter {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []
    private let indentation: Int
    private var levels: [Level] = []
    private var hasName = false

    private struct Level {
        let isObject: Bool
        var count = 0
    }

    /// A writer; with `indentation` above 0, each member and item stands on its own line.
    public init(indentation: Int = 0) {
        self.indentation = indentation
    }

    /// A line with an object of texts, those that are nil as `null`.
    public static func line(_ members: [(name: String, text: String?)]) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        for (name, text) in members {
            json.name(name)
            json.string(orNull: text)
        }
        json.endObject()
        json.newline()
        return json.bytes
    }

    /// `{`
    public mutating func beginObject() { begin("{", isObject: true) }
    /// `}`
    public mutating func endObject() { end("}", isObject: true) }
    /// `[`
    public mutating func beginArray() { begin("[", isObject: false) }
    /// `]`
    public mutating func endArray() { end("]", isObject: false) }

    /// The name of the member that is written next.
    public mutating func name(_ name: String) {
        precondition(
            levels.last?.isObject == true && !hasName, "a name stands in an object, before its value")
        separate()
        appendString(name)
        append(indentation > 0 ? ": " : ":")
        hasName = true
    }

    /// `null`
    public mutating func null() { value { $0.append("null") } }
    /// A boolean.
    public mutating func bool(_ bool: Bool) { value { $0.append(bool ? "true" : "false") } }
    /// An integer.
    public mutating func int(_ number: some BinaryInteger) { value { $0.append(String(number)) } }
    /// The shortest decimal that reads back as `number`; `null` if it is not finite.
    public mutating func double(_ number: Double) {
        value { $0.append(number.isFinite ? number.description : "null") }
    }
    /// A string.
    public mutating func string(_ text: String) { value { $0.appendString(text) } }
    /// A string, or `null`.
    public mutating func string(orNull text: String?) {
        if let text { string(text) } else { null() }
    }
    /// A whole value.
    public mutating func json(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .int(let number): int(number)
        case .double(let number): double(number)
        case .string(let text): string(text)
        case .array(let items):
            beginArray()
            for item in items { json(item) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                name(member.name)
                json(member.value)
            }
            endObject()
        }
    }
    /// A line end between two documents of a `.jsonl` file, or after the last line of any file.
    public mutating func newline() {
        precondition(levels.isEmpty, "a line ends outside of objects and arrays")
        bytes.append(10)
    }

    private mutating func value(_ write: (inout JSONWriter) -> Void) {
        precondition(levels.last?.isObject != true || hasName, "a member needs a name")
        if !hasName { separate() }
        hasName = false
        write(&self)
    }

    private mutating func begin(_ bracket: StaticString, isObject: Bool) {
        value { $0.append(bracket) }
        levels.append(Level(isObject: isObject))
    }

    private mutating func end(_ bracket: StaticString, isObject: Bool) {
        guard let level = levels.popLast(), level.isObject == isObject, !hasName else {
            preconditionFailure("an end without its beginning")
        }
        if level.count > 0 { breakLine() }
        append(bracket)
    }

    private mutating func separate() {
        guard let last = levels.indices.last else { return }
        if levels[last].count > 0 { bytes.append(UInt8(ascii: ",")) }
        levels[last].count += 1
        breakLine()
    }

    private mutating func breakLine() {
        guard indentation > 0 else { return }
        bytes.append(10)
        bytes.append(contentsOf: repeatElement(32, count: indentation * levels.count))
    }

    private mutating func append(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func appendString(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): append("\\\"" as StaticString)
            case UInt8(ascii: "\\"): append("\\\\" as StaticString)
            case 10: append("\\n" as StaticString)
            case 13: append("\\r" as StaticString)
            case 9: append("\\t" as StaticString)
            case 0..<32, 127:
                append("\\u00" as StaticString)
                bytes.append(Self.hexadecimal[Int(byte >> 4)])
                bytes.append(Self.hexadecimal[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static let hexadecimal = Array("0123456789abcdef".utf8)
}
