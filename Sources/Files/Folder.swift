internal import Glibc

/// A folder that is open: everything is named relative to it, and nothing outside of it is reached.
///
/// Holds for whoever keeps it, also when the folder is renamed. A file that exists is never opened for writing.
public final class Folder {
    /// As it was opened; for errors only.
    public let path: String
    let descriptor: FileDescriptor
    /// Subfolders that were written into, so that a site of a thousand pages opens each once.
    private var opened: [String: FileDescriptor] = [:]

    /// Opens a folder that exists.
    public init(path: String) throws(FileError) {
        self.path = path
        descriptor = try FileDescriptor.open(path, O_RDONLY | O_DIRECTORY, as: "open folder")
    }

    private init(path: String, descriptor: FileDescriptor) {
        self.path = path
        self.descriptor = descriptor
    }

    /// Opens a folder, made with its parents where it is missing.
    public static func create(path: String, mode: UInt32 = 0o755) throws(FileError) -> Folder {
        try FileSystem.makeFolder(path, mode: mode)
        return try Folder(path: path)
    }

    /// A folder beneath this one, made with its parents where it is missing.
    public func folder(_ relative: RelativePath, mode: UInt32 = 0o755) throws(FileError) -> Folder {
        Folder(path: name(relative.text), descriptor: try subfolder(relative.text[...], mode: mode))
    }

    /// Opens a folder beneath this one that exists, whatever its name.
    public func open(folder relative: String) throws(FileError) -> Folder {
        let name = name(relative)
        return Folder(
            path: name,
            descriptor: try descriptor.open(
                beneath: relative, O_RDONLY | O_DIRECTORY, as: "open folder", name: name))
    }

    /// What lies in this folder under a name, symbolic links not followed; nil where nothing does.
    public func kind(_ name: String) -> FileSystem.Kind? {
        var status = stat()
        guard fstatat(descriptor.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
        return FileSystem.Kind(status.st_mode)
    }

    // MARK: - Writing

    /// Writes a new file; its folders are made where they are missing.
    ///
    /// - Throws: also when the file exists.
    public func write(
        _ bytes: UnsafeRawBufferPointer, to relative: RelativePath, mode: UInt32 = 0o644
    ) throws(FileError) {
        let file = try createFile(relative.text, mode: mode)
        try file.write(bytes, name: name(relative.text))
    }

    /// Writes a new file; its folders are made where they are missing.
    public func write(_ bytes: [UInt8], to relative: RelativePath, mode: UInt32 = 0o644) throws(FileError) {
        try bytes.withUnsafeBufferPointer { (buffer) throws(FileError) in
            try write(UnsafeRawBufferPointer(buffer), to: relative, mode: mode)
        }
    }

    /// Writes a new file; its folders are made where they are missing.
    public func write(_ text: String, to relative: RelativePath, mode: UInt32 = 0o644) throws(FileError) {
        try write(Array(text.utf8), to: relative, mode: mode)
    }

    /// Copies a file of `source` here and returns its digest and size, all in one pass.
    ///
    /// Only the path within `source` is trusted to be free of symbolic links: others are refused.
    public func copy(
        _ sourcePath: String, of source: Folder, to relative: RelativePath, mode: UInt32 = 0o644
    ) throws(FileError) -> (digest: Digest, size: Int) {
        try copy(sourcePath, of: source, as: relative.text, mode: mode)
    }

    /// Copies a file of `source` to the same path here, whatever characters its name has, as the other `copy` does.
    ///
    /// - Throws: also for a path that leads out of the folder.
    public func copy(
        _ path: String, of source: Folder, mode: UInt32 = 0o644
    ) throws(FileError) -> (digest: Digest, size: Int) {
        guard FileSystem.isContained(path) else {
            throw FileError("create", path, because: "the path leads out of its folder")
        }
        return try copy(path, of: source, as: path, mode: mode)
    }

    private func copy(
        _ sourcePath: String, of source: Folder, as relative: String, mode: UInt32
    ) throws(FileError) -> (digest: Digest, size: Int) {
        let input = try source.openFile(sourcePath)
        let output = try createFile(relative, mode: mode)
        let digester = Digester()
        var size = 0
        try input.forEachPiece(name: source.name(sourcePath)) { (piece) throws(FileError) in
            digester.update(piece)
            try output.write(piece, name: name(relative))
            size += piece.count
        }
        return (digester.finish(), size)
    }

    private func createFile(_ relative: String, mode: UInt32) throws(FileError) -> FileDescriptor {
        var parent = descriptor
        var last = relative[...]
        if let slash = last.lastIndex(of: "/") {
            parent = try subfolder(last[..<slash], mode: 0o755)
            last = last[last.index(after: slash)...]
        }
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let number = retrying { openat(parent.number, String(last), flags, mode_t(mode)) }
        guard number >= 0 else { throw FileError("create", name(relative)) }
        let file = FileDescriptor(owning: number)
        try file.setMode(mode_t(mode), name: name(relative))
        return file
    }

    private func subfolder(_ relative: Substring, mode: UInt32) throws(FileError) -> FileDescriptor {
        if let known = opened[String(relative)] { return known }
        var parent = descriptor
        var last = relative
        if let slash = relative.lastIndex(of: "/") {
            parent = try subfolder(relative[..<slash], mode: mode)
            last = relative[relative.index(after: slash)...]
        }
        let name = name(String(relative))
        let isNew = mkdirat(parent.number, String(last), mode_t(mode)) == 0
        guard isNew || errno == EEXIST else { throw FileError("make folder", name) }
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        let number = retrying { openat(parent.number, String(last), flags, 0) }
        guard number >= 0 else { throw FileError("open folder", name) }
        let folder = FileDescriptor(owning: number)
        if isNew { try folder.setMode(mode_t(mode), name: name) }
        if opened.count >= 64 { opened.removeAll() }
        opened[String(relative)] = folder
        return folder
    }

    // MARK: - Reading

    /// The whole of a file beneath the folder; symbolic links and special files are refused.
    public func read(_ relative: String, limit: Int = FileSystem.readLimit) throws(FileError) -> [UInt8] {
        try openFile(relative).contents(limit: limit, name: name(relative))
    }

    /// The digest and size of a file beneath the folder.
    public func digest(_ relative: String) throws(FileError) -> (digest: Digest, size: Int) {
        let file = try openFile(relative)
        let digester = Digester()
        var size = 0
        try file.forEachPiece(name: name(relative)) { (piece) throws(FileError) in
            digester.update(piece)
            size += piece.count
        }
        return (digester.finish(), size)
    }

    /// The first `count` bytes of a file beneath the folder, or all of a shorter one.
    public func prefix(_ relative: String, count: Int) throws(FileError) -> [UInt8] {
        let file = try openFile(relative)
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let read = try bytes.withUnsafeMutableBufferPointer { (buffer) throws(FileError) in
                let rest = UnsafeMutableBufferPointer(rebasing: buffer[filled...])
                return try file.read(into: UnsafeMutableRawBufferPointer(rest), name: name(relative))
            }
            if read == 0 { break }
            filled += read
        }
        return Array(bytes[..<filled])
    }

