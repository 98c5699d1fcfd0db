extension Interpreter {
    /// Appends JSON that is safe in HTML, as Jinja2's `tojson` writes it: fields sorted, `< > & '` and all but ASCII as `\uXXXX`.
    mutating func appendJSON(_ value: Value, depth: Int) throws(Fault) {
        guard depth < 32 else { throw Fault(.nesting) }
        switch value.kind {
        case .null: try output.append("null")
        case .double where !Double(bitPattern: value.payload).isFinite: try output.append("null")
        case .bool, .int, .double: try print(value)
        case .string, .markup: try appendJSONString(value.bytes)
        case .date, .instant, .money: try appendJSONString(try text(value))
        case .undefined where value.detail == 1: try output.append("null")
        case .undefined: throw Fault(.undefined, value)
        case .list:
            try output.append("[")
            for (index, item) in value.items.enumerated() {
                if index > 0 { try output.append(", ") }
                try appendJSON(item, depth: depth + 1)
            }
            try output.append("]")
        case .record:
            guard let fields = value.fields else { return }
            let names = keys(value).items
            let order = names.indices.sorted { Self.order(names[$0].bytes, names[$1].bytes) < 0 }
            try output.append("{")
            for (place, index) in order.enumerated() {
                if place > 0 { try output.append(", ") }
                try appendJSONString(names[index].bytes)
                try output.append(": ")
                try appendJSON(fields[index], depth: depth + 1)
            }
            try output.append("}")
        }
    }

    private mutating func appendJSONString(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
        try output.append(34)
        for unit in String(decoding: bytes, as: UTF8.self).utf16 {
            switch unit {
            case 34: try output.append("\\\"")
            case 92: try output.append("\\\\")
            case 10: try output.append("\\n")
            case 13: try output.append("\\r")
            case 9: try output.append("\\t")
            case 8: try output.append("\\b")
            case 12: try output.append("\\f")
            case 32..<127 where ![38, 39, 60, 62].contains(unit): try output.append(UInt8(unit))
            default: try output.appendEscaped(unit)
            }
        }
        try output.append(34)
    }
}
