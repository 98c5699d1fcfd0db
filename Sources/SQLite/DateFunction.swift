internal import CSQLite

/// One of SQL's date functions, without the clock and the time zone of the machine.
///
/// SQLite's own function on a connection of its own does the work, once the arguments are known to be plain: the words that
/// it may be given are listed, so that one that a later SQLite learns is refused too.
final class DateFunction {
    private let name: String
    /// Where the date stands among the arguments.
    private let datePosition: Int
    private let calculator: Connection
    private var statements: [Int: Statement] = [:]

    static let names = ["date", "time", "datetime", "julianday", "unixepoch", "strftime"]

    private init(_ name: String, _ calculator: Connection) {
        self.name = name
        self.calculator = calculator
        datePosition = name == "strftime" ? 1 : 0
    }

    /// Puts it in the place of SQLite's own.
    static func install(_ name: String, calculator: Connection, on connection: Connection) throws(SQLiteError)
    {
        let code = sqlite3_create_function_v2(
            connection.handle, name, -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
            Unmanaged.passRetained(DateFunction(name, calculator)).toOpaque(),
            { context, count, arguments in
                guard let address = sqlite3_user_data(context), let arguments else { return }
                Unmanaged<DateFunction>.fromOpaque(address).takeUnretainedValue().call(
                    context, Array(UnsafeBufferPointer(start: arguments, count: Int(count))))
            }, nil, nil,
            { address in if let address { Unmanaged<DateFunction>.fromOpaque(address).release() } })
        guard code == SQLITE_OK else { throw SQLiteError(connection.handle, code: code, statement: nil) }
    }

    private func call(_ context: OpaquePointer?, _ arguments: [OpaquePointer?]) {
        let arePlain =
            arguments.count > datePosition
            && arguments.indices.dropFirst(datePosition).allSatisfy { isPlain(arguments[$0], at: $0) }
        guard arePlain else {
            return sqlite3_result_error(context, "\(name)() knows neither the clock nor a time zone", -1)
        }
        do throws(SQLiteError) {
            let statement = try statement(arguments.count)
            for (index, argument) in arguments.enumerated() {
                sqlite3_bind_value(statement.handle, Int32(index + 1), argument)
            }
            defer { statement.reset() }
            if try statement.step() {
                sqlite3_result_value(context, sqlite3_column_value(statement.handle, 0))
            }
        } catch {
            sqlite3_result_error(context, error.message, -1)
        }
    }

    /// Whether an argument is a number, a date in digits, or a modifier that depends on nothing else.
    private func isPlain(_ argument: OpaquePointer?, at index: Int) -> Bool {
        switch sqlite3_value_type(argument) {
        case SQLITE_NULL, SQLITE_INTEGER, SQLITE_FLOAT: return true
        default: break
        }
        guard let bytes = sqlite3_value_text(argument) else { return false }
        let text = String(cString: bytes).lowercased()
        guard let first = text.unicodeScalars.first, first.properties.isAlphabetic else { return true }
        if index == datePosition { return false }
        return text.hasPrefix("start of ") || text.hasPrefix("weekday ")
            || ["unixepoch", "julianday", "auto"].contains(text)
    }

    private func statement(_ count: Int) throws(SQLiteError) -> Statement {
        if let known = statements[count] { return known }
        let places = Array(repeating: "?", count: count).joined(separator: ", ")
        let made = try calculator.prepare("select \(name)(\(places))")
        statements[count] = made
        return made
    }
}

extension Connection {
    /// Makes SQL's date functions calculate from the dates that they are given alone: `now` and `localtime` become errors.
    public func refuseClock() throws(SQLiteError) {
        let calculator = try Connection()
        for name in DateFunction.names {
            try DateFunction.install(name, calculator: calculator, on: self)
        }
    }
}
