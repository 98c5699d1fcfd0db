internal import CSQLite
internal import Glibc

/// One of SQL's date functions, quicker where the answer is the argument, and without the clock and the time zone of the machine
/// where those are refused.
///
/// SQLite's own function on a connection of its own does the rest of the work, once the arguments are known to be plain: the
/// words that it may be given are listed, so that one that a later SQLite learns is refused too.
final class DateFunction {
    private let name: String
    /// Where the date stands among the arguments.
    private let datePosition: Int
    /// How it writes a moment, where that is known here.
    private let form: CanonicalMoment?
    private let calculator: Connection
    private let refusesClock: Bool
    private var statements: [Int: Statement] = [:]

    static let names = ["date", "time", "datetime", "julianday", "unixepoch", "strftime"]

    private init(_ name: String, _ calculator: Connection, refusesClock: Bool) {
        self.name = name
        self.refusesClock = refusesClock
        self.calculator = calculator
        datePosition = name == "strftime" ? 1 : 0
        form = name == "date" ? .day : name == "strftime" ? .instant : nil
    }

    /// Puts it in the place of SQLite's own.
    static func install(
        _ name: String, calculator: Connection, refusesClock: Bool, on connection: Connection
    ) throws(SQLiteError) {
        let function = DateFunction(name, calculator, refusesClock: refusesClock)
        let code = sqlite3_create_function_v2(
            connection.handle, name, -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
            Unmanaged.passRetained(function).toOpaque(),
            { context, count, arguments in
                guard let address = sqlite3_user_data(context), let arguments else { return }
                let function = Unmanaged<DateFunction>.fromOpaque(address).takeUnretainedValue()
                let all = UnsafeBufferPointer(start: arguments, count: Int(count))
                if let same = function.answer(among: all) {
                    sqlite3_result_value(context, same)
                } else {
                    function.call(context, Array(all))
                }
            }, nil, nil,
            { address in if let address { Unmanaged<DateFunction>.fromOpaque(address).release() } })
        guard code == SQLITE_OK else { throw SQLiteError(connection.handle, code: code, statement: nil) }
    }

    /// The argument that is its own answer: a moment that is written as the function writes it, and moved by nothing.
    ///
    /// This is what the rules of tables ask of every row, as `date(due_on, '+0 days') is due_on`.
    private func answer(among arguments: UnsafeBufferPointer<OpaquePointer?>) -> OpaquePointer? {
        guard let form, arguments.count == datePosition + 2,
            Self.text(arguments[datePosition + 1], is: "+0 days")
        else { return nil }
        let moment = arguments[datePosition]
        if sqlite3_value_type(moment) == SQLITE_NULL { return moment }
        if form == .instant {
            guard Self.text(arguments[0], is: "%Y-%m-%dT%H:%M:%SZ") else { return nil }
        }
        return CanonicalMoment.isWritten(Self.text(moment), as: form) ? moment : nil
    }

    /// The bytes of a text; none of anything else.
    private static func text(_ value: OpaquePointer?) -> UnsafeBufferPointer<UInt8> {
        guard sqlite3_value_type(value) == SQLITE_TEXT else { return .init(start: nil, count: 0) }
        return UnsafeBufferPointer(
            start: sqlite3_value_text(value), count: Int(sqlite3_value_bytes(value)))
    }

    private static func text(_ value: OpaquePointer?, is wanted: StaticString) -> Bool {
        let text = text(value)
        guard let start = text.baseAddress, text.count == wanted.utf8CodeUnitCount else { return false }
        return memcmp(start, wanted.utf8Start, text.count) == 0
    }

    private func call(_ context: OpaquePointer?, _ arguments: [OpaquePointer?]) {
        let arePlain =
            !refusesClock
            || arguments.count > datePosition
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
        try install(DateFunction.names, refusingClock: true)
    }

    /// Makes `date` and `strftime` quicker with moments that are written as they write them; their answers are the same.
    public func hastenDateFunctions() throws(SQLiteError) {
        try install(["date", "strftime"], refusingClock: false)
    }

    private func install(_ names: [String], refusingClock: Bool) throws(SQLiteError) {
        let calculator = try Connection()
        for name in names {
            try DateFunction.install(
                name, calculator: calculator, refusesClock: refusingClock, on: self)
        }
    }
}
