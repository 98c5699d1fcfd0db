internal import Glibc

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

extension Folder {
    /// A digest of the names, sizes, places and times of all files beneath this folder: it changes whenever their content may
    /// have.
    ///
    /// - Throws: as `files` does.
    public func versions() throws(FileError) -> Digest {
        var facts: [UInt8] = []
        try addVersions(of: self, prefix: "", to: &facts)
        return Digest(of: facts)
    }

    private func addVersions(
        of folder: Folder, prefix: String, to facts: inout [UInt8]
    ) throws(FileError) {
        guard prefix.utf8.count < 4096 else {
            throw FileError("list", name(prefix), because: "nested too deeply")
        }
        for entry in try folder.descriptor.entries(name: folder.path) {
            guard let text = entry.name else {
                throw FileError("list", name(prefix + entry.shownName), because: "its name is not UTF-8")
            }
            switch entry.kind {
            case .file:
                var status = stat()
                guard fstatat(folder.descriptor.number, entry.rawName, &status, AT_SYMLINK_NOFOLLOW) == 0
                else {
                    throw FileError("examine", name(prefix + text))
                }
                facts += prefix.utf8
                facts += text.utf8
                facts.append(0)
                for number in [
                    Int64(status.st_size), Int64(bitPattern: UInt64(status.st_ino)),
                    Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec),
                    Int64(status.st_ctim.tv_sec), Int64(status.st_ctim.tv_nsec),
                ] {
                    withUnsafeBytes(of: number.littleEndian) { facts += $0 }
                }
            case .folder:
                try addVersions(of: try folder.open(folder: text), prefix: prefix + text + "/", to: &facts)
            case .link:
                throw FileError("read", name(prefix + text), because: "symbolic links are not followed")
            case .other: throw FileError("read", name(prefix + text), because: "not a regular file")
            }
        }
    }
}