    /// The size in bytes of a regular file beneath the folder, reached without symbolic links; nil where there is none.
    public func size(ofFile relative: String) -> Int? {
        (try? openFile(relative).status(name: relative)).map { Int($0.st_size) }
    }

    // MARK: - Removing

    /// Removes a file beneath the folder, and the folders above it that are empty then; nothing happens where it is missing.
    ///
    /// - Throws: also where a symbolic link is on the way; one that is the file itself is removed, and not followed.
    public func remove(_ relative: String) throws(FileError) {
        guard FileSystem.isContained(relative) else {
            throw FileError("remove", name(relative), because: "the path leads out of its folder")
        }
        var rest = relative[...]
        var flags: Int32 = 0
        while true {
            let slash = rest.lastIndex(of: "/")
            let above = slash.map { String(rest[..<$0]) }
            let last = slash.map { String(rest[rest.index(after: $0)...]) } ?? String(rest)
            let parent: FileDescriptor
            do throws(FileError) {
                parent =
                    try above.map { (path) throws(FileError) in
                        try descriptor.open(beneath: path, O_RDONLY | O_DIRECTORY, name: name(path))
                    } ?? descriptor
            } catch {
                if error.isMissing { return }
                throw error
            }
            if unlinkat(parent.number, last, flags) != 0, errno != ENOENT {
                // A folder in which something is left stays.
                if flags != 0 { return }
                throw FileError("remove", name(relative))
            }
            guard let above else { return }
            (rest, flags) = (above[...], AT_REMOVEDIR)
        }
    }

    func openFile(_ relative: String) throws(FileError) -> FileDescriptor {
        // O_NONBLOCK: a pipe must not hold the build until someone writes into it.
        let file = try descriptor.open(beneath: relative, O_RDONLY | O_NONBLOCK, name: name(relative))
        guard try file.status(name: name(relative)).st_mode & S_IFMT == S_IFREG else {
            throw FileError("read", name(relative), because: "not a regular file")
        }
        return file
    }

    /// Sees that the names in the folder are on the disk.
    public func synchronise() throws(FileError) {
        try descriptor.synchronise(name: path)
    }

    func name(_ relative: String) -> String {
        path.hasSuffix("/") ? path + relative : "\(path)/\(relative)"
    }
}
