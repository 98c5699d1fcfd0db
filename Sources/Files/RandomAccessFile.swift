internal import Glibc

/// A file that is read and written at places; closed when it goes out of use.
public final class RandomAccessFile {
    private let file: FileDescriptor
    private let path: String

    /// Opens a file that exists.
    public init(_ path: String, isWritable: Bool = false) throws(FileError) {
        self.path = path
        file = try FileDescriptor.open(path, isWritable ? O_RDWR : O_RDONLY)
    }

    /// Its size now, in bytes.
    public func size() throws(FileError) -> Int { Int(try file.status(name: path).st_size) }

    /// Fills `buffer` from `offset` on, as far as the file goes; returns how many bytes came.
    public func read(
        into buffer: UnsafeMutableRawBufferPointer, at offset: Int
    ) throws(FileError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = retrying {
                pread(
                    file.number, buffer.baseAddress?.advanced(by: filled), buffer.count - filled,
                    offset + filled)
            }
            guard count >= 0 else { throw FileError("read", path) }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// The bytes at `offset`: `count`, or fewer where the file ends.
    public func read(_ count: Int, at offset: Int) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let filled = try bytes.withUnsafeMutableBufferPointer { (buffer) throws(FileError) in
            try read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
        }
        return filled == count ? bytes : Array(bytes[..<filled])
    }

    /// Writes all of `bytes` at `offset`.
    public func write(_ bytes: [UInt8], at offset: Int) throws(FileError) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { rest in
                retrying { pwrite(file.number, rest.baseAddress, rest.count, offset + written) }
            }
            guard count > 0 else { throw FileError("write", path) }
            written += count
        }
    }

    /// Makes it as long as that.
    public func resize(to size: Int) throws(FileError) {
        guard retrying({ ftruncate(file.number, size) }) == 0 else { throw FileError("write", path) }
    }
}
