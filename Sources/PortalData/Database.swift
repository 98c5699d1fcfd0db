public import Diagnostics
internal import Glibc
internal import SQLite

/// Makes, migrates and fills a portal database.
public enum Database {
    /// Makes an empty portal database at `path`, where nothing may be yet.
    public static func create(_ path: String) throws(DiagnosticList) {
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            throw DiagnosticList([
                Diagnostic("cannot make the database: \(reason)", file: path, hint: "nothing is overwritten")
            ])
        }
        close(descriptor)
        do {
            let database = try Connection(path: path, mode: .readWrite)
            // Readers and a sync job do not wait for one another.
            _ = try database.text("pragma journal_mode = wal")
            try migrate(database, from: 0)
        } catch {
            for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
            throw DatabaseHeader.problems(error, path: path)
        }
    }

    /// Brings the database at `path` to this version's schema and answers the versions before and after.
    ///
    /// All of it or nothing.
    @discardableResult
    public static func migrate(_ path: String) throws(DiagnosticList) -> (from: Int, to: Int) {
        do {
            let database = try Connection(path: path, mode: .readWrite)
            database.setBusyTimeout(milliseconds: 10_000)
            let version = try DatabaseHeader.checkedVersion(database, path: path)
            try DatabaseHeader.checkIntegrity(of: database, path: path)
            try migrate(database, from: version)
            return (version, Migrations.version)
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }

    /// Makes a copy out of a backup ready for use: that it is a sound portal database, and with the journal that it had.
    public static func adopt(_ path: String, as original: Freeze.Original) throws(DiagnosticList) {
        do {
            let database = try Connection(path: path, mode: .readWrite)
            _ = try DatabaseHeader.checkedVersion(database, path: path)
            try DatabaseHeader.checkIntegrity(of: database, path: path)
            if original.hasWriteAheadLog { _ = try database.text("pragma journal_mode = wal") }
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }

    /// Whether another program is writing to the database at `path` just now.
    ///
    /// What is no database, or is damaged, is written by nobody.
    public static func isBeingWritten(_ path: String) -> Bool {
        do throws(SQLiteError) {
            let database = try Connection(path: path, mode: .readWrite)
            try database.execute("begin exclusive")
            try database.execute("rollback")
            return false
        } catch {
            return error.kind == .busy
        }
    }

    /// A file of SQL statements.
    public struct LoadScript: Hashable, Sendable {
        /// As errors name it.
        public let file: String
        /// Its statements, without a transaction of their own.
        public let text: String

        /// A script.
        public init(file: String, text: String) {
            self.file = file
            self.text = text
        }
    }

    /// Runs scripts in order, all in one transaction; references are checked when it ends.
    public static func load(_ scripts: [LoadScript], into path: String) throws(DiagnosticList) {
        do {
            let database = try Connection(path: path, mode: .readWrite)
            database.setBusyTimeout(milliseconds: 10_000)
            try DatabaseHeader.check(database, path: path)
            try database.transaction {
                // Within a transaction rows may come before what they refer to.
                try database.execute("pragma defer_foreign_keys = on")
                for script in scripts {
                    try run(script.text, file: script.file, on: database)
                    try database.execute("pragma defer_foreign_keys = on")
                }
                let problems = try ForeignKeyCheck.findings(in: database).map(\.diagnostic)
                if !problems.isEmpty { throw DiagnosticList(problems) }
            }
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }

    /// The steps after `version`, in one transaction.
    static func migrate(_ database: Connection, from version: Int) throws {
        // A table that others refer to can be made anew only without them; inside of a transaction this does nothing.
        try database.execute("pragma foreign_keys = off")
        defer { try? database.execute("pragma foreign_keys = on") }
        try database.transaction {
            for migration in Migrations.all where migration.number > version {
                try run(migration.sql, file: migration.file, on: database)
                try database.execute("pragma user_version = \(migration.number)")
            }
            try ChangeNotes.install(in: database)
            let problems = try ForeignKeyCheck.findings(in: database).map(\.diagnostic)
            if !problems.isEmpty { throw DiagnosticList(problems) }
        }
    }

    private static func run(_ text: String, file: String, on database: Connection) throws(Diagnostic) {
        do throws(Script.Failure) {
            try Script(text).run(on: database)
        } catch {
            throw Diagnostic(
                error.error.message, file: file, range: SourceRange(line: error.line, column: error.column),
                line: error.text)
        }
    }
}
