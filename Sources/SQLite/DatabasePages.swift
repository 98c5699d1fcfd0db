public import Files

/// The pages of a database file that nobody changes while it is looked at, and what each of them is.
///
/// Follows https://www.sqlite.org/fileformat2.html as far as it takes to find the leaves of tables. A file that is not as
/// described there tells nothing; whoever reads its rows asks SQLite.
public struct DatabasePages {
    /// In bytes.
    public let size: Int
    /// How many there are.
    public let count: Int
    /// Of each page that can be used.
    let usableSize: Int
    private let file: RandomAccessFile
    /// Pages that are looked at in place of the file's.
    private let overlay: [Int: [UInt8]]

    /// Reads the header of a file; nil where it is none of a database.
    public init?(_ file: RandomAccessFile, overlay: [Int: [UInt8]] = [:]) throws(FileError) {
        let header: [UInt8]
        if let page = overlay[1] { header = page } else { header = try file.read(100, at: 0) }
        guard header.count >= 100, header.starts(with: "SQLite format 3\0".utf8) else { return nil }
        let stated = Int(header[16]) << 8 | Int(header[17])
        size = stated == 1 ? 65536 : stated
        guard size >= 512, size & (size - 1) == 0 else { return nil }
        usableSize = size - Int(header[20])
        count = Int(Self.number(header, at: 28))
        self.file = file
        self.overlay = overlay
    }

    /// The bytes of a page, counted from 1.
    func page(_ number: Int) throws(FileError) -> [UInt8] {
        if let page = overlay[number] { return page }
        return try file.read(size, at: (number - 1) * size)
    }

    /// What a page is for.
    enum Kind: Hashable {
        /// Of long values, or of nothing that is known here.
        case unknown
        case free
        case index
        /// Of the list of tables and indexes; the first page, whose beginning is the file's header, among them.
        case schema
        /// Of the table of that place in the list of roots.
        case table(Int)
    }

    /// A table or index, and the first page of its tree.
    struct Root {
        let page: Int
        let kind: Kind
    }

    /// What each page is, by its number; nil where the file is not as it should be.
    func kinds(of roots: [Root]) throws(FileError) -> [Kind]? {
        var kinds = [Kind](repeating: .unknown, count: count + 1)
        guard try markFree(&kinds) else { return nil }
        for root in roots where try !mark(root, &kinds) { return nil }
        return kinds
    }

    private func markFree(_ kinds: inout [Kind]) throws(FileError) -> Bool {
        var trunk = Int(Self.number(try page(1), at: 32))
        while trunk != 0 {
            guard take(trunk, as: .free, &kinds) else { return false }
            let bytes = try page(trunk)
            guard bytes.count == size else { return false }
            let leaves = Int(Self.number(bytes, at: 4))
            guard leaves <= size / 4 - 2 else { return false }
            for leaf in 0..<leaves {
                guard take(Int(Self.number(bytes, at: 8 + 4 * leaf)), as: .free, &kinds) else { return false }
            }
            trunk = Int(Self.number(bytes, at: 0))
        }
        return true
    }

    /// Level by level: all leaves of a tree are equally deep, so one of a level tells for all.
    private func mark(_ root: Root, _ kinds: inout [Kind]) throws(FileError) -> Bool {
        var level = [root.page]
        while true {
            for number in level { guard take(number, as: root.kind, &kinds) else { return false } }
            guard let first = level.first, let node = Node(try page(first), number: first) else {
                return false
            }
            if node.isLeaf { return true }
            var next: [Int] = []
            for number in level {
                guard let node = Node(try page(number), number: number), !node.isLeaf else { return false }
                next += node.children
            }
            level = next
        }
    }

    private func take(_ number: Int, as kind: Kind, _ kinds: inout [Kind]) -> Bool {
        guard (1...count).contains(number), kinds[number] == .unknown else { return false }
        kinds[number] = kind
        return true
    }

    static func number(_ bytes: [UInt8], at offset: Int) -> UInt32 {
        guard offset >= 0, offset + 4 <= bytes.count else { return 0 }
        return bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}

extension DatabasePages {
    /// One page of a tree.
    struct Node {
        private let bytes: [UInt8]
        private let header: Int
        private let cellCount: Int
        let isLeaf: Bool
        /// Whether its rows have numbers: it is of a table, and of none that is `without rowid`.
        let hasRowIDs: Bool

        /// Nil for what is no page of a tree.
        init?(_ bytes: [UInt8], number: Int) {
            header = number == 1 ? 100 : 0
            guard bytes.count >= 512 else { return nil }
            switch bytes[header] {
            case 2: (isLeaf, hasRowIDs) = (false, false)
            case 5: (isLeaf, hasRowIDs) = (false, true)
            case 10: (isLeaf, hasRowIDs) = (true, false)
            case 13: (isLeaf, hasRowIDs) = (true, true)
            default: return nil
            }
            cellCount = Int(bytes[header + 3]) << 8 | Int(bytes[header + 4])
            guard header + 12 + 2 * cellCount <= bytes.count else { return nil }
            self.bytes = bytes
        }

        private func cell(_ index: Int) -> Int {
            let place = header + (isLeaf ? 8 : 12) + 2 * index
            return Int(bytes[place]) << 8 | Int(bytes[place + 1])
        }

        /// The pages below one that is no leaf.
        var children: [Int] {
            (0..<cellCount).map { Int(DatabasePages.number(bytes, at: cell($0))) }
                + [Int(DatabasePages.number(bytes, at: header + 8))]
        }

        /// The numbers of the rows on a leaf of a table, each with what of it lies on this page; nil where one does not.
        func rows(usableSize: Int) -> [(id: Int64, bytes: ArraySlice<UInt8>)]? {
            var result: [(id: Int64, bytes: ArraySlice<UInt8>)] = []
            for index in 0..<cellCount {
                var position = cell(index)
                guard let length = varint(&position), let id = varint(&position), length >= 0 else {
                    return nil
                }
                let end = position + local(Int(length), usableSize)
                guard end <= bytes.count else { return nil }
                result.append((id, bytes[position..<end]))
            }
            return result
        }

        /// How much of a row of that length lies on its page, with the number of the page where the rest is.
        private func local(_ length: Int, _ usableSize: Int) -> Int {
            let most = usableSize - 35
            guard length > most else { return length }
            let least = (usableSize - 12) * 32 / 255 - 23
            let rest = least + (length - least) % (usableSize - 4)
            return (rest <= most ? rest : least) + 4
        }

        private func varint(_ position: inout Int) -> Int64? {
            var value: UInt64 = 0
            for step in 0..<9 {
                guard bytes.indices.contains(position) else { return nil }
                let byte = bytes[position]
                position += 1
                if step == 8 { return Int64(bitPattern: value << 8 | UInt64(byte)) }
                value = value << 7 | UInt64(byte & 0x7F)
                if byte & 0x80 == 0 { break }
            }
            return Int64(bitPattern: value)
        }
    }
}
