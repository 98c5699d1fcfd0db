extension Folder {
    /// One name in a folder.
    public struct Entry: Hashable, Sendable {
        /// The name alone.
        public let name: String
        /// File, folder, link or something else.
        public let kind: FileSystem.Kind
    }

    /// What lies in this folder, in byte order of the names.
    ///
    /// - Throws: also for a name that is not UTF-8.
    public func entries() throws(FileError) -> [Entry] {
        try descriptor.entries(name: path).map { (entry) throws(FileError) in
            guard let text = entry.name else {
                throw FileError("list", name(entry.shownName), because: "its name is not UTF-8")
            }
            return Entry(name: text, kind: entry.kind)
        }
    }

    /// Every regular file beneath this folder, relative to it, in byte order of the paths.
    ///
    /// - Throws: also for symbolic links, pipes, sockets and devices, and for names that are not UTF-8.
    public func files() throws(FileError) -> [String] {
        var result: [String] = []
        try walk(self, prefix: "", into: &result)
        return result.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private func walk(_ folder: Folder, prefix: String, into result: inout [String]) throws(FileError) {
        guard prefix.utf8.count < 4096 else {
            throw FileError("list", name(prefix), because: "nested too deeply")
        }
        for entry in try folder.entries() {
            let relative = prefix + entry.name
            switch entry.kind {
            case .file: result.append(relative)
            case .folder: try walk(try folder.open(folder: entry.name), prefix: relative + "/", into: &result)
            case .link: throw FileError("read", name(relative), because: "symbolic links are not followed")
            case .other: throw FileError("read", name(relative), because: "not a regular file")
            }
        }
    }
}
