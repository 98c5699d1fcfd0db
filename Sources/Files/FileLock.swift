internal import Glibc

/// A lock that one process holds for as long as this lives; the system frees it when the process dies.
public final class FileLock {
    private let descriptor: FileDescriptor

    /// Takes the lock at once, or tells who has it.
    ///
    /// The file is made where it is missing, holds the number of the process, and stays behind.
    ///
    /// - Throws: `FileError` with `isLocked` when another process holds it.
    public init(path: String) throws(FileError) {
        descriptor = try FileDescriptor.open(path, O_RDWR | O_CREAT | O_NOFOLLOW, mode: 0o600, as: "lock")
        guard retrying({ flock(descriptor.number, LOCK_EX | LOCK_NB) }) == 0 else {
            guard errno == EWOULDBLOCK else { throw FileError("lock", path) }
            throw FileError(lockHeldBy: Self.holder(of: descriptor, path: path), path: path)
        }
        guard ftruncate(descriptor.number, 0) == 0 else { throw FileError("lock", path) }
        let text = Array("\(getpid())\n".utf8)
        try text.withUnsafeBufferPointer { (bytes) throws(FileError) in
            try descriptor.write(UnsafeRawBufferPointer(bytes), name: path)
        }
    }

    private static func holder(of descriptor: FileDescriptor, path: String) -> String? {
        guard let bytes = try? descriptor.contents(limit: 32, name: path) else { return nil }
        let text = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        return Int(text).map { String($0) }
    }
}

extension FileError {
    fileprivate init(lockHeldBy holder: String?, path: String) {
        self.init(
            "lock", path, code: EWOULDBLOCK,
            because: holder.map { "held by process \($0)" } ?? "held by another process")
    }

    /// Whether another process holds the lock.
    public var isLocked: Bool { operation == "lock" && code == EWOULDBLOCK }
}
