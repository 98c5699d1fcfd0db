internal import CSQLite

/// One open database. Closes itself; belongs to one task.
///
/// Every connection distrusts its file: defensive mode is on, double-quoted strings are errors, no extension can be
/// loaded and no file attached. On one that only reads, views and triggers may call harmless functions alone.
public final class Connection {
    /// How a database is opened.
    public enum Mode: Hashable, Sendable {
        /// Reads beside other writers; the file must exist.
        case readOnly
        /// Reads and writes; the file must exist.
        case readWrite
        /// Reads and writes; the file is made if it is missing.
        case create
        /// Reads a file that nobody changes any more: no locks, no journal. On a live file it ignores the WAL.
        case immutable
    }

    let handle: OpaquePointer
    var guardBox: GuardBox?

    /// Opens the file at `path`, which may hold any character.
    public init(path: String, mode: Mode) throws(SQLiteError) {
        let flags: Int32 =
            switch mode {
            case .readOnly, .immutable: SQLITE_OPEN_READONLY
            case .readWrite: SQLITE_OPEN_READWRITE
            case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            }
        let name = "file:" + Self.percentEncoded(path) + (mode == .immutable ? "?immutable=1" : "")
        handle = try Self.open(name, flags: flags | SQLITE_OPEN_URI)
        // SQLite 3.40 counts `json_valid` in a CHECK as unsafe, so writers have to trust their schema.
        try configure(trustsSchema: mode == .readWrite || mode == .create)
    }

    /// A private database in memory, gone with the connection.
    public init() throws(SQLiteError) {
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY
        handle = try Self.open(":memory:", flags: flags)
        try configure(trustsSchema: false)
    }

    deinit { sqlite3_close_v2(handle) }

    /// Spares all locks, in a process that has one thread; to be called before anything is opened.
    public static func useInOneThread() {
        precondition(vitrine_use_in_one_thread() == SQLITE_OK, "nothing is open yet")
    }

    /// Prepares one statement; text after it, other than spaces and comments, is refused.
    ///
    /// `isLongLived` tells SQLite to keep it out of its small-object memory.
    public func prepare(_ sql: String, isLongLived: Bool = true) throws(SQLiteError) -> Statement {
        let flags = isLongLived ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
        var bytes = Array(sql.utf8)
        guard !bytes.contains(0) else {
            throw SQLiteError(code: SQLITE_MISUSE, message: "a NUL character in a statement", statement: sql)
        }
        bytes.append(0)
        let (statement, rest) = try prepare(bytes, from: 0, flags: flags)
        guard let statement else {
            throw SQLiteError(code: SQLITE_MISUSE, message: "no statement", statement: sql)
        }
        let finished = Statement(statement, of: self)
        let (second, _) = try prepare(bytes, from: rest, flags: 0)
        if let second {
            sqlite3_finalize(second)
            throw SQLiteError(code: SQLITE_MISUSE, message: "more than one statement", statement: sql)
        }
        return finished
    }

    /// Prepares, runs and forgets one statement; rows that it returns are dropped.
    public func execute(_ sql: String) throws(SQLiteError) {
        try prepare(sql, isLongLived: false).run()
    }

