internal import Glibc

/// A new file that is written piece by piece, whatever its size, and its digest.
public final class GrowingFile {
    private static let pieceSize = 256 << 10

    private let file: FileDescriptor
    private let path: String
    private let digester = Digester()
    private var waiting: [UInt8] = []

    /// Makes the file; nothing may be there yet.
    public init(_ path: String, mode: UInt32 = 0o600) throws(FileError) {
        self.path = path
        file = try FileDescriptor.open(
            path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode_t(mode), as: "create")
    }

    /// Adds bytes at the end.
    public func append(_ bytes: [UInt8]) throws(FileError) {
        waiting += bytes
        if waiting.count >= Self.pieceSize { try flush() }
    }

    /// Sees everything onto the disk and tells the digest.
    public func finish() throws(FileError) -> Digest {
        try flush()
        try file.synchronise(name: path)
        return digester.finish()
    }

    private func flush() throws(FileError) {
        digester.update(waiting)
        let result = waiting.withUnsafeBytes { bytes in
            Result { () throws(FileError) in try file.write(bytes, name: path) }
        }
        waiting.removeAll(keepingCapacity: true)
        try result.get()
    }
}
