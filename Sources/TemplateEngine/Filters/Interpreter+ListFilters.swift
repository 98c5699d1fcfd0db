extension Interpreter {
    mutating func applyList(_ filter: Filter, _ arguments: UnsafeMutablePointer<Value>) throws(Fault) -> Value
    {
        let value = arguments[0]
        switch filter {
        case .length: return try length(value)
        case .items: return try pairs(value)
        case .dictsort: return try sortedPairs(value, arguments)
        default: break
        }
        let items = try list(value).items
        switch filter {
        case .join: return try join(items, arguments[1], arguments[2])
        case .first: return items.first ?? undefinedHere
        case .last: return items.last ?? undefinedHere
        case .list: return arena.list(items)
        case .reverse:
            let reversed = arena.list(items.reversed())
            return value.kind == .list ? reversed : try concatenate(reversed.items)
        case .sort: return try sort(items, arguments)
        case .unique: return try unique(items, arguments)
        case .sum: return try sum(items, arguments[1], arguments[2])
        case .min, .max: return try extreme(items, arguments, sign: filter == .min ? 1 : -1)
        case .groupby: return try groups(items, arguments)
        case .batch: return try batch(items, arguments[1], arguments[2])
        case .slice: return try columns(items, arguments[1], arguments[2])
        default:
            var mapped: [Value] = []
            for item in items {
                let found = try follow(arguments[1], item)
                mapped.append(found.kind == .undefined && arguments[2].kind != .null ? arguments[2] : found)
            }
            return arena.list(mapped)
        }
    }

    private func length(_ value: Value) throws(Fault) -> Value {
        switch value.kind {
        case .list: return .int(Int64(value.items.count))
        case .string, .markup:
            var count: Int64 = 0
            for byte in value.bytes where byte & 0xC0 != 0x80 { count += 1 }
            return .int(count)
        case .record: return .int(Int64(keys(value).items.count))
        case .undefined where value.detail == 1: return .int(0)
        default: throw Fault(.type, value)
        }
    }

    /// The value at the end of a path (its number is the argument), or the item itself without a path.
    func follow(_ path: Value, _ item: Value) throws(Fault) -> Value {
        guard path.kind == .int else { return item }
        let first = Int(path.payload & 0xFFFF_FFFF)
        let count = Int(path.payload >> 32)
        var value = item
        for number in first..<first + count {
            let step = steps[number]
            guard value.kind != .undefined else { throw Fault(.undefined, value) }
            if let fields = value.fields {
                value = fieldIndex(value, step).map { fields[$0] } ?? undefinedHere
            } else if value.kind == .list,
                let index = Int(String(decoding: names[Int(step.name)].bytes, as: UTF8.self)),
                value.items.indices.contains(index)
            {
                value = value.items[index]
            } else {
                value = undefinedHere
            }
        }
        return value
    }

    @inline(__always)
    private func fieldIndex(_ record: Value, _ step: PathStep) -> Int? {
        if step.field >= 0 { return Int(step.field) }
        return context._withUnsafeGuaranteedRef { fieldIndex(record, names[Int(step.name)].bytes, $0) }
    }

    private mutating func join(
        _ items: UnsafeBufferPointer<Value>, _ separator: Value, _ path: Value
    ) throws(Fault) -> Value {
        var parts: [Value] = []
        for (index, item) in items.enumerated() {
            if index > 0 { parts.append(separator) }
            parts.append(try follow(path, item))
        }
        let isMarkup = parts.contains { $0.kind == .markup }
        let start = output.count
        for part in parts {
            if isMarkup { try emit(part, EscapeMode.text.rawValue) } else { try print(part) }
        }
        return takeOutput(from: start, isMarkup: isMarkup)
    }

    /// What an item is compared by.
    private func key(_ item: Value, _ path: Value, isCaseSensitive: Bool) throws(Fault) -> Value {
        let value = try follow(path, item)
        if value.kind == .undefined { throw Fault(.undefined, value) }
        guard !isCaseSensitive, value.kind == .string || value.kind == .markup else { return value }
        return folded(value)
    }

    private func folded(_ text: Value) -> Value {
        let bytes = text.bytes
        if !bytes.contains(where: { $0 >= 128 || $0 &- 65 < 26 }) { return text }
        return arena.string(String(decoding: bytes, as: UTF8.self).lowercased())
    }

    private mutating func sort(
        _ items: UnsafeBufferPointer<Value>, _ arguments: UnsafeMutablePointer<Value>
    ) throws(Fault) -> Value {
        let isDescending = try isTrue(arguments[1])
        let isCaseSensitive = try isTrue(arguments[2])
        var keyed: [(key: Value, item: Value)] = []
        for item in items {
            keyed.append((try key(item, arguments[3], isCaseSensitive: isCaseSensitive), item))
        }
        try sort(&keyed, isDescending: isDescending)
        return arena.list(keyed.map(\.item))
    }

    /// A stable merge sort, because comparing may fail.
    private mutating func sort(_ items: inout [(key: Value, item: Value)], isDescending: Bool) throws(Fault) {
        var source = items
        var width = 1
        while width < source.count {
            var merged: [(key: Value, item: Value)] = []
            merged.reserveCapacity(source.count)
            for start in stride(from: 0, to: source.count, by: width * 2) {
                let middle = Swift.min(start + width, source.count)
                let end = Swift.min(start + width * 2, source.count)
                var (left, right) = (start, middle)
                while left < middle, right < end {
                    let order = try order(source[left].key, source[right].key)
                    if isDescending ? order >= 0 : order <= 0 {
                        merged.append(source[left])
                        left += 1
                    } else {
                        merged.append(source[right])
                        right += 1
                    }
                }
                merged += source[left..<middle]
                merged += source[right..<end]
            }
            source = merged
            width *= 2
        }
        items = source
    }

    private mutating func unique(
        _ items: UnsafeBufferPointer<Value>, _ arguments: UnsafeMutablePointer<Value>
    ) throws(Fault) -> Value {
        let isCaseSensitive = try isTrue(arguments[1])
        var seen: [Value] = []
        var kept: [Value] = []
        for item in items {
            let key = try key(item, arguments[2], isCaseSensitive: isCaseSensitive)
            var isNew = true
            for other in seen where try isEqual(other, key) {
                isNew = false
                break
            }
            try spend(seen.count / 8)
            if isNew {
                seen.append(key)
                kept.append(item)
            }
        }
        return arena.list(kept)
    }

    private mutating func sum(
        _ items: UnsafeBufferPointer<Value>, _ path: Value, _ start: Value
    ) throws(Fault) -> Value {
        var total = start
        for item in items {
            let next = try follow(path, item)
            if total.kind == .double, next.kind == .double {
                total = .double(Double(bitPattern: total.payload) + Double(bitPattern: next.payload))
            } else {
                total = try arithmetic(BinaryOperator.add.rawValue, total, next)
            }
        }
        return total
    }

    private mutating func extreme(
        _ items: UnsafeBufferPointer<Value>, _ arguments: UnsafeMutablePointer<Value>, sign: Int
    ) throws(Fault) -> Value {
        let isCaseSensitive = try isTrue(arguments[1])
        guard var best = items.first else { return undefinedHere }
        var bestKey = try key(best, arguments[2], isCaseSensitive: isCaseSensitive)
        for item in items.dropFirst() {
            let key = try key(item, arguments[2], isCaseSensitive: isCaseSensitive)
            if try order(key, bestKey) * sign < 0 { (best, bestKey) = (item, key) }
        }
        return best
    }

    private mutating func groups(
        _ items: UnsafeBufferPointer<Value>, _ arguments: UnsafeMutablePointer<Value>
    ) throws(Fault) -> Value {
        let isCaseSensitive = try isTrue(arguments[3])
        var keyed: [(key: Value, item: Value)] = []
        for item in items {
            var name = try follow(arguments[1], item)
            if name.kind == .undefined || name.kind == .null, arguments[2].kind != .null {
                name = arguments[2]
            }
            if name.kind == .undefined { throw Fault(.undefined, name) }
            let pair = arena.list([name, item])
            let isText = !isCaseSensitive && (name.kind == .string || name.kind == .markup)
            keyed.append((isText ? folded(name) : name, pair))
        }
        try sort(&keyed, isDescending: false)
        var groups: [Value] = []
        var index = 0
        let shape = ShapeID(index: Int(arguments[4].payload))
        while index < keyed.count {
            let start = index
            while index < keyed.count, try isEqual(keyed[start].key, keyed[index].key) { index += 1 }
            let fields = arena.fields(count: 2)
            fields[0] = keyed[start].item.items[0]
            fields[1] = arena.list(keyed[start..<index].map { $0.item.items[1] })
            groups.append(.record(fields, shape: shape))
        }
        return arena.list(groups)
    }

    private func batch(_ items: UnsafeBufferPointer<Value>, _ count: Value, _ fill: Value) throws(Fault)
        -> Value
    {
        guard let size = count.integer, size > 0, size < 1 << 20 else { throw Fault(.argument) }
        var rows: [Value] = []
        for start in stride(from: 0, to: items.count, by: Int(size)) {
            var row = Array(items[start..<Swift.min(start + Int(size), items.count)])
            if fill.kind != .null { row += Array(repeating: fill, count: Int(size) - row.count) }
            rows.append(arena.list(row))
        }
        return arena.list(rows)
    }

    private func columns(_ items: UnsafeBufferPointer<Value>, _ count: Value, _ fill: Value) throws(Fault)
        -> Value
    {
        guard let number = count.integer, number > 0, number < 1 << 20 else { throw Fault(.argument) }
        let (size, rest) = (items.count / Int(number), items.count % Int(number))
        var start = 0
        var lists: [Value] = []
        for index in 0..<Int(number) {
            let end = start + size + (index < rest ? 1 : 0)
            var column = Array(items[start..<end])
            if fill.kind != .null, index >= rest { column.append(fill) }
            lists.append(arena.list(column))
            start = end
        }
        return arena.list(lists)
    }

    private func pairs(_ record: Value) throws(Fault) -> Value {
        if record.kind == .undefined { return Value(kind: .list) }
        guard let fields = record.fields else { throw Fault(.type, record) }
        return arena.list(keys(record).items.enumerated().map { arena.list([$1, fields[$0]]) })
    }

    private mutating func sortedPairs(_ record: Value, _ arguments: UnsafeMutablePointer<Value>) throws(Fault)
        -> Value
    {
        let isCaseSensitive = try isTrue(arguments[1])
        let isByValue: Bool
        switch String(decoding: arguments[2].bytes, as: UTF8.self) {
        case "key": isByValue = false
        case "value": isByValue = true
        default: throw Fault(.argument)
        }
        var keyed: [(key: Value, item: Value)] = []
        for pair in try pairs(record).items {
            keyed.append(
                (try key(pair.items[isByValue ? 1 : 0], .null, isCaseSensitive: isCaseSensitive), pair))
        }
        try sort(&keyed, isDescending: try isTrue(arguments[3]))
        return arena.list(keyed.map(\.item))
    }
}
