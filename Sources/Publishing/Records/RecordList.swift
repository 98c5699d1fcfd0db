internal import JSON

/// The records of one edition that are published on their own, by table and name: a code, or a key where there are no codes.
///
/// Written as an object of lists: `{"projects":["intranet","website"]}`, all in byte order.
struct RecordList: Hashable {
    private var names: [String: Set<String>] = [:]

    /// No record.
    init() {}

    /// Reads what `write(to:)` wrote; what is none has no record.
    init(_ json: JSONValue?) {
        for member in json?.object ?? [] {
            names[member.name] = Set((member.value.array ?? []).compactMap(\.string))
        }
    }

    /// The records of a list of `RecordLines`.
    init(lines: [UInt8]) {
        lines.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                if let (table, name) = RecordLine.identity(of: rest[..<end]) {
                    names[table, default: []].insert(name)
                }
                rest = rest[(end + 1)...]
            }
        }
    }

    var isEmpty: Bool { names.isEmpty }

    /// How many records there are.
    var count: Int { names.values.reduce(0) { $0 + $1.count } }

    /// The names of each table's records.
    var byTable: [String: Set<String>] { names }

    func contains(_ name: String, of table: String) -> Bool { names[table]?.contains(name) ?? false }

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

    mutating func formUnion(_ other: RecordList) { names.merge(other.names) { $0.union($1) } }

    mutating func subtract(_ other: RecordList) {
        for (table, gone) in other.names {
            guard let rest = names[table]?.subtracting(gone) else { continue }
            names[table] = rest.isEmpty ? nil : rest
        }
    }

    func write(to json: inout JSONWriter) {
        json.beginObject()
        for table in names.keys.sorted(by: Self.inByteOrder) {
            Self.write(table, (names[table] ?? []).sorted(by: Self.inByteOrder), to: &json)
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
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
