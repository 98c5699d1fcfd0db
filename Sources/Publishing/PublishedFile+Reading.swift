internal import Access
internal import Files

extension PublishedFile {
    /// The assets of what is published; none where nothing is.
    static func assets(in folder: PortalFolder) throws -> [PublishedFile] {
        try assets(of: folder.access + "/files.jsonl")
    }

    /// The assets of a `files.jsonl`; none where there is no such file.
    static func assets(of path: String) throws -> [PublishedFile] {
        let list = try FileSystem.readIfThere(path) ?? []
        let start = Array("{\"path\":\"/assets/".utf8)
        return try list.split(separator: UInt8(ascii: "\n")).filter { $0.starts(with: start) }.map { line in
            try PublishedFile(reading: Array(line))
        }
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
