internal import Glibc
internal import JSON

/// The records of one edition that are published on their own, by table and name: a code, or a key where there are no codes.
///
/// Written as an object of lists: `{"projects":["intranet","website"]}`, all in byte order.
struct RecordList: Hashable {
    /// Sorted, each once.
    private var names: [String: [String]] = [:]

    /// No record.
    init() {}

    /// Reads what `write(to:)` wrote; what is none has no record.
    init(_ json: JSONValue?) {
        for member in json?.object ?? [] {
            names[member.name] = (member.value.array ?? []).compactMap(\.string)
        }
        sort()
    }

    /// The records of a list of `RecordLines`.
    init(lines: [UInt8]) {
        // Those of one table follow each other.
        var last: (table: String, names: [String])?
        lines.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                if let (table, name) = RecordLine.identity(of: rest[..<end]) {
                    if table != last?.table {
                        if let last { names[last.table, default: []] += last.names }
                        last = (table, [])
                    }
                    last?.names.append(name)
                }
                rest = rest[(end + 1)...]
            }
        }
        if let last { names[last.table, default: []] += last.names }
        sort()
    }

    var isEmpty: Bool { names.isEmpty }

    /// How many records there are.
    var count: Int { names.values.reduce(0) { $0 + $1.count } }

    /// The names of each table's records.
    var byTable: [String: Set<String>] { names.mapValues { Set($0) } }

    func contains(_ name: String, of table: String) -> Bool {
        guard let known = names[table] else { return false }
        var places = known.startIndex..<known.endIndex
        while !places.isEmpty {
            let middle = places.lowerBound + places.count / 2
            if known[middle] == name { return true }
            let isBefore = Self.inByteOrder(known[middle], name)
            places = isBefore ? middle + 1..<places.upperBound : places.lowerBound..<middle
        }
        return false
    }

    /// Whether a condition holds for one of them, by its table and name.
    func contains(where isWanted: (_ table: String, _ name: String) throws -> Bool) rethrows -> Bool {
        try names.contains { table, names in try names.contains { try isWanted(table, $0) } }
    }

    /// The records that `other` does not have.
    func subtracting(_ other: RecordList) -> RecordList {
        var rest = self
        rest.subtract(other)
        return rest
    }

    mutating func formUnion(_ other: RecordList) {
        names.merge(other.names) { $0 + $1 }
        sort()
    }

    mutating func subtract(_ other: RecordList) {
        for (table, gone) in other.names {
            guard let known = names[table] else { continue }
            let gone = Set(gone)
            let rest = known.filter { !gone.contains($0) }
            names[table] = rest.isEmpty ? nil : rest
        }
    }

    /// Brings every list into byte order, each name once; most are already.
    private mutating func sort() {
        for (table, list) in names
        where !zip(list, list.dropFirst()).allSatisfy({ Self.inByteOrder($0, $1) }) {
            var sorted: [String] = []
            for name in list.sorted(by: Self.inByteOrder) where name != sorted.last { sorted.append(name) }
            names[table] = sorted
        }
    }

    func write(to json: inout JSONWriter) {
        json.beginObject()
        for table in names.keys.sorted(by: Self.inByteOrder) {
            Self.write(table, names[table] ?? [], to: &json)
        }
        json.endObject()
    }

    private static func write(_ table: String, _ names: [String], to json: inout JSONWriter) {
        json.name(table)
        json.beginArray()
        for name in names { json.string(name) }
        json.endArray()
    }

    private static func inByteOrder(_ left: String, _ right: String) -> Bool {
        var (left, right) = (left, right)
        return left.withUTF8 { left in
            right.withUTF8 { right in
                guard let one = left.baseAddress, let other = right.baseAddress else {
                    return left.count < right.count
                }
                let order = memcmp(one, other, min(left.count, right.count))
                return order == 0 ? left.count < right.count : order < 0
            }
        }
    }
}
