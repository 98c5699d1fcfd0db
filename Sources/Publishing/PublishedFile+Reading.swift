internal import Access
internal import Files
internal import JSON

extension PublishedFile {
    /// The assets of what is published; none where nothing is.
    static func assets(in folder: PortalFolder) throws -> [PublishedFile] {
        let list = try Publication.bytes(folder.access + "/files.jsonl") ?? []
        let start = Array("{\"path\":\"/assets/".utf8)
        return list.split(separator: UInt8(ascii: "\n")).filter { $0.starts(with: start) }.compactMap {
            line in
            guard let json = try? JSONReader.read(Array(line)), let path = json["path"]?.string,
                let checked = RelativePath(String(path.dropFirst())),
                let digest = json["sha256"]?.string.flatMap({ Digest(hex: $0) }),
                let size = json["bytes"]?.int
            else { return nil }
            return PublishedFile(path: checked, digest: digest, size: Int(clamping: size))
        }
    }

    /// The paths of one edition's list whose lines another list does not have.
    static func paths(_ list: [UInt8], butNot other: [UInt8]) -> [String] {
        guard list != other else { return [] }
        let newline = UInt8(ascii: "\n")
        let known = Set(other.split(separator: newline))
        return list.split(separator: newline).filter { !known.contains($0) }.map { line in
            (try? JSONReader.read(Array(line)))?["path"]?.string ?? ""
        }
    }
}
