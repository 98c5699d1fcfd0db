extension Interpreter {
    @inline(__always)
    func compare(
        _ mode: UInt8, _ left: UnsafeMutablePointer<Value>, _ right: UnsafeMutablePointer<Value>
    ) throws(Fault) -> Bool {
        switch Comparison(rawValue: mode) {
        case .equal: return try isEqual(left.pointee, right.pointee)
        case .notEqual: return try !isEqual(left.pointee, right.pointee)
        case .less: return try order(left.pointee, right.pointee) < 0
        case .lessOrEqual: return try order(left.pointee, right.pointee) <= 0
        case .greater: return try order(left.pointee, right.pointee) > 0
        case .greaterOrEqual: return try order(left.pointee, right.pointee) >= 0
        case .isIn: return try contains(right.pointee, left.pointee)
        case .notIn: return try !contains(right.pointee, left.pointee)
        case nil: return false
        }
    }

    func isEqual(_ left: Value, _ right: Value) throws(Fault) -> Bool {
        switch (left.kind, right.kind) {
        case (.undefined, _) where left.detail != 1: throw Fault(.undefined, left)
        case (_, .undefined) where right.detail != 1: throw Fault(.undefined, right)
        case (.string, .string), (.string, .markup), (.markup, .string), (.markup, .markup):
            return left.detail == right.detail && left.bytes.elementsEqual(right.bytes)
        case (.list, .list):
            guard left.detail == right.detail else { return false }
            for index in 0..<left.items.count where try !isEqual(left.items[index], right.items[index]) {
                return false
            }
            return true
        case (.record, .record): return left.payload == right.payload
        case (.bool, .bool), (.int, .int), (.bool, .int), (.int, .bool): return left.payload == right.payload
        case (.double, .double), (.double, .int), (.int, .double), (.double, .bool), (.bool, .double):
            return left.number == right.number
        default:
            return left.kind == right.kind && left.payload == right.payload && left.detail == right.detail
        }
    }

    /// Below 0, 0 or above 0.
    func order(_ left: Value, _ right: Value) throws(Fault) -> Int {
        switch (left.kind, right.kind) {
        case (.undefined, _): throw Fault(.undefined, left)
        case (_, .undefined): throw Fault(.undefined, right)
        case (.string, .string), (.string, .markup), (.markup, .string), (.markup, .markup):
            return Self.order(left.bytes, right.bytes)
        case (.bool, .bool), (.int, .int), (.bool, .int), (.int, .bool), (.date, .date), (.instant, .instant):
            return Self.order(Int64(bitPattern: left.payload), Int64(bitPattern: right.payload))
        case (.money, .money):
            guard left.detail == right.detail else { throw Fault(.currency) }
            return Self.order(Int64(bitPattern: left.payload), Int64(bitPattern: right.payload))
        case (.list, .list):
            for index in 0..<min(left.items.count, right.items.count) {
                let order = try order(left.items[index], right.items[index])
                if order != 0 { return order }
            }
            return Self.order(Int64(left.items.count), Int64(right.items.count))
        default:
            guard let first = left.number, let second = right.number else {
                throw Fault(.compareTypes, left.number == nil && left.kind != .string ? left : right)
            }
            return first < second ? -1 : first > second ? 1 : 0
        }
    }

    private static func order(_ left: Int64, _ right: Int64) -> Int {
        left < right ? -1 : left > right ? 1 : 0
    }

    static func order(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
        let count = min(left.count, right.count)
        for index in 0..<count where left[index] != right[index] {
            return left[index] < right[index] ? -1 : 1
        }
        return order(Int64(left.count), Int64(right.count))
    }

    func contains(_ container: Value, _ value: Value) throws(Fault) -> Bool {
        switch container.kind {
        case .list:
            for item in container.items where try isEqual(item, value) { return true }
            return false
        case .string, .markup:
            guard value.kind == .string || value.kind == .markup else { throw Fault(.type, value) }
            return Self.find(value.bytes, in: container.bytes, from: 0) != nil
        case .record: return field(container, value) != nil
        default: throw Fault(.notIterable, container)
        }
    }

    /// Where `needle` begins in `text` from `start` on.
    static func find(_ needle: UnsafeRawBufferPointer, in text: UnsafeRawBufferPointer, from start: Int)
        -> Int?
    {
        guard needle.count > 0 else { return start }
        var index = start
        while index + needle.count <= text.count {
            if text[index] == needle[0],
                UnsafeRawBufferPointer(rebasing: text[index..<index + needle.count])
                    .elementsEqual(needle)
            {
                return index
            }
            index += 1
        }
        return nil
    }
}

extension Value {
    /// The number of an int, bool or double.
    var number: Double? {
        switch kind {
        case .double: Double(bitPattern: payload)
        case .int, .bool: Double(Int64(bitPattern: payload))
        default: nil
        }
    }

    /// The number of an int or bool.
    var whole: Int64? { kind == .int || kind == .bool ? Int64(bitPattern: payload) : nil }
}
