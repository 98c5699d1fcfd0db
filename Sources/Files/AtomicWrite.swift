internal import Glibc

/// Writing a file so that a reader sees the old one or the new one, and never a part.
public enum AtomicWrite {
    /// Writes `bytes` to a new file beside `path`, sees it onto the disk, and renames it over `path`.
    ///
    /// The folder must exist. `mode` is set whatever the umask is; a symbolic link at `path` is replaced, not followed.
    public static func write(
        _ bytes: UnsafeRawBufferPointer, to path: String, mode: UInt32 = 0o644
    ) throws(FileError) {
        let parts = try PendingFile.parts(of: path)
        let folder = try FileDescriptor.open(parts.folder, O_RDONLY | O_DIRECTORY, as: "open folder")
        let file = try PendingFile(
            bytes, in: folder, name: parts.name, path: path, mode: mode, isSynchronised: true)
        try file.commit()
        try folder.synchronise(name: parts.folder)
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