    /// Does `body` in one transaction, which is rolled back when `body` throws.
    public func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        try execute("begin immediate")
        do {
            let result = try body()
            try execute("commit")
            return result
        } catch {
            if sqlite3_get_autocommit(handle) == 0 { try? execute("rollback") }
            throw error
        }
    }

    /// Does `body` while this connection sees one moment of the database.
    public func reading<Result>(_ body: () throws -> Result) throws -> Result {
        try execute("begin")
        defer { try? execute("rollback") }
        return try body()
    }

    /// Does `body` while no trigger runs: for rows that were written under the same triggers elsewhere.
    public func withoutTriggers<Result>(_ body: () throws -> Result) throws -> Result {
        guard vitrine_set_flag(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0) == SQLITE_OK else {
            throw SQLiteError(handle, code: sqlite3_errcode(handle), statement: nil)
        }
        defer { _ = vitrine_set_flag(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1) }
        return try body()
    }

    /// Copies the whole database, one moment of it, over `destination` in a single step.
    ///
    /// A writer of this file is not blocked in WAL mode; a step at a time would begin anew with each of its commits.
    public func backup(to destination: Connection) throws(SQLiteError) {
        guard let backup = sqlite3_backup_init(destination.handle, "main", handle, "main") else {
            throw SQLiteError(destination.handle, code: sqlite3_errcode(destination.handle), statement: nil)
        }
        let code = sqlite3_backup_step(backup, -1)
        let finished = sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE, finished == SQLITE_OK else {
            let failed = code == SQLITE_DONE ? finished : code
            throw SQLiteError(code: failed, message: String(cString: sqlite3_errstr(failed)))
        }
    }

    /// Writes the whole database anew, so that nothing of deleted rows is left in its file; outside of a transaction.
    public func vacuum() throws(SQLiteError) {
        // SQLite attaches a temporary file for it.
        sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 1)
        defer { sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0) }
        try execute("vacuum")
    }

    /// How long a statement waits for another writer before it fails as busy.
    public func setBusyTimeout(milliseconds: Int) {
        sqlite3_busy_timeout(handle, Int32(clamping: milliseconds))
    }

    /// Rows that the last insert, update or delete changed.
    public var changes: Int { Int(sqlite3_changes64(handle)) }

    /// An integer that a pragma or a one-value query gives; 0 when it gives no row.
    public func integer(_ sql: String) throws(SQLiteError) -> Int64 {
        let statement = try prepare(sql, isLongLived: false)
        return try statement.step() ? statement.integer(at: 0) : 0
    }

    /// A text that a pragma or a one-value query gives.
    public func text(_ sql: String) throws(SQLiteError) -> String? {
        let statement = try prepare(sql, isLongLived: false)
        return try statement.step() ? statement.text(at: 0) : nil
    }

    /// The first statement in `bytes` from `start`, nil when only spaces and comments are left; and where it ends.
    func prepare(
        _ bytes: [UInt8], from start: Int, flags: UInt32
    ) throws(SQLiteError) -> (statement: OpaquePointer?, end: Int) {
        var statement: OpaquePointer?
        var end = start
        let code = bytes.withUnsafeBytes { raw -> Int32 in
            guard let base = raw.baseAddress?.assumingMemoryBound(to: CChar.self) else {
                return SQLITE_MISUSE
            }
            var tail: UnsafePointer<CChar>?
            let count = Int32(clamping: bytes.count - start)
            let code = sqlite3_prepare_v3(handle, base + start, count, flags, &statement, &tail)
            if let tail { end = tail - base }
            return code
        }
        guard code == SQLITE_OK else {
            let text = String(decoding: bytes[start...].prefix { $0 != 0 }, as: UTF8.self)
            throw SQLiteError(handle, code: code, statement: text)
        }
        return (statement, end)
    }

    private func configure(trustsSchema: Bool) throws(SQLiteError) {
        let flags: [(Int32, Int32)] = [
            (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, trustsSchema ? 1 : 0),
            (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0), (SQLITE_DBCONFIG_DQS_DDL, 0),
            (SQLITE_DBCONFIG_DQS_DML, 0),
            (SQLITE_DBCONFIG_ENABLE_FKEY, 1),
        ]
        for (flag, isOn) in flags {
            let code = vitrine_set_flag(handle, flag, isOn)
            guard code == SQLITE_OK else { throw SQLiteError(handle, code: code, statement: nil) }
        }
        sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0)
    }

    private static func open(_ name: String, flags: Int32) throws(SQLiteError) -> OpaquePointer {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(name, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let handle else {
            let error = SQLiteError(handle, code: code, statement: nil)
            sqlite3_close_v2(handle)
            throw error
        }
        return handle
    }

    private static func percentEncoded(_ path: String) -> String {
        var result: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
                UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                result.append(byte)
            default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
