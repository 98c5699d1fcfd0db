internal import Diagnostics
internal import PortalData
internal import SQLite

/// Puts records into all tables of a mapping; a record goes into all of them or into none.
final class RecordWriter {
    private let tables: [TableWriter]
    private let fieldNames: [String]
    private let filters: [(filter: RecordFilter, field: Int?)]
    private let clientSlug: String?
    private let savepoints: (begin: Statement, undo: Statement, end: Statement)?

    /// - Throws: `DiagnosticList` with everything in the mapping that does not fit the database or the source.
    init(
        _ mapping: Mapping, fieldNames: [String], allowsMissingFields: Bool, ownership: Ownership,
        context: WriterContext
    ) throws {
        self.fieldNames = fieldNames
        clientSlug = mapping.client
        filters = mapping.filters.map { ($0, fieldNames.firstIndex(of: $0.field)) }
        let client = try mapping.client.map { ($0, try Self.client($0, in: context.database)) }
        var planner = TablePlanner(
            database: context.database, schema: context.schema, fieldNames: fieldNames,
            allowsMissingFields: allowsMissingFields, client: client.map { (slug: $0.0, id: $0.1) },
            ownership: ownership,
            now: context.now)
        for filter in mapping.filters {
            planner.checkField(filter.field, mapping.tables.first?.place ?? Diagnostic(""))
        }
        var plans: [TablePlan] = []
        for table in mapping.tables { if let plan = try planner.plan(table) { plans.append(plan) } }
        guard planner.problems.isEmpty else { throw DiagnosticList(planner.problems) }
        tables = try plans.enumerated().map { number, plan in
            try context.written.begin(plan.table, number: number)
            return try TableWriter(plan, number: number, context: context)
        }
        savepoints =
            tables.count > 1
            ? (
                try context.database.prepare("savepoint record"),
                try context.database.prepare("rollback to record"),
                try context.database.prepare("release record")
            ) : nil
    }

    var tableNames: [String] { tables.map(\.table) }

    /// What became of a record in one table.
    struct Change {
        let table: Int
        let outcome: TableWriter.Outcome
        let becameVisible: Bool
    }

    /// - Throws: `RowProblem` for a record that cannot be taken, of which nothing is written then.
    /// - Returns: nothing where no table takes the record.
    func write(_ record: RecordBuffer, forcesSource: Bool = false) throws -> [Change] {
        for (filter, field) in filters {
            guard filter.holds(field.map { record.text($0) } ?? "") else { return [] }
        }
        try savepoints?.begin.run()
        do {
            var changes: [Change] = []
            for (index, table) in tables.enumerated() {
                do {
                    let outcome = try table.write(record, forcesSource: forcesSource)
                    if outcome == .filtered { continue }
                    changes.append(Change(table: index, outcome: outcome, becameVisible: table.becameVisible))
                } catch var problem as RowProblem {
                    problem.table = table.table
                    throw problem
                }
            }
            try savepoints?.end.run()
            return changes
        } catch {
            try savepoints?.undo.run()
            try savepoints?.end.run()
            throw error
        }
    }

    /// What tells the record from others of its source, in all runs.
    func identity(_ record: RecordBuffer) -> String? {
        for table in tables {
            if let identity = table.identity(record, fieldNames: fieldNames) {
                return (clientSlug ?? "") + "\u{1F}" + identity
            }
        }
        return nil
    }

    private static func client(_ slug: String, in database: Connection) throws -> Int64 {
        let rows = try database.prepare("select id from clients where slug = ?1", isLongLived: false)
        try rows.bind(slug, at: 1)
        if try rows.step() { return rows.integer(at: 0) }
        let all = try database.prepare("select slug from clients order by slug", isLongLived: false)
        var slugs: [String] = []
        while try all.step() { slugs.append(all.text(at: 0) ?? "") }
        throw DiagnosticList([Diagnostic("there is no client `\(slug)`", hint: didYouMean(slug, in: slugs))])
    }
}
