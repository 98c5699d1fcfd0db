extension Interpreter {
    @inline(__always)
    func isTrue(_ value: Value) throws(Fault) -> Bool {
        switch value.kind {
        case .bool, .int: return value.payload != 0
        case .null: return false
        case .undefined:
            if value.detail == 1 { return false }
            throw Fault(.undefined, value)
        case .double: return Double(bitPattern: value.payload) != 0
        case .string, .markup, .list: return value.detail != 0
        case .date, .instant, .record: return true
        case .money: return value.payload != 0
        }
    }

    /// The field of a record that a template names; undefined where there is none.
    @inline(__always)
    func lookup(_ record: Value, _ step: Instruction) throws(Fault) -> Value {
        guard let fields = record.fields else {
            if record.kind == .undefined { throw Fault(.undefined, record) }
            return undefinedHere
        }
        let cache = caches + Int(step.extra)
        if cache.pointee.shape == record.detail { return fields[Int(cache.pointee.index)] }
        return lookupUncached(record, fields, Int(step.c), cache)
    }

    @inline(never)
    private func lookupUncached(
        _ record: Value, _ fields: UnsafeMutablePointer<Value>, _ name: Int,
        _ cache: UnsafeMutablePointer<FieldCache>
    ) -> Value {
        context._withUnsafeGuaranteedRef { context in
            guard let template = context.template,
                let index = fieldIndex(record, template.names[name].bytes, context)
            else { return undefinedHere }
            // The last slot is shared by all that came too late for one of their own.
            if cache - caches < Int(UInt16.max) {
                cache.pointee = FieldCache(shape: record.detail, index: Int32(index))
            }
            return fields[index]
        }
    }

    func fieldIndex(_ record: Value, _ name: UnsafeRawBufferPointer, _ context: RenderContext) -> Int? {
        guard let shape = record.shape, let entry = context.entry(shape) else { return nil }
        for index in 0..<entry.count where entry.names[index].bytes.elementsEqual(name) { return index }
        return nil
    }

    /// The field of a record by a name that is a value.
    func field(_ record: Value, _ name: Value) -> Value? {
        guard let fields = record.fields, name.kind == .string || name.kind == .markup else { return nil }
        return context._withUnsafeGuaranteedRef { context in
            fieldIndex(record, name.bytes, context).map { fields[$0] }
        }
    }

    func item(_ base: Value, _ key: Value) throws(Fault) -> Value {
        switch base.kind {
        case .list:
            guard key.kind == .int else { throw Fault(.type, key) }
            let index = Int(Int64(bitPattern: key.payload))
            let count = base.items.count
            let place = index < 0 ? index + count : index
            return place >= 0 && place < count ? base.items[place] : undefinedHere
        case .record: return field(base, key) ?? undefinedHere
        case .string, .markup:
            guard key.kind == .int else { throw Fault(.type, key) }
            let characters = try scalars(base)
            let index = Int(Int64(bitPattern: key.payload))
            let place = index < 0 ? index + characters.items.count : index
            return place >= 0 && place < characters.items.count ? characters.items[place] : undefinedHere
        case .null: return undefinedHere
        default: throw Fault(.type, base)
        }
    }

    /// The Unicode scalars of a string, a string each.
    func scalars(_ text: Value) throws(Fault) -> Value {
        let bytes = text.bytes
        try reserveMemory(bytes.count * MemoryLayout<Value>.stride)
        var items: [Value] = []
        var start = 0
        for index in 0...bytes.count where index == bytes.count || bytes[index] & 0xC0 != 0x80 {
            if index > start {
                items.append(part(text, start..<index, kind: .string))
            }
            start = index
        }
        return arena.list(items)
    }

    /// A part of a string that shares its bytes.
    func part(_ text: Value, _ range: Range<Int>, kind: Value.Kind? = nil) -> Value {
        Value(
            kind: kind ?? text.kind, detail: UInt32(range.count),
            payload: text.payload &+ UInt64(range.lowerBound))
    }

    func slice(_ parts: UnsafeMutablePointer<Value>) throws(Fault) -> Value {
        let base = parts[0]
        let isText = base.kind == .string || base.kind == .markup
        guard isText || base.kind == .list else { throw Fault(.type, base) }
        let items = isText ? try scalars(base) : base
        let count = items.items.count
        for index in 1...3 where parts[index].kind != .int && parts[index].kind != .null {
            throw Fault(.type, parts[index])
        }
        let step = parts[3].integer.map { Int($0) } ?? 1
        guard step != 0 else { throw Fault(.argument) }
        func bound(_ value: Value, _ standard: Int) -> Int {
            guard let number = value.integer else { return standard }
            let clamped = Int(max(min(number, Int64(count) + 1), -Int64(count) - 1))
            let index = clamped < 0 ? clamped + count : clamped
            return step > 0 ? min(max(index, 0), count) : min(max(index, -1), count - 1)
        }
        let picked: [Value]
        if step > 0 {
            let (from, to) = (bound(parts[1], 0), bound(parts[2], count))
            picked = stride(from: from, to: max(from, to), by: min(step, count + 1)).map { items.items[$0] }
        } else {
            let (from, to) = (bound(parts[1], count - 1), bound(parts[2], -1))
            picked = stride(from: from, to: min(from, to), by: max(step, -count - 1)).map { items.items[$0] }
        }
        guard isText else { return arena.list(picked) }
        var bytes: [UInt8] = []
        for piece in picked { bytes.append(contentsOf: piece.bytes) }
        return bytes.withUnsafeBytes { base.kind == .markup ? arena.string($0) : arena.string($0) }
    }

    func unpack(_ target: UnsafeMutablePointer<Value>, _ value: Value, _ count: Int) throws(Fault) {
        if let fields = value.fields, let shape = value.shape {
            let fieldCount = context._withUnsafeGuaranteedRef { $0.entry(shape)?.count ?? 0 }
            guard fieldCount == count, shape.index < ShapeTable.dynamicBase else {
                throw Fault(.unpackCount, detail: Int32(count))
            }
            target.update(from: fields, count: count)
            return
        }
        guard value.kind == .list else { throw Fault(.notIterable, value) }
        guard value.items.count == count, let start = value.items.baseAddress else {
            throw Fault(.unpackCount, detail: Int32(count))
        }
        target.update(from: start, count: count)
    }
}
