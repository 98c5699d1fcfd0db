public import SQLite

/// Keys that rows name, each once: numbers or texts.
public struct NamedKeys: Hashable, Sendable {
    private var integers: Set<Int64> = []
    private var texts: Set<String> = []

    /// How many they are.
    var count: Int { integers.count + texts.count }

    /// Adds a column of the current row; null names nothing.
    mutating func insert(column: Int, of row: Statement) {
        switch row.storage(at: column) {
        case .integer: integers.insert(row.integer(at: column))
        case .text: row.text(at: column).map { _ = texts.insert($0) }
        default: break
        }
    }

    mutating func removeAll() {
        if !integers.isEmpty { integers.removeAll(keepingCapacity: true) }
        if !texts.isEmpty { texts.removeAll(keepingCapacity: true) }
    }

    /// Gives a query each key in turn as its first parameter, numbers first, in order, and does `body` for each row of its answers.
    public func forEachRow(of query: Statement, _ body: (Statement) throws -> Void) throws {
        for key in integers.sorted() {
            try query.bind(key, at: 1)
            while try query.step() { try body(query) }
        }
        for key in texts.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            try query.bind(key, at: 1)
            while try query.step() { try body(query) }
        }
    }
}
