internal import CLinux
internal import Glibc

/// Many files of one file system that are replaced together, each atomically, with one wait for the disk.
///
/// What was added is written under temporary names; `commit` sees all of it onto the disk and then renames, file by file,
/// in the order of adding. A batch that is not committed leaves nothing behind.
public final class WriteBatch {
    private var pending: [PendingFile] = []
    private var folders: [String: FileDescriptor] = [:]

    /// An empty batch.
    public init() {}

    deinit { for file in pending { file.discard() } }

    /// Writes the new bytes of a file, unless it has them already; its folder must exist.
    ///
    /// - Returns: whether it will change.
    @discardableResult
    public func add(_ bytes: [UInt8], at path: String, mode: UInt32 = 0o644) throws(FileError) -> Bool {
        if FileSystem.kind(path) == .file, let old = try? FileSystem.read(path, limit: bytes.count),
            old == bytes
        {
            guard chmod(path, mode_t(mode)) == 0 else { throw FileError("set the mode of", path) }
            return false
        }
        let parts = try PendingFile.parts(of: path)
        let folder: FileDescriptor
        if let known = folders[parts.folder] {
            folder = known
        } else {
            folder = try FileDescriptor.open(parts.folder, O_RDONLY | O_DIRECTORY, as: "open folder")
            folders[parts.folder] = folder
        }
        let file = try bytes.withUnsafeBufferPointer { (buffer) throws(FileError) in
            try PendingFile(
                UnsafeRawBufferPointer(buffer), in: folder, name: parts.name, path: path, mode: mode,
                isSynchronised: false)
        }
        pending.append(file)
        return true
    }

    /// Writes the UTF-8 of a text as the other `add` does.
    @discardableResult
    public func add(_ text: String, at path: String, mode: UInt32 = 0o644) throws(FileError) -> Bool {
        try add(Array(text.utf8), at: path, mode: mode)
    }

    /// Makes all of it what readers find.
    public func commit() throws(FileError) {
        guard let any = folders.values.first, !pending.isEmpty else { return }
        guard vitrine_synchronise_all(any.number) == 0 else {
            throw FileError("synchronise", "the file system")
        }
        // The first is the last, so that each that is done is taken off at no cost.
        pending.reverse()
        while let file = pending.popLast() { try file.commit() }
        for (path, folder) in folders { try folder.synchronise(name: path) }
        folders = [:]
    }
}
