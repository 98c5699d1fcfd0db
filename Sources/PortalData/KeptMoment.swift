public import Diagnostics
internal import Files
internal import SQLite

/// What may have changed in a database since an earlier moment of it.
public enum MomentChange: Hashable, Sendable {
    /// Anything.
    case everything
    /// Rows of these clients alone, by `clients.id`, and no row that several clients share.
    case clients(Set<Int64>)

    /// Nothing that a build looks at.
    public static let nothing = MomentChange.clients([])
}

/// The moment of a live database that the last build saw: a private file, kept so that the next build reads only what changed.
///
/// It is a copy, page by page: pages that differ tell which rows do, and rows whose they are. Deleting it costs time alone.
public struct KeptMoment {
    private let database: String
    private let path: String

    /// The moment of the live `database` that is kept at `path`, a file in a folder that others cannot read.
    public init(of database: String, keptAt path: String) {
        self.database = database
        self.path = path
    }

    /// Takes the present moment, and says what changed since the one that is there.
    ///
    /// - Parameters:
    ///   - isKnown: whether the one that is there came to its end, so that it can be compared with.
    ///   - willChange: called before the file changes.
    /// - Returns: the change, and whether the file is an exact copy, with which the next moment can be compared.
    public func take(
        isKnown: Bool, willChange: () throws -> Void
    ) throws(DiagnosticList) -> (change: MomentChange, isExact: Bool) {
        if isKnown, let change = try changed(willChange) { return (change, true) }
        do {
            try willChange()
            try FileSystem.remove(path)
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
        return (.everything, try Freeze.freeze(database, to: path))
    }

    /// Brings the file up to date; nil where it has to be made anew.
    private func changed(_ willChange: () throws -> Void) throws(DiagnosticList) -> MomentChange? {
        do {
            let source = try Connection(path: database, mode: .readOnly)
            source.setBusyTimeout(milliseconds: 10_000)
            try DatabaseHeader.check(source, path: database)
            // Closing any handle of the file drops SQLite's locks on it, so this one is closed after the transaction.
            let live = try RandomAccessFile(database)
            defer { withExtendedLifetime(live) {} }
            return try source.reading {
                _ = try source.integer("select count(*) from sqlite_schema")
                // Where something waits in the log, the file alone is no moment. Where nothing does, none is written into it
                // as long as this is read, for then SQLite reads the file alone as well.
                let log = (FileSystem.version(of: database + "-wal") ?? "0 ").prefix { $0 != " " }
                guard log == "0" else { return nil }
                // Whatever is wrong with the kept file, it is made anew, and then the live one speaks for itself.
                return try? update(from: live, willChange)
            }
        } catch {
            throw DatabaseHeader.problems(error, path: database)
        }
    }

    private func update(
        from live: RandomAccessFile, _ willChange: () throws -> Void
    ) throws -> MomentChange? {
        let copy = try RandomAccessFile(path, isWritable: true)
        guard let old = try DatabasePages(copy),
            let changed = try RowDifference.changedPages(of: live, since: copy, pages: old)
        else { return nil }
        let size = try live.size()
        if changed.isEmpty, size == (try copy.size()) { return .nothing }
        guard let new = try DatabasePages(copy, overlay: changed), new.count * new.size == size else {
            return nil
        }
        let connection = try Connection(path: path, mode: .immutable)
        guard
            let difference = try RowDifference(from: old, to: new, changed: changed, schema: connection)
        else { return nil }
        var owners = Owners()
        guard try owners.add(difference, \.before, in: connection) else { return nil }
        try willChange()
        for (number, bytes) in changed { try copy.write(bytes, at: (number - 1) * new.size) }
        try copy.resize(to: size)
        guard try owners.add(difference, \.after, in: Connection(path: path, mode: .immutable)) else {
            return nil
        }
        return .clients(owners.clients)
    }
}

/// Whose rows changed.
private struct Owners {
    var clients: Set<Int64> = []

    /// What is written beside the work and read by no build.
    private static let logs: Set<String> = [
        "internal_changes", "internal_writers", "audit_log", "access_log",
    ]

    /// Adds the owners of rows; false where any has none, so that all clients may share it.
    mutating func add(
        _ difference: RowDifference, _ side: KeyPath<RowDifference.Rows, [Int64]>, in database: Connection
    ) throws -> Bool {
        for (name, changed) in difference.tables.sorted(by: { $0.key < $1.key })
        where !Self.logs.contains(name) {
            let ids = changed[keyPath: side]
            if name == "clients" {
                clients.formUnion(ids)
                continue
            }
            let owner = try database.prepare(
                "select exists (select 1 from pragma_table_xinfo(?1) where name = 'client_id')",
                isLongLived: false)
            try owner.bind(name, at: 1)
            guard try owner.step(), owner.integer(at: 0) == 1 else { return false }
            let find = try database.prepare(
                "select client_id from \(RowName.quoted(name)) where rowid = ?1", isLongLived: false)
            for id in ids {
                try find.bind(id, at: 1)
                defer { find.reset() }
                guard try find.step(), let client = find.optionalInteger(at: 0) else { return false }
                clients.insert(client)
            }
        }
        return true
    }
}
