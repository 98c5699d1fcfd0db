internal import CSQLite

/// A text of many statements, run one after another.
public struct Script: Sendable {
    private let bytes: [UInt8]

    /// A script as a file holds it.
    public init(_ text: String) { bytes = Array(text.utf8) }

    /// The statement that failed and where it stands.
    public struct Failure: Error, Hashable, Sendable {
        /// What SQLite said; `statement` is the failing one.
        public let error: SQLiteError
        /// The line of the mistake, or of the statement's first word where SQLite does not know; counted from 1.
        public let line: Int
        /// Counted from 1 in Unicode scalars.
        public let column: Int
        /// The text of that line.
        public let text: String
    }

    /// Runs every statement until one fails; a transaction around it is the caller's.
    public func run(on connection: Connection) throws(Failure) {
        guard !bytes.contains(0) else {
            let error = SQLiteError(code: SQLITE_MISUSE, message: "a NUL character in a script")
            throw failure(error, at: bytes.firstIndex(of: 0) ?? 0)
        }
        let text = bytes + [0]
        var start = 0
        while start < bytes.count {
            let first = startOfStatement(from: start)
            do throws(SQLiteError) {
                let (handle, end) = try connection.prepare(text, from: start, flags: 0)
                guard let handle else { return }
                try Statement(handle, of: connection).run()
                start = end
            } catch {
                throw failure(error, at: error.offset.map { start + $0 } ?? first)
            }
        }
    }

    private func failure(_ error: SQLiteError, at offset: Int) -> Failure {
        let offset = min(offset, bytes.count)
        let lineStart = bytes[..<offset].lastIndex(of: 10).map { $0 + 1 } ?? 0
        let lineEnd = bytes[offset...].firstIndex(of: 10) ?? bytes.count
        return Failure(
            error: error, line: bytes[..<offset].count { $0 == 10 } + 1,
            column: String(decoding: bytes[lineStart..<offset], as: UTF8.self).unicodeScalars.count + 1,
            text: String(decoding: bytes[lineStart..<lineEnd], as: UTF8.self))
    }

    /// The first byte from `start` that is neither space, semicolon nor comment.
    private func startOfStatement(from start: Int) -> Int {
        var index = start
        while index < bytes.count {
            let pair = (bytes[index], index + 1 < bytes.count ? bytes[index + 1] : 0)
            switch pair {
            case (9...13, _), (32, _), (UInt8(ascii: ";"), _): index += 1
            case (UInt8(ascii: "-"), UInt8(ascii: "-")):
                index = bytes[index...].firstIndex(of: 10) ?? bytes.count
            case (UInt8(ascii: "/"), UInt8(ascii: "*")):
                index += 2
                while index < bytes.count, !(bytes[index - 1] == 0x2f && bytes[index - 2] == 0x2a) {
                    index += 1
                }
            default: return index
            }
        }
        return start
    }
}
