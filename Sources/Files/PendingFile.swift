internal import Glibc

/// A finished file under a temporary name, in the folder where it will take another one's place.
struct PendingFile {
    private let folder: FileDescriptor
    private let path: String
    private let name: String
    private let temporary: String

    /// Writes the bytes beside `path`, with their mode; `isSynchronised` sees them onto the disk at once.
    init(
        _ bytes: UnsafeRawBufferPointer, in folder: FileDescriptor, name: String, path: String, mode: UInt32,
        isSynchronised: Bool
    ) throws(FileError) {
        self.folder = folder
        self.path = path
        self.name = name
        temporary = ".\(name).\(getpid()).new"
        // Left by a process of the same number that died.
        unlinkat(folder.number, temporary, 0)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let (number, temporary) = (folder.number, temporary)
        let opened = retrying { openat(number, temporary, flags, 0o600) }
        guard opened >= 0 else { throw FileError("create", path) }
        let file = FileDescriptor(owning: opened)
        do throws(FileError) {
            try file.write(bytes, name: path)
            try file.setMode(mode_t(mode), name: path)
            if isSynchronised { try file.synchronise(name: path) }
        } catch {
            discard()
            throw error
        }
    }

    /// Takes the place of what lies at the path.
    func commit() throws(FileError) {
        guard renameat(folder.number, temporary, folder.number, name) == 0 else {
            let error = FileError("replace", path)
            discard()
            throw error
        }
    }

    /// Removes the temporary file.
    func discard() { unlinkat(folder.number, temporary, 0) }

    /// The folder and the name that a path spells.
    static func parts(of path: String) throws(FileError) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let name = String(path[path.index(after: slash)...])
        guard !name.isEmpty else { throw FileError("write", path, because: "it names a folder") }
        return (slash == path.startIndex ? "/" : String(path[..<slash]), name)
    }
}
