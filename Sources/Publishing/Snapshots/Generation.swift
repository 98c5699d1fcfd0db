internal import Access
internal import Files

/// One edition's complete tree, named by the digest of its lines of `files.jsonl`.
enum Generation {
    /// Whether a folder holds every file that the lines name, with their bytes, and nothing else.
    static func isWhole(_ path: String, _ lines: [UInt8]) throws -> Bool {
        guard FileSystem.kind(path) == .folder else { return false }
        let folder = try Folder(path: path)
        let files = try lines.split(separator: UInt8(ascii: "\n")).map {
            try PublishedFile(reading: Array($0))
        }
        // Below the edition's own name, which is the first segment.
        let names = files.map { String($0.path.text.dropFirst($0.rule.utf8.count + 1)) }
        guard let found = try? folder.files(),
            found == names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        else {
            return false
        }
        return zip(names, files).allSatisfy { (try? folder.digest($0))?.digest == $1.digest }
    }
}
