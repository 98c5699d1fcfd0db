internal import JSON

/// One line of `RecordLines`, read.
struct RecordLine: Hashable {
    let table: String
    let name: String
    let digest: String
    let createdAt: String?
    /// State, progress, dates.
    let facts: [JSONValue.Member]

    /// Reads a line with or without its end; nil for what is none.
    init?(_ line: some Sequence<UInt8>) {
        guard let items = try? JSONReader.read(Array(line)).array, items.count == 5,
            let table = items[0].string, let name = items[1].string, let digest = items[2].string,
            let facts = items[4].object
        else { return nil }
        self.table = table
        self.name = name
        self.digest = digest
        createdAt = items[3].string
        self.facts = facts
    }

    /// The table and the name alone, of a line without its end; nil for what is none.
    static func identity(of line: Slice<UnsafeRawBufferPointer>) -> (table: String, name: String)? {
        guard line.starts(with: "[\"".utf8) else { return nil }
        let quote = UInt8(ascii: "\"")
        let table = line.dropFirst(2).prefix { $0 != quote }
        let name = line[table.endIndex...].dropFirst(3).prefix { $0 != quote }
        guard !table.isEmpty, !name.contains(UInt8(ascii: "\\")) else {
            return RecordLine(line).map { ($0.table, $0.name) }
        }
        return (String(decoding: table, as: UTF8.self), String(decoding: name, as: UTF8.self))
    }

    /// Every record of a list, in its order.
    static func all(in list: [UInt8]) -> [RecordLine] {
        list.split(separator: UInt8(ascii: "\n")).compactMap { RecordLine($0) }
    }

    /// What its state is and how readers were told; nil where it had none.
    var state: (key: String, label: String?)? {
        guard let pair = fact("state")?.array, pair.count == 2, let key = pair[0].string else { return nil }
        return (key, pair[1].string)
    }
    /// In per cent; nil where it had none.
    var progress: Int64? { fact("progress")?.int }
    /// Days and instants as the database writes them, by their columns.
    var moments: [(column: String, value: String)] {
        facts.compactMap { fact in
            guard fact.name.hasSuffix("_on") || fact.name.hasSuffix("_at"), let value = fact.value.string
            else { return nil }
            return (fact.name, value)
        }
    }

    /// Days and instants that differ, by column; those that one of the two does not have are nil.
    static func movedMoments(
        from old: RecordLine, to new: RecordLine
    ) -> [(column: String, from: String?, to: String?)] {
        let (then, now) = (old.moments, new.moments)
        let gone = then.map(\.column).filter { column in !now.contains { $0.column == column } }
        return (now.map(\.column) + gone).compactMap { column in
            let from = then.first { $0.column == column }?.value
            let to = now.first { $0.column == column }?.value
            return from == to ? nil : (column, from, to)
        }
    }

    private func fact(_ name: String) -> JSONValue? { facts.first { $0.name == name }?.value }
}
