internal import CSQLite

/// What SQLite refused: its code, its words, and the statement as written. Bound values are never part of it.
public struct SQLiteError: Error, Hashable, Sendable {
    /// SQLite's extended result code.
    public let code: Int32
    /// SQLite's own words, without the code.
    public let message: String
    /// The statement's text with its parameters unbound; nil where no statement is to blame.
    public let statement: String?
    /// Where in `statement` the mistake is, in bytes; nil where SQLite does not know.
    public let offset: Int?

    /// An error as SQLite reports it.
    public init(code: Int32, message: String, statement: String? = nil, offset: Int? = nil) {
        self.code = code
        self.message = message
        self.statement = statement
        self.offset = offset
    }

    init(_ database: OpaquePointer?, code: Int32, statement: String?) {
        let words = database.map { sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
        let text = words.map { String(cString: $0) } ?? "unknown error"
        let offset = database.map { sqlite3_error_offset($0) } ?? -1
        self.init(code: code, message: text, statement: statement, offset: offset >= 0 ? Int(offset) : nil)
    }

    /// What went wrong, as far as callers act on it.
    public enum Kind: Hashable, Sendable {
        case notADatabase, corrupt, busy, cannotOpen, readOnly, constraint
        case interrupted, refused, tooBig, outOfMemory, misuse, other
    }

    /// The group of `code`.
    public var kind: Kind {
        switch code & 0xff {
        case SQLITE_NOTADB: .notADatabase
        case SQLITE_CORRUPT: .corrupt
        case SQLITE_BUSY, SQLITE_LOCKED: .busy
        case SQLITE_CANTOPEN: .cannotOpen
        case SQLITE_READONLY: .readOnly
        case SQLITE_CONSTRAINT: .constraint
        case SQLITE_INTERRUPT: .interrupted
        case SQLITE_AUTH: .refused
        case SQLITE_TOOBIG: .tooBig
        case SQLITE_NOMEM: .outOfMemory
        case SQLITE_MISUSE: .misuse
        default: .other
        }
    }
}
