extension Interpreter {
    @inline(__always)
    mutating func compare(
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

    /// Values that lie deeper in each other than this cannot be compared: the machine's stack would end.
    private static let depthLimit = 200

    mutating func isEqual(_ left: Value, _ right: Value, depth: Int = 0) throws(Fault) -> Bool {
        switch (left.kind, right.kind) {
        case (.undefined, _) where left.detail != 1: throw Fault(.undefined, left)
        case (_, .undefined) where right.detail != 1: throw Fault(.undefined, right)
        case (.string, .string), (.string, .markup), (.markup, .string), (.markup, .markup):
            guard left.detail == right.detail else { return false }
            try spend(on: left)
            return left.bytes.elementsEqual(right.bytes)
        case (.list, .list):
            guard left.detail == right.detail else { return false }
            try spend(1 + left.items.count / 4)
            guard depth < Self.depthLimit else { throw Fault(.nesting) }
            for index in 0..<left.items.count
            where try !isEqual(left.items[index], right.items[index], depth: depth + 1) {
                return false
            }
            return true
        case (.record, .record):
            if left.payload == right.payload { return true }
            return try isEqualRecord(left, right, depth)
        case (.bool, .bool), (.int, .int), (.bool, .int), (.int, .bool): return left.payload == right.payload
        case (.double, .double), (.double, .int), (.int, .double), (.double, .bool), (.bool, .double):
            return left.number == right.number
        default:
            return left.kind == right.kind && left.payload == right.payload && left.detail == right.detail
        }
    }

    /// Rows of the schema are equal where they are the same row; records of JSON and of the template where their fields are.
    private mutating func isEqualRecord(_ left: Value, _ right: Value, _ depth: Int) throws(Fault) -> Bool {
        let context = context.takeUnretainedValue()
        guard let first = left.fields, let second = right.fields, let shape = left.shape,
            let other = right.shape,
            !context.isSchema(shape), !context.isSchema(other),
            let names = context.entry(shape), let count = context.entry(other)?.count, names.count == count
        else { return false }
        try spend(1 + count)
        guard depth < Self.depthLimit else { throw Fault(.nesting) }
        for index in 0..<count {
            guard let place = shape == other ? index : fieldIndex(right, names.names[index].bytes, context),
                try isEqual(first[index], second[place], depth: depth + 1)
            else { return false }
        }
        return true
    }

    /// Below 0, 0 or above 0.
    mutating func order(_ left: Value, _ right: Value, depth: Int = 0) throws(Fault) -> Int {
        switch (left.kind, right.kind) {
        case (.undefined, _): throw Fault(.undefined, left)
        case (_, .undefined): throw Fault(.undefined, right)
        case (.string, .string), (.string, .markup), (.markup, .string), (.markup, .markup):
            try spend(on: left)
            return Self.order(left.bytes, right.bytes)
        case (.bool, .bool), (.int, .int), (.bool, .int), (.int, .bool), (.date, .date), (.instant, .instant):
            return Self.order(Int64(bitPattern: left.payload), Int64(bitPattern: right.payload))
        case (.money, .money):
            guard left.detail == right.detail else { throw Fault(.currency) }
            return Self.order(Int64(bitPattern: left.payload), Int64(bitPattern: right.payload))
        case (.list, .list):
            try spend(1 + left.items.count / 4)
            guard depth < Self.depthLimit else { throw Fault(.nesting) }
            for index in 0..<min(left.items.count, right.items.count) {
                let order = try order(left.items[index], right.items[index], depth: depth + 1)
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

    mutating func contains(_ container: Value, _ value: Value) throws(Fault) -> Bool {
        try spend(on: container)
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
        if needle.count > 32 { return findLong(needle, in: text, from: start) }
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

    /// Knuth, Morris and Pratt's search: no byte of the text is read twice, whatever the two are.
    private static func findLong(
        _ needle: UnsafeRawBufferPointer, in text: UnsafeRawBufferPointer, from start: Int
    ) -> Int? {
        var borders = [0]
        var matched = 0
        for byte in needle.dropFirst() {
            while matched > 0, needle[matched] != byte { matched = borders[matched - 1] }
            if needle[matched] == byte { matched += 1 }
            borders.append(matched)
        }
        matched = 0
        for index in start..<max(start, text.count) {
            while matched > 0, needle[matched] != text[index] { matched = borders[matched - 1] }
            if needle[matched] == text[index] { matched += 1 }
            if matched == needle.count { return index + 1 - matched }
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
