internal import CLinux
internal import Glibc

/// An open file or folder; closed when it goes out of use.
final class FileDescriptor {
    let number: Int32

    /// Takes over an open descriptor.
    init(owning number: Int32) {
        self.number = number
    }

    deinit { close(number) }

    /// Opens a path as the system resolves it, so also through symbolic links of its folders.
    static func open(
        _ path: String, _ flags: Int32, mode: mode_t = 0, as operation: String = "open"
    ) throws(FileError) -> FileDescriptor {
        guard !path.utf8.contains(0) else {
            throw FileError(operation, path, because: "its name holds a zero byte")
        }
        let number = retrying { Glibc.open(path, flags | O_CLOEXEC, mode) }
        guard number >= 0 else { throw FileError(operation, path) }
        return FileDescriptor(owning: number)
    }

    /// Opens `path` beneath this folder: no symbolic link is followed, nothing outside is reached.
    ///
    /// `name` is what errors call the file.
    func open(
        beneath path: String, _ flags: Int32, mode: mode_t = 0, as operation: String = "open", name: String
    ) throws(FileError) -> FileDescriptor {
        guard !path.utf8.contains(0) else {
            throw FileError(operation, name, because: "its name holds a zero byte")
        }
        let all = UInt64(UInt32(bitPattern: flags | O_CLOEXEC))
        let opened = retrying { vitrine_open_beneath(number, path, all, UInt64(mode)) }
        if opened >= 0 { return FileDescriptor(owning: opened) }
        // Kernels before 5.6, and sandboxes that do not know the call.
        if errno == ENOSYS { return try openBySteps(path, flags, mode: mode, as: operation, name: name) }
        throw errno == ELOOP || errno == EXDEV
            ? FileError(operation, name, because: "a symbolic link, or outside of its folder")
            : FileError(operation, name)
    }

    /// What `open(beneath:)` does, one segment after the other.
    func openBySteps(
        _ path: String, _ flags: Int32, mode: mode_t, as operation: String, name: String
    ) throws(FileError) -> FileDescriptor {
        let segments = path.split(separator: "/", omittingEmptySubsequences: true).filter { $0 != "." }
        guard !path.hasPrefix("/"), !segments.contains("..") else {
            throw FileError(operation, name, because: "a symbolic link, or outside of its folder")
        }
        var folder = self
        for segment in segments.dropLast() {
            let next = retrying {
                openat(folder.number, String(segment), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0)
            }
            guard next >= 0 else { throw FileError(operation, name) }
            folder = FileDescriptor(owning: next)
        }
        let last = segments.last.map(String.init) ?? "."
        let opened = retrying { openat(folder.number, last, flags | O_NOFOLLOW | O_CLOEXEC, mode) }
        guard opened >= 0 else { throw FileError(operation, name) }
        return FileDescriptor(owning: opened)
    }

    /// Size, type and times.
    func status(name: String) throws(FileError) -> stat {
        var result = stat()
        guard fstat(number, &result) == 0 else { throw FileError("examine", name) }
        return result
    }

    /// Writes all of `bytes`.
    func write(_ bytes: UnsafeRawBufferPointer, name: String) throws(FileError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = retrying {
                Glibc.write(number, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            }
            guard count > 0 else { throw FileError("write", name) }
            rest = rest.dropFirst(count)
        }
    }

    /// Fills `buffer` as far as the file goes; returns how many bytes came, 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer, name: String) throws(FileError) -> Int {
        let count = retrying { Glibc.read(number, buffer.baseAddress, buffer.count) }
        guard count >= 0 else { throw FileError("read", name) }
        return count
    }

    /// Sees that what was written is on the disk.
    func synchronise(name: String) throws(FileError) {
        guard retrying({ fsync(number) }) == 0 else { throw FileError("write", name) }
    }

    /// Sets the permissions whatever the umask is.
    func setMode(_ mode: mode_t, name: String) throws(FileError) {
        guard fchmod(number, mode) == 0 else { throw FileError("set the mode of", name) }
    }
}

/// Repeats a call that a signal interrupted.
func retrying<Number: FixedWidthInteger & SignedInteger>(_ call: () -> Number) -> Number {
    while true {
        let result = call()
        if result != -1 || errno != EINTR { return result }
    }
}
