internal import CSQLite
internal import Glibc

/// What statements of a stranger may do on a connection: read the listed tables, call the listed functions, and stop in time.
///
/// Everything else is refused when the statement is prepared: other tables, writes, pragmas, attached files,
/// transactions. Values of the connection stay readable through views that read listed tables.
public struct Guard: Hashable, Sendable {
    /// Tables and views that may be read.
    public var tables: Set<String>
    /// Functions that may be called, in lower case.
    public var functions: Set<String>
    /// Steps of SQLite's machine that statements may take until `refillSteps`: the same count on every machine.
    public var steps = 20_000_000
    /// What one `guarded` may take where the steps are few and slow: a net for the steps' limit, not a measure.
    public var timeLimitMilliseconds = 10_000
    /// The longest value, stored or calculated.
    public var valueBytes = 256 << 10
    /// Memory beyond what SQLite holds at the beginning of a `guarded`.
    public var memoryBytes = 64 << 20
    /// The longest statement.
    public var statementBytes = 10_000

    /// A guard with limits for a page.
    public init(tables: Set<String>, functions: Set<String>) {
        self.tables = tables
        self.functions = functions
    }

    /// SQLite's limits on statements.
    var limits: [(code: Int32, value: Int)] {
        [
            (SQLITE_LIMIT_LENGTH, valueBytes), (SQLITE_LIMIT_SQL_LENGTH, statementBytes),
            (SQLITE_LIMIT_COLUMN, 200), (SQLITE_LIMIT_EXPR_DEPTH, 100), (SQLITE_LIMIT_COMPOUND_SELECT, 50),
            (SQLITE_LIMIT_VDBE_OP, 50_000), (SQLITE_LIMIT_FUNCTION_ARG, 50),
            (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100), (SQLITE_LIMIT_VARIABLE_NUMBER, 50),
        ]
    }
}

/// The guard of a connection and what is left of its limits, reached from C by address.
final class GuardBox {
    let rules: Guard
    /// Tables and views of the connection that are not listed, in lower case.
    private let hidden: Set<String>
    var isActive = false
    var stepsLeft: Int
    var deadline: UInt64 = .max
    /// Whether it was the time that was over.
    var isLate = false
    var tablesRead: Set<String> = []
    /// SQLite asks after each so many steps.
    static let interval = 20

    init(_ rules: Guard, existing: [String]) {
        self.rules = rules
        hidden = Set(existing.filter { !rules.tables.contains($0) }.map { $0.lowercased() })
        stepsLeft = rules.steps
    }

    static func nanoseconds() -> UInt64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
    }

    /// SQLite's answer for one action of a statement that is being prepared.
    func allows(_ action: Int32, _ first: String?, _ second: String?) -> Bool {
        switch action {
        case SQLITE_SELECT, SQLITE_RECURSIVE: return true
        case SQLITE_READ:
            guard let first else { return false }
            if rules.tables.contains(first) {
                tablesRead.insert(first)
                return true
            }
            return second?.isEmpty == true && allowsCounting(first.lowercased())
        case SQLITE_FUNCTION: return second.map { rules.functions.contains($0.lowercased()) } ?? false
        default: return false
        }
    }

    /// Whether the rows of something may be counted, without a column of it: SQLite then tells the name that the author wrote,
    /// which is that of a common table expression, or none for a subquery.
    private func allowsCounting(_ name: String) -> Bool {
        if let table = rules.tables.first(where: { $0.lowercased() == name }) {
            tablesRead.insert(table)
            return true
        }
        return !hidden.contains(name) && !name.hasPrefix("sqlite_") && !name.hasPrefix("pragma_")
    }

    /// Takes steps from what is left; false when there are none, or the time is over.
    func spend(_ steps: Int) -> Bool {
        stepsLeft -= steps
        guard stepsLeft > 0 else { return false }
        isLate = GuardBox.nanoseconds() >= deadline
        return !isLate
    }
}

extension Connection {
    /// Installs `rules` for `guarded`; until that is called nothing is refused.
    ///
    /// SQLite prepares every statement of the connection again when it is next used.
    public func install(_ rules: Guard) throws(SQLiteError) {
        let tables = try prepare("select name from sqlite_schema", isLongLived: false)
        var existing: [String] = []
        while try tables.step() { existing.append(tables.text(at: 0) ?? "") }
        let box = GuardBox(rules, existing: existing)
        guardBox = box
        let address = Unmanaged.passUnretained(box).toOpaque()
        sqlite3_set_authorizer(
            handle,
            { context, action, first, second, _, _ in
                guard let context else { return SQLITE_DENY }
                let box = Unmanaged<GuardBox>.fromOpaque(context).takeUnretainedValue()
                guard box.isActive else { return SQLITE_OK }
                let names = (first.map { String(cString: $0) }, second.map { String(cString: $0) })
                return box.allows(action, names.0, names.1) ? SQLITE_OK : SQLITE_DENY
            }, address)
    }

    /// Does `body` under the installed rules: what it prepares is judged, what it runs is limited.
    public func guarded<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard let box = guardBox else { preconditionFailure("`install` comes first") }
        box.deadline = GuardBox.nanoseconds() + UInt64(box.rules.timeLimitMilliseconds) * 1_000_000
        box.isLate = false
        box.isActive = true
        let limits = box.rules.limits
        let before = limits.map { sqlite3_limit(handle, $0.code, Int32(clamping: $0.value)) }
        sqlite3_progress_handler(
            handle, Int32(GuardBox.interval),
            { context in
                guard let context else { return 1 }
                return Unmanaged<GuardBox>.fromOpaque(context).takeUnretainedValue().spend(GuardBox.interval)
                    ? 0 : 1
            }, Unmanaged.passUnretained(box).toOpaque())
        // SQLite 3.40 asks nobody while it expands common table expressions, of which 30 lines can make a billion.
        sqlite3_hard_heap_limit64(sqlite3_memory_used() + sqlite3_int64(box.rules.memoryBytes))
        defer {
            sqlite3_hard_heap_limit64(0)
            sqlite3_progress_handler(handle, 0, nil, nil)
            for (limit, value) in zip(limits, before) { sqlite3_limit(handle, limit.code, value) }
            box.isActive = false
        }
        return try body()
    }

    /// Takes part of the steps for something that costs beside them; throws when none are left.
    public func spend(steps: Int) throws(SQLiteError) {
        guard let guardBox, guardBox.spend(steps) else {
            throw SQLiteError(code: SQLITE_INTERRUPT, message: "interrupted")
        }
    }

    /// Whether the time of the last `guarded` was over before its steps were.
    public var isLate: Bool { guardBox?.isLate ?? false }

    /// Allows as many steps again as the guard gives.
    public func refillSteps() {
        if let guardBox { guardBox.stepsLeft = guardBox.rules.steps }
    }

    /// The tables and views that statements prepared since the last question read, sorted.
    public func takeTablesRead() -> [String] {
        defer { guardBox?.tablesRead = [] }
        return guardBox?.tablesRead.sorted() ?? []
    }
}
