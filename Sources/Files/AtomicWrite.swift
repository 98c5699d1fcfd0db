internal import Glibc

/// Writing a file so that a reader sees the old one or the new one, and never a part.
public enum AtomicWrite {
    /// Writes `bytes` to a new file beside `path`, sees it onto the disk, and renames it over `path`.
    ///
    /// The folder must exist. `mode` is set whatever the umask is; a symbolic link at `path` is replaced, not followed.
    public static func write(
        _ bytes: UnsafeRawBufferPointer, to path: String, mode: UInt32 = 0o644
    ) throws(FileError) {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        guard !name.isEmpty else { throw FileError("write", path, because: "it names a folder") }
        let parent = try FileDescriptor.open(folder, O_RDONLY | O_DIRECTORY, as: "open folder")
        let temporary = ".\(name).\(getpid()).new"
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        // Left by a process of the same number that died.
        unlinkat(parent.number, temporary, 0)
        let number = retrying { openat(parent.number, temporary, flags, 0o600) }
        guard number >= 0 else { throw FileError("create", path) }
        let file = FileDescriptor(owning: number)
        do throws(FileError) {
            try file.write(bytes, name: path)
            try file.setMode(mode_t(mode), name: path)
            try file.synchronise(name: path)
            guard renameat(parent.number, temporary, parent.number, name) == 0 else {
                throw FileError("replace", path)
            }
        } catch {
            unlinkat(parent.number, temporary, 0)
            throw error
        }
        try parent.synchronise(name: folder)
    }

    /// Writes bytes as the other `write` does.
    public static func write(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o644) throws(FileError) {
        try bytes.withUnsafeBufferPointer { (buffer) throws(FileError) in
            try write(UnsafeRawBufferPointer(buffer), to: path, mode: mode)
        }
    }

    /// Writes the UTF-8 of a text as the other `write` does.
    public static func write(_ text: String, to path: String, mode: UInt32 = 0o644) throws(FileError) {
        try write(Array(text.utf8), to: path, mode: mode)
    }

    /// Writes only if the file has other bytes or is missing; returns whether it was written.
    @discardableResult
    public static func writeIfChanged(
        _ bytes: [UInt8], to path: String, mode: UInt32 = 0o644
    ) throws(FileError) -> Bool {
        if FileSystem.kind(path) == .file, let old = try? FileSystem.read(path, limit: bytes.count),
            old == bytes
        {
            guard chmod(path, mode_t(mode)) == 0 else { throw FileError("set the mode of", path) }
            return false
        }
        try write(bytes, to: path, mode: mode)
        return true
    }
}
