internal import CLinux
internal import Glibc

/// What is done to a path as a whole: read, make, remove, exchange.
///
/// Paths are the operator's own; what a client or an author names goes through `Folder`.
public enum FileSystem {
    /// What a file is.
    public enum Kind: String, Hashable, Sendable {
        case file, folder, link, other

        init(_ mode: mode_t) {
            switch mode & S_IFMT {
            case S_IFREG: self = .file
            case S_IFDIR: self = .folder
            case S_IFLNK: self = .link
            default: self = .other
            }
        }
    }

    /// Larger files are refused by `read` where no limit is given: 256 MiB.
    public static let readLimit = 256 << 20

    /// What lies at `path`, symbolic links not followed; nil where nothing does.
    public static func kind(_ path: String) -> Kind? {
        var status = stat()
        return lstat(path, &status) == 0 ? Kind(status.st_mode) : nil
    }

    /// The permissions of `path`, as `chmod` takes them; nil where nothing is there.
    public static func permissions(of path: String) -> UInt32? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
    }

    /// What changes whenever a file's content may have: its size, place on the disk and times; nil where there is none.
    public static func version(of path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        let times = [status.st_mtim, status.st_ctim].map { "\($0.tv_sec).\($0.tv_nsec)" }
        return "\(status.st_size) \(status.st_ino) \(times[0]) \(times[1])"
    }

    /// Whether a relative path stays beneath its folder: no empty, `.` or `..` segment, no zero byte, at most 4095 bytes.
    public static func isContained(_ path: String) -> Bool {
        path.utf8.count <= 4095 && !path.utf8.contains(0)
            && path.split(separator: "/", omittingEmptySubsequences: false)
                .allSatisfy { !["", ".", ".."].contains($0) }
    }

    /// The whole of a regular file.
    public static func read(_ path: String, limit: Int = readLimit) throws(FileError) -> [UInt8] {
        let file = try FileDescriptor.open(path, O_RDONLY | O_NONBLOCK, as: "read")
        guard Kind(try file.status(name: path).st_mode) == .file else {
            throw FileError("read", path, because: "not a regular file")
        }
        return try file.contents(limit: limit, name: path)
    }

    /// All bytes of a file, as `read` gives them; nil where there is none.
    public static func readIfThere(_ path: String) throws(FileError) -> [UInt8]? {
        kind(path) == nil ? nil : try read(path)
    }

    /// The text of a small file without its line end; nil where there is none.
    public static func text(_ path: String) throws(FileError) -> String? {
        try readIfThere(path).map { bytes in
            String(decoding: bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...], as: UTF8.self)
        }
    }

    /// Makes a folder and its parents; one that exists is left as it is.
    public static func makeFolder(_ path: String, mode: UInt32 = 0o755) throws(FileError) {
        guard mkdir(path, mode_t(mode)) != 0 else {
            guard chmod(path, mode_t(mode)) == 0 else { throw FileError("set the mode of", path) }
            return
        }
        switch errno {
        case EEXIST:
            var status = stat()
            guard stat(path, &status) == 0, Kind(status.st_mode) == .folder else {
                throw FileError("make folder", path, because: "a file of that name is in the way")
            }
        case ENOENT:
            let trimmed = path.last == "/" ? String(path.dropLast()) : path
            guard let slash = trimmed.lastIndex(of: "/"), slash > trimmed.startIndex else {
                throw FileError("make folder", path)
            }
            try makeFolder(String(trimmed[..<slash]), mode: mode)
            try makeFolder(trimmed, mode: mode)
        default: throw FileError("make folder", path)
        }
    }

    /// Removes one file; nothing happens where it is missing.
    public static func remove(_ path: String) throws(FileError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw FileError("remove", path) }
    }

    /// Removes a file or a folder with all that lies in it, never what a symbolic link leads to.
    public static func removeTree(_ path: String) throws(FileError) {
        let trimmed = path.count > 1 && path.last == "/" ? String(path.dropLast()) : path
        try removeTree(at: AT_FDCWD, Array(trimmed.utf8CString), name: trimmed)
    }

    /// Removes a folder in which nothing is.
    public static func removeFolderIfEmpty(_ path: String) { rmdir(path) }

    private static func removeTree(at folder: Int32, _ entry: [CChar], name: String) throws(FileError) {
        if unlinkat(folder, entry, 0) == 0 || errno == ENOENT { return }
        guard errno == EISDIR || errno == EPERM else { throw FileError("remove", name) }
        let number = retrying { openat(folder, entry, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0) }
        guard number >= 0 else { throw FileError("remove", name) }
        let opened = FileDescriptor(owning: number)
        for child in try opened.entries(name: name) {
            try removeTree(at: number, child.rawName, name: "\(name)/\(child.shownName)")
        }
        guard unlinkat(folder, entry, AT_REMOVEDIR) == 0 else { throw FileError("remove", name) }
    }

    /// Renames; what lies at `destination` is replaced.
    public static func rename(_ source: String, to destination: String) throws(FileError) {
        guard Glibc.rename(source, destination) == 0 else {
            throw FileError("rename `\(source)` to", destination)
        }
    }

    /// Gives a file a second name on the same file system, in place of what lies there; nobody may write into either.
    public static func link(_ source: String, at destination: String) throws(FileError) {
        let parts = try PendingFile.parts(of: destination)
        let temporary = "\(parts.folder)/.\(parts.name).\(getpid()).new"
        // Left by a process of the same number that died.
        unlink(temporary)
        guard Glibc.link(source, temporary) == 0 else { throw FileError("link `\(source)` at", destination) }
        try rename(temporary, to: destination)
        // Two names of one file are not renamed: the temporary one stays.
        unlink(temporary)
    }

    /// Swaps two paths of one file system in one step: no reader ever finds either missing.
    public static func exchange(_ left: String, _ right: String) throws(FileError) {
        guard vitrine_exchange(AT_FDCWD, left, AT_FDCWD, right) == 0 else {
            throw FileError("exchange `\(left)` with", right)
        }
    }

    /// Sees that everything on the file system that holds `path` is on the disk.
    public static func synchroniseAll(holding path: String) throws(FileError) {
        let file = try FileDescriptor.open(path, O_RDONLY)
        guard vitrine_synchronise_all(file.number) == 0 else { throw FileError("synchronise", path) }
    }

    /// Sees that the names in a folder, or the bytes of a file, are on the disk.
    public static func synchronise(_ path: String) throws(FileError) {
        try FileDescriptor.open(path, O_RDONLY).synchronise(name: path)
    }
}
