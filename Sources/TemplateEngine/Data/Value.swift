/// A value of the template language: sixteen trivial bytes that borrow their text, items and fields from an `Arena`.
///
/// Copying costs nothing and retains nothing. A value is valid as long as the arena (or the compiled template, for a
/// constant) that made it; it never leaves the worker that made it.
public struct Value {
    /// What a value is; lists and records are told apart from scalars by this alone.
    public enum Kind: UInt8, Sendable {
        case undefined, null, bool, int, double, string, markup, date, instant, money, list, record
    }

    /// What the payload means.
    public let kind: Kind
    /// Length of a string in bytes or of a list in items, shape of a record, currency of money.
    let detail: UInt32
    /// A number, or the address of bytes, items or fields.
    let payload: UInt64

    init(kind: Kind, detail: UInt32 = 0, payload: UInt64 = 0) {
        self.kind = kind
        self.detail = detail
        self.payload = payload
    }

    /// Null: prints nothing.
    public static var null: Value { Value(kind: .null) }
    /// Not there at all; printing it is an error.
    public static var undefined: Value { Value(kind: .undefined, payload: UInt64(bitPattern: -1)) }
    /// Of `a if b` without `else`: prints nothing and is false.
    static var softUndefined: Value { Value(kind: .undefined, detail: 1) }
    /// A boolean.
    public static func bool(_ value: Bool) -> Value { Value(kind: .bool, payload: value ? 1 : 0) }
    /// A 64-bit integer.
    public static func int(_ value: Int64) -> Value { Value(kind: .int, payload: UInt64(bitPattern: value)) }
    /// A double.
    public static func double(_ value: Double) -> Value { Value(kind: .double, payload: value.bitPattern) }
    /// A calendar day, in days since 1970-01-01.
    public static func date(days: Int64) -> Value { Value(kind: .date, payload: UInt64(bitPattern: days)) }
    /// A moment, in seconds since 1970-01-01T00:00:00Z.
    public static func instant(seconds: Int64) -> Value {
        Value(kind: .instant, payload: UInt64(bitPattern: seconds))
    }
    /// An amount in the minor unit of its currency.
    public static func money(minorUnits: Int64, currency: Currency) -> Value {
        Value(kind: .money, detail: currency.code, payload: UInt64(bitPattern: minorUnits))
    }
    /// A record whose fields lie in an arena, in the order of its shape.
    public static func record(_ fields: UnsafeMutablePointer<Value>, shape: ShapeID) -> Value {
        Value(kind: .record, detail: UInt32(shape.index), payload: UInt64(UInt(bitPattern: fields)))
    }

    /// The bytes of a string or markup, UTF-8; empty for every other kind.
    public var bytes: UnsafeRawBufferPointer {
        guard kind == .string || kind == .markup else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return rawBytes
    }
    /// The bytes of what is known to be a string or markup.
    @inline(__always)
    var rawBytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: UnsafeRawPointer(bitPattern: UInt(payload)), count: Int(detail))
    }
    /// The items of a list; empty for every other kind.
    public var items: UnsafeBufferPointer<Value> {
        guard kind == .list else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(
            start: UnsafePointer(bitPattern: UInt(payload)), count: Int(detail))
    }
    /// The fields of a record, in the order of its shape; nil for every other kind. Equal addresses are the same row.
    public var fields: UnsafeMutablePointer<Value>? {
        kind == .record ? UnsafeMutablePointer(bitPattern: UInt(payload)) : nil
    }
    /// The shape of a record.
    public var shape: ShapeID? { kind == .record ? ShapeID(index: Int(detail)) : nil }
    /// The integer of an int, bool, date (days), instant (seconds) or money (minor units).
    public var integer: Int64? {
        switch kind {
        case .bool, .int, .date, .instant, .money: Int64(bitPattern: payload)
        default: nil
        }
    }
    /// The double of a double.
    public var double: Double? { kind == .double ? Double(bitPattern: payload) : nil }
    /// The currency of money.
    public var currency: Currency? { kind == .money ? Currency(code: detail) : nil }
}
