internal import Diagnostics
internal import Files
internal import SQLite

/// What a file must say of itself before anything in it is believed.
enum DatabaseHeader {
    /// That it is a portal database of this version.
    static func check(_ database: Connection, path: String) throws {
        let version = try checkedVersion(database, path: path)
        if version < Migrations.version {
            throw DiagnosticList([
                Diagnostic(
                    "the database has schema \(version), this version of vitrine needs \(Migrations.version)",
                    file: path, hint: "make a backup, then run `vitrine db migrate`")
            ])
        }
    }

    /// The schema's number, at most ours.
    static func checkedVersion(_ database: Connection, path: String) throws -> Int {
        let application = try database.integer("pragma application_id")
        let version = Int(try database.integer("pragma user_version"))
        guard application == Migrations.applicationID else {
            let isEmpty = try database.integer("select count(*) from sqlite_schema") == 0
            throw DiagnosticList([
                Diagnostic(
                    isEmpty ? "the database is empty" : "this is another application's database", file: path,
                    hint: "make a portal database with `vitrine db create`, or name yours in vitrine.yaml")
            ])
        }
        guard version <= Migrations.version else {
            throw DiagnosticList([
                Diagnostic(
                    "the database has schema \(version), this version of vitrine knows \(Migrations.version)",
                    file: path, hint: "use the newer vitrine that wrote it")
            ])
        }
        return version
    }

    /// That every page and row can be read.
    ///
    /// - Returns: lines about rows that break a rule of their table; what they hold is for `RuleCheck`.
    @discardableResult
    static func checkIntegrity(of database: Connection, table: String? = nil, path: String) throws -> [String]
    {
        let scope = table.map(RowName.quoted) ?? "100"
        let rows = try database.prepare("pragma quick_check(\(scope))", isLongLived: false)
        var problems: [Diagnostic] = []
        var aboutRows: [String] = []
        while try rows.step() {
            guard let text = rows.text(at: 0), text != "ok" else { continue }
            if RuleCheck.isAboutRows(text) {
                aboutRows.append(text)
                continue
            }
            problems.append(
                Diagnostic(
                    "the database is damaged: \(text)", file: path,
                    hint: "restore a backup, or try `sqlite3 … .recover`"))
        }
        if !problems.isEmpty { throw DiagnosticList(problems) }
        return aboutRows
    }

    /// Whatever went wrong with a database file, in words that help.
    static func problems(_ error: any Error, path: String) -> DiagnosticList {
        switch error {
        case let list as DiagnosticList: list
        case let diagnostic as Diagnostic: DiagnosticList([diagnostic])
        case let error as SQLiteError: DiagnosticList([diagnostic(error, path: path)])
        default: DiagnosticList([Diagnostic("\(error)", file: path)])
        }
    }

    private static func diagnostic(_ error: SQLiteError, path: String) -> Diagnostic {
        // SQLite opens a folder, and then cannot read it.
        if FileSystem.kind(path + "/.") == .folder {
            return Diagnostic("the database is a folder", file: path, hint: "name the file in vitrine.yaml")
        }
        return switch error.kind {
        case .notADatabase:
            Diagnostic(
                "this is not an SQLite database", file: path, hint: "name the right file in vitrine.yaml")
        case .cannotOpen:
            Diagnostic(
                "the database cannot be opened", file: path,
                hint:
                    "does it exist, and may you read it? With a `-wal` beside it, its folder must be writable"
            )
        case .corrupt:
            Diagnostic(
                "the database is damaged: \(error.message)", file: path,
                hint: "restore a backup, or try `sqlite3 … .recover`")
        case .busy:
            Diagnostic(
                "another program keeps the database locked", file: path,
                hint: "let it finish, or use `pragma journal_mode = wal`, where writers block nobody")
        case .readOnly:
            Diagnostic(
                "the database or its folder cannot be written", file: path,
                hint:
                    "check their rights; in WAL mode reading needs it too, unless a writer has the database open"
            )
        default:
            Diagnostic(error.message, file: path, line: error.statement)
        }
    }
}
