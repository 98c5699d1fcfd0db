internal import Access
internal import Files
internal import Glibc

extension PublishedFile {
    /// The assets of what is published; none where nothing is.
    static func assets(in folder: PortalFolder) throws -> [PublishedFile] {
        try assets(of: folder.access + "/files.jsonl")
    }

    /// The assets of a `files.jsonl`; none where there is no such file.
    static func assets(of path: String) throws -> [PublishedFile] {
        try (PublishedLists(try FileSystem.readIfThere(path) ?? []).lines(of: "assets") ?? [])
            .split(separator: UInt8(ascii: "\n")).map { try PublishedFile(reading: Array($0)) }
    }

    /// Calls `body` with the address of each file of a list that was made of one record, and with that record.
    static func forEachRecord(in list: [UInt8], _ body: (_ path: String, _ record: String) -> Void) throws {
        let (head, member) = (#"{"path":""#.utf8.count, Array(#""record":""#.utf8))
        let (comma, quote) = (UInt8(ascii: ","), UInt8(ascii: "\""))
        for line in list.split(separator: UInt8(ascii: "\n")) {
            var place = line.startIndex
            while let next = line[place...].firstIndex(of: comma) {
                place = next + 1
                guard line[place...].starts(with: member) else { continue }
                let record = line[(place + member.count)...].prefix { $0 != quote }
                if record.contains(UInt8(ascii: "\\")) {
                    let file = try PublishedFile(reading: Array(line))
                    if let record = file.record { body(file.urlPath, record) }
                } else {
                    let path = line.dropFirst(head).prefix { $0 != quote }
                    body(String(decoding: path, as: UTF8.self), String(decoding: record, as: UTF8.self))
                }
                break
            }
        }
    }

    /// The published assets that published pages name; the others are there for pages that were displaced.
    static func pageAssets(in folder: PortalFolder) throws -> [PublishedFile] {
        guard let bytes = try FileSystem.readIfThere(folder.pageAssets) else { return try assets(in: folder) }
        return try bytes.split(separator: UInt8(ascii: "\n")).map { try PublishedFile(reading: Array($0)) }
    }

    /// Of each path the first of several lists, in byte order.
    static func joined(_ lists: [PublishedFile]...) -> [PublishedFile] {
        Dictionary(lists.joined().map { ($0.path.text, $0) }) { first, _ in first }
            .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.value)
    }

    /// The paths of one edition's list whose lines another list does not have.
    static func paths(_ list: [UInt8], butNot other: [UInt8]) throws -> [String] {
        guard list != other else { return [] }
        let newline = UInt8(ascii: "\n")
        let known = Set(other.split(separator: newline))
        return try list.split(separator: newline).filter { !known.contains($0) }.map { line in
            try PublishedFile(reading: Array(line)).urlPath
        }
    }
}

/// The lines of the published `files.jsonl`, edition by edition; those of assets are under `assets`.
struct PublishedLists {
    private var bytes: [UInt8] = []
    private var ranges: [String: Range<Int>] = [:]

    /// None.
    init() {}

    /// Those of what is published; none where nobody knows what is.
    init(in folder: PortalFolder) throws {
        let isKnown = try PublicationState(of: folder).id != nil
        self.init(isKnown ? try FileSystem.readIfThere(folder.access + "/files.jsonl") ?? [] : [])
    }

    /// Those of a `files.jsonl`.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        bytes.withUnsafeBytes { lines in
            guard let base = lines.baseAddress else { return }
            var start = 0
            while start < lines.count, let name = Self.firstSegment(lines, at: start) {
                // The lines of an edition follow each other; the next begins where its name does not.
                let begin = Array("{\"path\":\"/\(name)/".utf8)
                var end = start
                while lines.count - end >= begin.count, memcmp(base + end, begin, begin.count) == 0 {
                    guard let newline = memchr(base + end, 10, lines.count - end) else { return }
                    end = UnsafeRawPointer(newline) - base + 1
                }
                guard end > start else { return }
                ranges[name] = start..<end
                start = end
            }
        }
    }

    /// An edition's lines; nil where none are known.
    func lines(of edition: String) -> ArraySlice<UInt8>? { ranges[edition].map { bytes[$0] } }

    private static func firstSegment(_ lines: UnsafeRawBufferPointer, at start: Int) -> String? {
        let head = "{\"path\":\"/".utf8.count
        guard start + head < lines.count else { return nil }
        let name = lines[(start + head)...].prefix(300).prefix {
            $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\"")
        }
        return String(decoding: name, as: UTF8.self)
    }
}
