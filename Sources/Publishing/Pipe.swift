internal import Glibc

/// Whole messages over file descriptors, whatever the system reads or writes at a time.
enum Pipe {
    /// Writes all of a message.
    ///
    /// - Throws: `PipeClosed` when nobody reads any more.
    static func write(_ message: Message, to descriptor: Int32) throws(PipeClosed) {
        let bytes = message.encoded
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                buffer.baseAddress.map { Glibc.write(descriptor, $0 + offset, bytes.count - offset) } ?? 0
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw PipeClosed() }
            offset += count
        }
    }

    /// Adds what can be read now; false at the end.
    static func read(from descriptor: Int32, into buffer: inout MessageBuffer) -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 65536, alignment: 1) { chunk in
            while true {
                let count = Glibc.read(descriptor, chunk.baseAddress, chunk.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                buffer.append(chunk[..<count])
                return true
            }
        }
    }

    /// Waits for the next message; nil at the end.
    static func nextMessage(from descriptor: Int32, _ buffer: inout MessageBuffer) -> Message? {
        while true {
            if let message = buffer.next() { return message }
            guard read(from: descriptor, into: &buffer) else { return nil }
        }
    }
}

/// The other side of a pipe is gone.
struct PipeClosed: Error {}
