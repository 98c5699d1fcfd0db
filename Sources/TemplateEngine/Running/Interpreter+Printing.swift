extension Interpreter {
    /// Prints a value, escaped as its place needs.
    @inline(__always)
    mutating func emit(_ value: Value, _ mode: UInt8) throws(Fault) {
        if value.kind == .string, mode == EscapeMode.text.rawValue || mode == EscapeMode.attribute.rawValue {
            try output.appendEscaped(value.rawBytes)
        } else if value.kind == .int, mode <= EscapeMode.attribute.rawValue {
            try output.appendWhole(Int64(bitPattern: value.payload))
        } else {
            try emitOther(value, mode)
        }
    }

    @inline(never)
    private mutating func emitOther(_ value: Value, _ mode: UInt8) throws(Fault) {
        guard let mode = EscapeMode(rawValue: mode) else { return }
        let isNumber = value.kind == .int || value.kind == .double
        switch mode {
        case .json: return try appendJSON(value, depth: 0)
        case .scriptValue:
            // `--1` would be something else than `- -1`.
            if isNumber, value.payload >> 63 == 1 { try output.append(32) }
            return try appendJSON(value, depth: 0)
        case .styleValue where isNumber: return try print(value)
        default: break
        }
        switch value.kind {
        case .string, .markup: try emitText(value.bytes, mode, isMarkup: value.kind == .markup)
        case .double where mode.rawValue <= EscapeMode.attribute.rawValue:
            try output.appendReal(Double(bitPattern: value.payload))
        case .int where mode.rawValue <= EscapeMode.srcset.rawValue:
            try output.appendWhole(Int64(bitPattern: value.payload))
        default:
            let start = output.count
            try print(value)
            guard mode.rawValue > EscapeMode.attribute.rawValue else { return }
            let copy = arena.string(
                UnsafeRawBufferPointer(start: output.base + start, count: output.count - start))
            output.count = start
            try emitText(copy.bytes, mode, isMarkup: false)
        }
    }

    private mutating func emitText(
        _ bytes: UnsafeRawBufferPointer, _ mode: EscapeMode, isMarkup: Bool
    ) throws(Fault) {
        switch mode {
        case .none: try output.append(bytes)
        case .text: if isMarkup { try output.append(bytes) } else { try output.appendEscaped(bytes) }
        case .attribute: try output.appendEscaped(bytes)
        case .urlStart, .urlLocal:
            if try !output.appendURL(bytes, isLocal: mode == .urlLocal) { noteBlocked(mode) }
        case .srcset: if try !output.appendSourceSet(bytes) { noteBlocked(mode) }
        case .urlRooted: try output.appendRootedPath(bytes)
        case .urlPath: try output.appendPercentEncoded(bytes, .path)
        case .urlSegment: try output.appendPercentEncoded(bytes, .segment)
        case .urlQuery: try output.appendPercentEncoded(bytes, .query)
        case .urlFragment: try output.appendPercentEncoded(bytes, .fragment)
        case .json, .scriptValue: try output.append(bytes)
        case .scriptString: try output.appendScriptString(bytes)
        case .styleString: try output.appendStyleString(bytes)
        case .styleValue: if try !output.appendStyleValue(bytes) { noteBlocked(mode) }
        case .styleURL: if try !output.appendStyleURL(bytes) { noteBlocked(mode) }
        }
    }

    private func noteBlocked(_ mode: EscapeMode) {
        context._withUnsafeGuaranteedRef { $0.blocked.append((position, mode)) }
    }

    /// Appends a value's text as it is.
    mutating func print(_ value: Value) throws(Fault) {
        switch value.kind {
        case .undefined: if value.detail != 1 { throw Fault(.undefined, value) }
        case .null: break
        case .bool: try output.append(value.payload != 0 ? "true" : "false")
        case .int: try output.appendWhole(Int64(bitPattern: value.payload))
        case .double: try output.appendReal(Double(bitPattern: value.payload))
        case .string, .markup: try output.append(value.bytes)
        case .date: try output.appendDate(Int64(bitPattern: value.payload))
        case .instant: try output.appendInstant(Int64(bitPattern: value.payload))
        case .money: try output.appendMoney(value)
        case .list, .record: throw Fault(.notPrintable, value)
        }
    }

    /// The text of a value: its own bytes, or made in the arena.
    mutating func text(_ value: Value) throws(Fault) -> UnsafeRawBufferPointer {
        if value.kind == .string || value.kind == .markup { return value.bytes }
        let start = output.count
        try print(value)
        return takeOutput(from: start).bytes
    }

    /// What was appended since `start`, as a string; the output is as before.
    mutating func takeOutput(from start: Int, isMarkup: Bool = false) -> Value {
        let bytes = UnsafeRawBufferPointer(start: output.base + start, count: output.count - start)
        output.count = start
        return isMarkup ? arena.markup(bytes) : arena.string(bytes)
    }

    /// The texts of several values; markup if one of them is, the others escaped then.
    mutating func concatenate(_ values: UnsafeBufferPointer<Value>) throws(Fault) -> Value {
        let isMarkup = values.contains { $0.kind == .markup }
        let start = output.count
        for value in values {
            if isMarkup { try emit(value, EscapeMode.text.rawValue) } else { try print(value) }
        }
        return takeOutput(from: start, isMarkup: isMarkup)
    }
}
