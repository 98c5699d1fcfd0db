internal import CSQLite
internal import Glibc

/// What statements of a stranger may do on a connection: read the listed tables, call the listed functions, and stop in time.
///
/// Everything else is refused when the statement is prepared: other tables, writes, pragmas, attached files,
/// transactions. Values of the connection stay readable through views that read listed tables.
public struct Guard: Sendable {
    /// Tables and views that may be read.
    public var tables: Set<String>
    /// Functions that may be called, in lower case.
    public var functions: Set<String>
    /// Time for everything inside one `guarded`.
    public var timeLimitMilliseconds: Int

    /// A guard.
    public init(tables: Set<String>, functions: Set<String>, timeLimitMilliseconds: Int) {
        self.tables = tables
        self.functions = functions
        self.timeLimitMilliseconds = timeLimitMilliseconds
    }
}

/// The guard of a connection and its deadline, reached from C by address.
final class GuardBox {
    let rules: Guard
    var deadline: UInt64 = .max
    var isActive = false

    init(_ rules: Guard) { self.rules = rules }

    static func nanoseconds() -> UInt64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
    }

    /// SQLite's answer for one action of a statement that is being prepared.
    func allows(_ action: Int32, _ first: String?, _ second: String?) -> Bool {
        switch action {
        case SQLITE_SELECT, SQLITE_RECURSIVE: true
        // The first is empty for `count(*)` over a subquery, which names no table.
        case SQLITE_READ: first.map { $0.isEmpty || rules.tables.contains($0) } ?? false
        case SQLITE_FUNCTION: second.map { rules.functions.contains($0.lowercased()) } ?? false
        default: false
        }
    }
}

extension Connection {
    /// Installs `rules` for `guarded`; until that is called nothing is refused.
    ///
    /// Call it before preparing statements that live long: SQLite prepares all of them again when it is called.
    public func install(_ rules: Guard) {
        let box = GuardBox(rules)
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
        sqlite3_progress_handler(
            handle, 1000,
            { context in
                guard let context else { return 1 }
                let box = Unmanaged<GuardBox>.fromOpaque(context).takeUnretainedValue()
                return box.isActive && GuardBox.nanoseconds() > box.deadline ? 1 : 0
            }, address)
    }

    /// Does `body` under the installed rules: what it prepares is judged, and its time is limited.
    public func guarded<Result>(_ body: () throws -> Result) rethrows -> Result {
        guard let guardBox else { preconditionFailure("`install` comes first") }
        guardBox.deadline = GuardBox.nanoseconds() + UInt64(guardBox.rules.timeLimitMilliseconds) * 1_000_000
        guardBox.isActive = true
        defer { guardBox.isActive = false }
        return try body()
    }

    /// A size that SQLite refuses to exceed on this connection.
    public enum Limit: Hashable, Sendable {
        case valueBytes, statementBytes, columns, expressionDepth, compoundSelects, virtualMachineSteps,
            likePatternBytes
    }

    /// Lowers a limit.
    public func setLimit(_ limit: Limit, to value: Int) {
        let code: Int32 =
            switch limit {
            case .valueBytes: SQLITE_LIMIT_LENGTH
            case .statementBytes: SQLITE_LIMIT_SQL_LENGTH
            case .columns: SQLITE_LIMIT_COLUMN
            case .expressionDepth: SQLITE_LIMIT_EXPR_DEPTH
            case .compoundSelects: SQLITE_LIMIT_COMPOUND_SELECT
            case .virtualMachineSteps: SQLITE_LIMIT_VDBE_OP
            case .likePatternBytes: SQLITE_LIMIT_LIKE_PATTERN_LENGTH
            }
        sqlite3_limit(handle, code, Int32(clamping: value))
    }
}
