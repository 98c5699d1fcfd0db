internal import Glibc

/// The bytes of a file as memory, read only: nothing is copied, and processes that map the same file share it.
public final class MappedFile {
    /// Valid as long as this is; the file must not shrink meanwhile.
    public let bytes: UnsafeRawBufferPointer

    /// Maps the whole of a regular file; a symbolic link is not followed.
    public init(_ path: String) throws(FileError) {
        let file = try FileDescriptor.open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW, as: "map")
        let status = try file.status(name: path)
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw FileError("map", path, because: "not a regular file")
        }
        guard status.st_size > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        let address = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, file.number, 0)
        guard let address, address != MAP_FAILED else { throw FileError("map", path) }
        bytes = UnsafeRawBufferPointer(start: address, count: Int(status.st_size))
    }

    deinit {
        if let base = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: base), bytes.count) }
    }
}
