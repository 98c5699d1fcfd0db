extension Interpreter {
    /// Fills a loop's registers (see `Registers.ofLoop`).
    mutating func beginLoop(_ loop: UnsafeMutablePointer<Value>, _ value: Value) throws(Fault) {
        try reserveMemory(0)
        loop[0] = try list(value)
        loop[1] = .int(-1)
        loop[2] = .undefined
    }

    /// What a loop or a list filter goes through.
    func list(_ value: Value) throws(Fault) -> Value {
        switch value.kind {
        case .list: return value
        case .string, .markup: return try scalars(value)
        case .record: return keys(value)
        case .undefined where value.detail == 1: return Value(kind: .list)
        default: throw Fault(.notIterable, value)
        }
    }

    /// The names of a record's fields.
    func keys(_ record: Value) -> Value {
        guard let shape = record.shape else { return Value(kind: .list) }
        return context._withUnsafeGuaranteedRef { context in
            guard let entry = context.entry(shape) else { return Value(kind: .list) }
            return arena.list((0..<entry.count).map { arena.string(entry.names[$0].bytes) })
        }
    }

    func loopInfo(_ loop: UnsafeMutablePointer<Value>, _ mode: UInt8) -> Value {
        let index = loop[1].integer ?? 0
        let count = Int64(loop[0].detail)
        switch LoopField(rawValue: mode) {
        case .first: return .bool(index == 0)
        case .last: return .bool(index == count - 1)
        case .length: return .int(count)
        case .revindex: return .int(count - index)
        case .revindex0: return .int(count - index - 1)
        case .previtem: return index > 0 ? loop[0].items[Int(index) - 1] : undefinedHere
        case .nextitem: return index + 1 < count ? loop[0].items[Int(index) + 1] : undefinedHere
        // The first two are registers.
        case .index, .index0, nil: return .null
        }
    }

    mutating func loopChanged(_ step: Instruction) throws(Fault) -> Bool {
        let loop = register(step.b)
        let now = arena.list(UnsafeBufferPointer(start: register(step.c), count: Int(step.extra)))
        defer { loop[2] = now }
        guard loop[2].kind == .list else { return true }
        return try !isEqual(loop[2], now)
    }

    /// Adds to a list that is being made: its value, and behind it the room that it has.
    func appendItem(_ list: UnsafeMutablePointer<Value>, _ value: Value) {
        let count = Int(list[0].detail)
        if count == Int(list[1].payload) {
            let room = max(8, count * 2)
            let memory = arena.fields(count: room)
            if let start = list[0].items.baseAddress { memory.update(from: start, count: count) }
            list[0] = Value(kind: .list, detail: UInt32(count), payload: UInt64(UInt(bitPattern: memory)))
            list[1] = .int(Int64(room))
        }
        UnsafeMutablePointer(mutating: list[0].items.baseAddress)?[count] = value
        list[0] = Value(kind: .list, detail: UInt32(count + 1), payload: list[0].payload)
    }
}

/// What a template can ask of the loop it is in.
enum LoopField: UInt8, CaseIterable {
    case index, index0, first, last, length, revindex, revindex0, previtem, nextitem

    /// As the template writes it after `loop.`.
    var name: String { "\(self)" }
}
