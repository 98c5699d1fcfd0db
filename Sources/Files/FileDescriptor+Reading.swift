internal import Glibc

extension FileDescriptor {
    /// Hands over the file piece by piece, to its end.
    func forEachPiece(
        name: String, _ body: (UnsafeRawBufferPointer) throws(FileError) -> Void
    ) throws(FileError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = try read(into: buffer, name: name)
            if count == 0 { return }
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// The whole of the file; more than `limit` bytes are refused.
    func contents(limit: Int, name: String) throws(FileError) -> [UInt8] {
        let expected = Int(try status(name: name).st_size)
        guard expected <= limit else { throw FileError("read", name, because: "larger than \(limit) bytes") }
        var bytes: [UInt8] = []
        // One byte more than expected: the end is found without growing the array.
        var room = expected + 1
        while true {
            let start = bytes.count
            let count = try bytes.append(room: room) { (buffer) throws(FileError) in
                try read(into: buffer, name: name)
            }
            guard bytes.count <= limit else {
                throw FileError("read", name, because: "larger than \(limit) bytes")
            }
            if count == 0 { return bytes }
            room = max(1, expected + 1 - start - count, 4096)
        }
    }
}

extension [UInt8] {
    /// Appends what `fill` writes into `room` fresh bytes; returns its count.
    fileprivate mutating func append(
        room: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(FileError) -> Int
    ) throws(FileError) -> Int {
        let start = count
        append(contentsOf: repeatElement(0, count: room))
        let filled = try withUnsafeMutableBufferPointer { (buffer) throws(FileError) in
            try fill(UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[start...])))
        }
        removeLast(room - filled)
        return filled
    }
}
