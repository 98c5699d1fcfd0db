internal import Glibc

/// A regular file that is read from its beginning to its end, piece by piece; closed when it goes out of use.
public final class InputFile {
    /// As errors name it.
    public let path: String
    /// How many bytes it had when it was opened.
    public let size: Int
    private let file: FileDescriptor

    /// Opens a regular file.
    public init(_ path: String) throws(FileError) {
        self.path = path
        file = try FileDescriptor.open(path, O_RDONLY | O_NONBLOCK, as: "read")
        let status = try file.status(name: path)
        guard FileSystem.Kind(status.st_mode) == .file else {
            throw FileError("read", path, because: "not a regular file")
        }
        size = Int(status.st_size)
    }

    private init(standardInput file: FileDescriptor) {
        path = "-"
        size = 0
        self.file = file
    }

    /// What the program is given on its standard input, of whatever kind that is.
    public static func standardInput() throws(FileError) -> InputFile {
        let number = dup(STDIN_FILENO)
        guard number >= 0 else { throw FileError("read", "-") }
        return InputFile(standardInput: FileDescriptor(owning: number))
    }

    /// Fills `buffer` as far as the file goes; returns how many bytes came, 0 at the end.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        try file.read(into: buffer, name: path)
    }
}
