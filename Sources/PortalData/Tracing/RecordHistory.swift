public import Diagnostics
internal import JSON
internal import SQLite

/// Something that happened to a record or a user.
public struct HistoryEvent: Hashable, Sendable {
    /// `YYYY-MM-DDTHH:MM:SSZ`.
    public let at: String
    /// A user, somebody of the staff, or a person at the client; `sql` for a change past the tool; nil where nobody knows.
    public let actor: String?
    /// What, as a clause.
    public let text: String

    /// An event.
    public init(at: String, actor: String?, text: String) {
        self.at = at
        self.actor = actor
        self.text = text
    }
}

/// A record or a user with all that is known to have happened to it.
public struct RecordHistory: Hashable, Sendable {
    /// `projects website (acme)`
    public let record: String
    /// Its table and name, as published files are labelled: `projects website`.
    public let label: String
    /// The client's slug; nil for a user.
    public let client: String?
    /// Oldest first.
    public let events: [HistoryEvent]
    /// Whether an access log was ever imported.
    public internal(set) var knowsReadings = true
}

extension LivePortal {
    /// What happened to a record, by its code, `client/code`, or number.
    public func history(of name: String, in table: String) throws(DiagnosticList) -> RecordHistory {
        try reading { database, source in
            guard let described = source.table(table), !SlicingRules.isInternal(table) else {
                throw Diagnostic(
                    "there is no table `\(table)`",
                    hint: didYouMean(table, in: source.tables.map(\.name)))
            }
            let record: FoundRecord
            do {
                record = try RecordFinder(database: database, source: source).record(name, in: described)
            } catch let missing as DiagnosticList {
                guard let gone = try GoneRecord(name, in: table, database) else { throw missing }
                return try gone.history(database)
            }
            return try RecordTrace(database: database, record: record).history(HistoryQueries.ofRecord)
        }
    }

    /// What happened to a user, and what he did.
    public func history(ofUser name: String) throws(DiagnosticList) -> RecordHistory {
        try reading { database, source in
            let user = try RecordFinder(database: database, source: source).user(name)
            return try RecordTrace(database: database, record: user).history(HistoryQueries.ofUser)
        }
    }

    private func reading<Result>(
        _ body: (Connection, SourceSchema) throws -> Result
    ) throws(DiagnosticList) -> Result {
        do {
            let database = try Connection(path: path, mode: .readOnly)
            database.setBusyTimeout(milliseconds: 10_000)
            try DatabaseHeader.check(database, path: path)
            return try database.reading { try body(database, SourceSchema(database)) }
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }
}

/// Collects the events of one record.
struct RecordTrace {
    let database: Connection
    let record: FoundRecord

    func history(_ queries: [HistoryQueries.Query]) throws(SQLiteError) -> RecordHistory {
        var events = try made()
        for query in queries where query.tables?.contains(record.table.name) ?? true {
            let rows = try database.prepare(query.sql, isLongLived: false)
            let count = rows.parameterCount
            try rows.bind(record.rowID, at: 1)
            if count >= 2 { try rows.bind(record.table.name, at: 2) }
            if count >= 3 { try rows.bind(record.name, at: 3) }
            if count >= 4 { try rows.bind(record.client, at: 4) }
            while try rows.step() {
                var text = rows.text(at: 2) ?? ""
                if rows.columnCount > 3 {
                    let changes = Self.changes(before: rows.text(at: 3), after: rows.text(at: 4))
                    if !changes.isEmpty { text += ": " + changes.joined(separator: ", ") }
                }
                events.append(
                    HistoryEvent(at: rows.text(at: 0) ?? "", actor: rows.text(at: 1), text: text))
            }
        }
        // What happened in one second stays in the order of the queries.
        let sorted = events.enumerated().sorted { left, right in
            (left.element.at, left.offset) < (right.element.at, right.offset)
        }.map(\.element)
        let log = try database.prepare("select exists (select 1 from access_log)", isLongLived: false)
        return RecordHistory(
            record: record.description, label: "\(record.table.name) \(record.name)", client: record.client,
            events: sorted, knowsReadings: try log.step() && log.integer(at: 0) != 0)
    }

    /// The record's own word on when it was made.
    private func made() throws(SQLiteError) -> [HistoryEvent] {
        guard record.table.has("created_at"), let key = record.table.key else { return [] }
        let row = try database.prepare(
            "select created_at from \(RowName.quoted(record.table.name)) where \(RowName.quoted(key)) = ?1",
            isLongLived: false)
        try row.bind(record.rowID, at: 1)
        guard try row.step(), let at = row.text(at: 0) else { return [] }
        return [HistoryEvent(at: at, actor: nil, text: "made")]
    }

    /// Columns that changed; with their values where those are states, dates and the like, and never texts of people.
    static func changes(before: String?, after: String?) -> [String] {
        func members(_ text: String?) -> [JSONValue.Member] {
            text.flatMap { try? JSONReader.read(Array($0.utf8)) }?.object ?? []
        }
        let (old, new) = (members(before), members(after))
        var names: [String] = []
        for member in old + new where !names.contains(member.name) { names.append(member.name) }
        return names.map { name in
            guard isShown(name) else { return name }
            let values = [old, new].map { members in
                members.first { $0.name == name }.map { shown($0.value) } ?? "nothing"
            }
            return old.isEmpty ? "\(name) \(values[1])" : "\(name) from \(values[0]) to \(values[1])"
        }
    }

    private static func isShown(_ column: String) -> Bool {
        [
            "audience", "state_id", "state", "status", "level", "role_id", "progress", "number", "policy",
            "rows",
            "files",
        ].contains(column)
            || column.hasSuffix("_on") || column.hasPrefix("is_")
    }

    private static func shown(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .int(let number): "\(number)"
        case .null: "nothing"
        default: "…"
        }
    }
}
