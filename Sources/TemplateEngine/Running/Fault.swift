/// Why a running template stops; trivial, so that throwing it costs nothing. Becomes a `Diagnostic`.
struct Fault: Error {
    enum Reason: UInt8 {
        case undefined, notPrintable, type, compareTypes, overflow, divisionByZero, notIterable, unpackCount
        case noItem, steps, depth, outputBytes, memory, host, rangeLength, nesting, argument, currency,
            noCurrency, emptySlug, conversion
    }

    let reason: Reason
    /// The kind of the value to blame.
    var kind = Value.Kind.undefined
    /// Which instruction made the undefined value, or how many parts were wanted.
    var detail: Int32 = -1

    init(_ reason: Reason, _ value: Value) {
        if value.kind == .undefined {
            self.reason = .undefined
            detail = Int32(truncatingIfNeeded: Int64(bitPattern: value.payload))
        } else {
            self.reason = reason
            kind = value.kind
        }
    }

    init(_ reason: Reason, detail: Int32 = -1) {
        self.reason = reason
        self.detail = detail
    }
}
