public import Files
internal import Glibc

/// Which rows differ between a database file and an earlier copy of it, told from the pages that differ.
///
/// Reading two files page by page takes a fraction of the time that reading their rows does.
public struct RowDifference: Hashable, Sendable {
    /// Rows of one table by their numbers, ascending.
    public struct Rows: Hashable, Sendable {
        /// Changed or gone since.
        public var before: [Int64] = []
        /// Changed or new.
        public var after: [Int64] = []

        /// Rows by their numbers, ascending.
        public init(before: [Int64] = [], after: [Int64] = []) {
            (self.before, self.after) = (before, after)
        }
    }

    /// By the table's name; a table without changes has none.
    public private(set) var tables: [String: Rows] = [:]

    /// Compares; nil where more may have changed than rows of tables with row numbers, or too much for this to be worth it.
    ///
    /// - Parameters:
    ///   - changed: every page that differs, and its bytes now, as `changedPages` finds them.
    ///   - schema: a connection to either, for the places of their tables.
    public init?(
        from old: DatabasePages, to new: DatabasePages, changed: [Int: [UInt8]], schema: Connection
    ) throws {
        // Pages that are gone may have held rows that are gone with them.
        guard new.count >= old.count else { return nil }
        let (names, roots) = try Self.roots(in: schema)
        guard let before = try old.kinds(of: roots), let after = try new.kinds(of: roots) else { return nil }
        var rows: [Int: (before: [Int64: ArraySlice<UInt8>], after: [Int64: ArraySlice<UInt8>])] = [:]
        for number in changed.keys {
            for (pages, kinds, isOld) in [(old, before, true), (new, after, false)] {
                guard number <= pages.count else { continue }
                switch kinds[number] {
                case .free, .index: continue
                case .unknown: return nil
                case .schema:
                    guard number == 1, let page = changed[1] else { return nil }
                    guard try old.page(1)[100...] == page[100...] else { return nil }
                case .table(let table):
                    let bytes = isOld ? try old.page(number) : changed[number] ?? []
                    guard let node = DatabasePages.Node(bytes, number: number), node.hasRowIDs else {
                        return nil
                    }
                    guard node.isLeaf else { continue }
                    guard let found = node.rows(usableSize: pages.usableSize) else { return nil }
                    for row in found {
                        if isOld {
                            rows[table, default: ([:], [:])].before[row.id] = row.bytes
                        } else {
                            rows[table, default: ([:], [:])].after[row.id] = row.bytes
                        }
                    }
                }
            }
        }
        for (table, found) in rows {
            let gone = found.before.filter { found.after[$0.key] != $0.value }.keys.sorted()
            let come = found.after.filter { found.before[$0.key] != $0.value }.keys.sorted()
            if !gone.isEmpty || !come.isEmpty { tables[names[table]] = Rows(before: gone, after: come) }
        }
    }

    /// The names of the tables, and where every tree begins. Statistics and the like count as indexes.
    private static func roots(
        in database: Connection
    ) throws -> (names: [String], roots: [DatabasePages.Root]) {
        var names: [String] = []
        var roots = [DatabasePages.Root(page: 1, kind: .schema)]
        let rows = try database.prepare(
            "select type, name, rootpage from sqlite_schema where rootpage > 0 order by rootpage",
            isLongLived: false)
        while try rows.step() {
            let name = rows.text(at: 1) ?? ""
            let isTable = rows.text(at: 0) == "table" && !name.hasPrefix("sqlite_")
            if isTable { names.append(name) }
            roots.append(
                DatabasePages.Root(
                    page: Int(rows.integer(at: 2)), kind: isTable ? .table(names.count - 1) : .index))
        }
        return (names, roots)
    }

    /// The most pages for which rows are looked at one by one.
    private static let mostPages = 2048

    /// The pages in which a file differs from its copy, with their bytes in the file.
    ///
    /// Nil where there are very many, or the header tells of another kind of file.
    public static func changedPages(
        of file: RandomAccessFile, since copy: RandomAccessFile, pages: DatabasePages
    ) throws(FileError) -> [Int: [UInt8]]? {
        var changed: [Int: [UInt8]] = [:]
        let piece = max(1 << 20, pages.size)
        let buffers = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * piece, alignment: 4096)
        defer { buffers.deallocate() }
        let now = UnsafeMutableRawBufferPointer(rebasing: buffers[..<piece])
        let then = UnsafeMutableRawBufferPointer(rebasing: buffers[piece...])
        var offset = 0
        while true {
            let count = try file.read(into: now, at: offset)
            if count == 0 { return changed }
            let known = try copy.read(into: then, at: offset)
            for start in stride(from: 0, to: count, by: pages.size) {
                let page = now[start..<min(start + pages.size, count)]
                guard page.count == pages.size else { return nil }
                let number = (offset + start) / pages.size + 1
                if start + pages.size <= known, Self.isSame(page, then[start..<start + pages.size]) {
                    continue
                }
                var bytes = Array(page)
                if number == 1 {
                    guard normalise(&bytes, then[..<min(known, 100)]) else { return nil }
                    if bytes.elementsEqual(then[..<pages.size]) { continue }
                }
                changed[number] = bytes
                if changed.count > mostPages { return nil }
            }
            offset += count
        }
    }

    private static func isSame(
        _ left: Slice<UnsafeMutableRawBufferPointer>, _ right: Slice<UnsafeMutableRawBufferPointer>
    ) -> Bool {
        let (one, other) = (UnsafeRawBufferPointer(rebasing: left), UnsafeRawBufferPointer(rebasing: right))
        guard one.count == other.count, let first = one.baseAddress, let second = other.baseAddress else {
            return false
        }
        return memcmp(first, second, one.count) == 0
    }

    /// Gives the first page of a live file what a copy of it says of journals and counts of changes, the schema's among them.
    ///
    /// Returns whether the rest of the header tells of the same encoding and form.
    private static func normalise(
        _ page: inout [UInt8], _ header: Slice<UnsafeMutableRawBufferPointer>
    ) -> Bool {
        guard header.count == 100 else { return false }
        for range in [18..<20, 24..<28, 40..<44, 92..<100] {
            for place in range { page[place] = header[place] }
        }
        return (0..<100).allSatisfy { (28..<40).contains($0) || page[$0] == header[$0] }
    }
}
