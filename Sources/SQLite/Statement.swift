internal import CSQLite

/// A prepared statement: bound, stepped, reset and used again. Columns count from 0, parameters from 1.
public final class Statement {
    /// What a column of the current row holds.
    public enum Storage: Hashable, Sendable {
        case null, integer, double, text, blob
    }

    let handle: OpaquePointer
    /// Keeps the database open while the statement lives.
    private let connection: Connection

    init(_ handle: OpaquePointer, of connection: Connection) {
        self.handle = handle
        self.connection = connection
    }

    deinit { sqlite3_finalize(handle) }

    /// The text as prepared, parameters unbound.
    public var sql: String { String(cString: sqlite3_sql(handle)) }
    /// Columns of a row; 0 for a statement that returns none.
    public var columnCount: Int { Int(sqlite3_column_count(handle)) }
    /// The names of the columns, in order.
    public var columnNames: [String] {
        (0..<sqlite3_column_count(handle)).map { String(cString: sqlite3_column_name(handle, $0)) }
    }
    /// The highest parameter.
    public var parameterCount: Int { Int(sqlite3_bind_parameter_count(handle)) }
    /// Whether it leaves the database file as it is.
    public var isReadOnly: Bool { sqlite3_stmt_readonly(handle) != 0 }
    /// Whether it is an `explain`.
    public var isExplain: Bool { sqlite3_stmt_isexplain(handle) != 0 }

    /// Whether every parameter is `?` or `?1`, without a name.
    public var hasOnlyNumberedParameters: Bool {
        (1...max(1, parameterCount)).allSatisfy { parameter in
            sqlite3_bind_parameter_name(handle, Int32(parameter)).map { $0.pointee == UInt8(ascii: "?") }
                ?? true
        }
    }
    /// The table and column that a column of the result is, through views too; nil for what is calculated.
    public func origin(of column: Int) -> (table: String, column: String)? {
        guard let table = sqlite3_column_table_name(handle, Int32(column)),
            let name = sqlite3_column_origin_name(handle, Int32(column))
        else { return nil }
        return (String(cString: table), String(cString: name))
    }

    /// Begins the count of steps again, so that limits fall on the same step each time that it runs.
    public func resetStepCount() { sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_VM_STEP, 1) }

    /// Goes to the next row; false at the end, where the statement is reset by itself.
    public func step() throws(SQLiteError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE:
            sqlite3_reset(handle)
            return false
        case let code:
            let error = SQLiteError(sqlite3_db_handle(handle), code: code, statement: sql)
            sqlite3_reset(handle)
            throw error
        }
    }

    /// Steps to the end, dropping rows.
    public func run() throws(SQLiteError) {
        while try step() {}
    }

    /// Back to before the first row; bindings stay.
    public func reset() { sqlite3_reset(handle) }

    // MARK: Parameters

    /// Binds an integer, or null.
    public func bind(_ value: Int64?, at parameter: Int) throws(SQLiteError) {
        guard let value else { return try bindNull(at: parameter) }
        try check(sqlite3_bind_int64(handle, Int32(parameter), value))
    }
    /// Binds a double.
    public func bind(_ value: Double, at parameter: Int) throws(SQLiteError) {
        try check(sqlite3_bind_double(handle, Int32(parameter), value))
    }
    /// Binds a copy of a text, or null.
    public func bind(_ text: String?, at parameter: Int) throws(SQLiteError) {
        guard var text else { return try bindNull(at: parameter) }
        try check(
            text.withUTF8 { vitrine_bind_text(handle, Int32(parameter), $0.baseAddress, UInt64($0.count)) })
    }
    /// Binds a copy of a text's UTF-8 bytes.
    public func bind(text bytes: UnsafeRawBufferPointer, at parameter: Int) throws(SQLiteError) {
        try check(vitrine_bind_text(handle, Int32(parameter), bytes.baseAddress, UInt64(bytes.count)))
    }
    /// Binds null.
    public func bindNull(at parameter: Int) throws(SQLiteError) {
        try check(sqlite3_bind_null(handle, Int32(parameter)))
    }
    /// Binds a copy of a column of another statement's current row, whatever it holds.
    public func bind(column: Int, of row: Statement, at parameter: Int) throws(SQLiteError) {
        let value = sqlite3_column_value(row.handle, Int32(column))
        try check(sqlite3_bind_value(handle, Int32(parameter), value))
    }

    /// Steps to the end with the first `count` columns of another statement's current row as the parameters.
    ///
    /// Nothing is copied on the way, so that nothing stays bound either.
    public func run(with row: Statement, count: Int) throws(SQLiteError) {
        defer { sqlite3_clear_bindings(handle) }
        try check(vitrine_bind_row(handle, row.handle, Int32(count)))
        try run()
    }

    // MARK: Columns of the current row

    /// What the column holds.
    public func storage(at column: Int) -> Storage {
        switch sqlite3_column_type(handle, Int32(column)) {
        case SQLITE_INTEGER: .integer
        case SQLITE_FLOAT: .double
        case SQLITE_TEXT: .text
        case SQLITE_BLOB: .blob
        default: .null
        }
    }
    /// Whether the column is null.
    public func isNull(at column: Int) -> Bool { sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL }
    /// The column as an integer; 0 for null.
    public func integer(at column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }
    /// The column as a double; 0 for null.
    public func double(at column: Int) -> Double { sqlite3_column_double(handle, Int32(column)) }
    /// The UTF-8 bytes of a text, as stored (they may be invalid), until the next step or reset; empty for null.
    public func bytes(at column: Int) -> UnsafeRawBufferPointer {
        let base = sqlite3_column_text(handle, Int32(column))
        return UnsafeRawBufferPointer(start: base, count: Int(sqlite3_column_bytes(handle, Int32(column))))
    }
    /// The column as a text, invalid UTF-8 repaired; nil for null.
    public func text(at column: Int) -> String? {
        isNull(at: column) ? nil : String(decoding: bytes(at: column), as: UTF8.self)
    }
    /// The column as an integer; nil for null.
    public func optionalInteger(at column: Int) -> Int64? { isNull(at: column) ? nil : integer(at: column) }

    /// Writes what the columns of the current row hold, each with its kind and length, so that no two rows are written alike.
    ///
    /// - Returns: how many bytes that takes; where there is less room, not all of them are written.
    public func writeRow(into room: UnsafeMutableRawBufferPointer) -> Int {
        Int(vitrine_row_bytes(handle, room.baseAddress, UInt64(room.count)))
    }

    private func check(_ code: Int32) throws(SQLiteError) {
        guard code == SQLITE_OK else {
            throw SQLiteError(sqlite3_db_handle(handle), code: code, statement: sql)
        }
    }
}
