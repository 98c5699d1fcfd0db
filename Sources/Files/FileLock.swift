internal import Glibc

/// A lock that one process holds for as long as this lives; the system frees it when the process dies.
public final class FileLock {
    /// Who holds a lock.
    public struct Holder: Hashable, Sendable {
        /// The number of the process.
        public let process: Int
        /// What it took the lock for.
        public let command: String
        /// Seconds since 1970.
        public let since: Int
    }

    private let descriptor: FileDescriptor

    /// Takes the lock at once.
    ///
    /// The file is made where it is missing, says who holds the lock, and stays behind empty.
    ///
    /// - Throws: `FileError` with `isLocked` when another process holds it.
    public init(path: String, for command: String) throws(FileError) {
        let file = try FileDescriptor.open(path, O_RDWR | O_CREAT | O_NOFOLLOW, mode: 0o600, as: "lock")
        guard retrying({ flock(file.number, LOCK_EX | LOCK_NB) }) == 0 else {
            guard errno == EWOULDBLOCK else { throw FileError("lock", path) }
            throw FileError("lock", path, code: EWOULDBLOCK, because: "held by another process")
        }
        // Only now is it this one's to empty.
        descriptor = file
        guard ftruncate(file.number, 0) == 0 else { throw FileError("lock", path) }
        let text = Array("\(getpid()) \(command)\n".utf8)
        try text.withUnsafeBufferPointer { (bytes) throws(FileError) in
            try file.write(UnsafeRawBufferPointer(bytes), name: path)
        }
    }

    /// Lets the program that this process becomes hold the lock until it ends.
    public func passOn() { _ = fcntl(descriptor.number, F_SETFD, 0) }

    deinit { ftruncate(descriptor.number, 0) }

    /// Who holds a lock that could not be taken, by its file; nil where that does not say.
    public static func holder(of path: String) -> Holder? {
        guard let file = try? FileDescriptor.open(path, O_RDONLY | O_NOFOLLOW),
            let bytes = try? file.contents(limit: 256, name: path),
            let status = try? file.status(name: path)
        else { return nil }
        let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        let words = line.split(separator: " ", maxSplits: 1)
        guard words.count == 2, let process = Int(words[0]) else { return nil }
        return Holder(process: process, command: String(words[1]), since: status.st_mtim.tv_sec)
    }
}

extension FileError {
    /// Whether another process holds the lock.
    public var isLocked: Bool { operation == "lock" && code == EWOULDBLOCK }
}
