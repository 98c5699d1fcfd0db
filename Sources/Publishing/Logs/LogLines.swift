internal import Files

/// The lines of a file, however long it is, in one megabyte of memory.
struct LogLines {
    /// Longer lines are passed over: no server writes them.
    private static let limit = 1 << 20

    private let file: InputFile

    /// Opens a file, or the standard input for `-`.
    init(_ path: String) throws(FileError) {
        file = try path == "-" ? InputFile.standardInput() : InputFile(path)
    }

    /// Hands over each line without its end.
    ///
    /// A last line that has no end is still being written, and is left for the next time.
    func forEach(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.limit, alignment: 16)
        defer { buffer.deallocate() }
        var filled = 0
        var isTooLong = false
        while true {
            let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            if count == 0 { return }
            filled += count
            var start = 0
            while let end = buffer[start..<filled].firstIndex(of: UInt8(ascii: "\n")) {
                if !isTooLong { try body(UnsafeRawBufferPointer(rebasing: buffer[start..<end])) }
                isTooLong = false
                start = end + 1
            }
            if start == 0, filled == Self.limit {
                isTooLong = true
                start = filled
            }
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<filled]))
            filled -= start
        }
    }
}
