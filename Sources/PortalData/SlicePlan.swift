internal import Diagnostics
internal import Slices

/// Which tables and columns of a database are sliced, and the statement that reads each for one edition.
struct SlicePlan {
    /// How a table's rows get into a slice.
    enum Filling: Hashable {
        /// The edition's rows, by `sql`; see `SliceQuery` for its parameters.
        case rows(sql: String)
        /// One row for each key that a copied row names.
        case lookup(sql: String)
        /// Not from the database.
        case ours
    }

    /// What happens to a table or column that an agency added.
    struct Remark: Hashable {
        let name: String
        let text: String
    }

    /// The table behind the view `freshness`.
    static let syncSources = "sync_sources"

    let schema: SliceSchema
    /// For each table of `schema`.
    let fillings: [Filling]
    let remarks: [Remark]

    init(_ source: SourceSchema) throws(DiagnosticList) {
        var builder = Builder(source)
        builder.build()
        guard builder.problems.isEmpty else { throw DiagnosticList(builder.problems) }
        schema = SliceSchema(tables: builder.tables.map(\.table), views: Migrations.views)
        fillings = builder.tables.map(\.filling)
        remarks = builder.remarks
    }
}

extension SlicePlan {
    /// Decides table by table; everything in byte order of names, so that the same schema gives the same slice.
    fileprivate struct Builder {
        let source: SourceSchema
        var tables: [(table: SliceSchema.Table, filling: Filling)] = []
        var remarks: [Remark] = []
        var problems: [Diagnostic] = []
        private var kinds: [String: TableKind] = [:]

        init(_ source: SourceSchema) { self.source = source }

        mutating func build() {
            kinds = TableKind.all(in: source)
            for table in source.tables where SlicingRules.ownTables.contains(table.name) {
                problems.append(
                    Diagnostic(
                        "the database has a table `\(table.name)`",
                        hint: "every edition has one of that name already; rename yours"))
            }
            let ordered = parentsFirst()
            for name in ordered {
                guard let table = source.table(name), let kind = kinds[name] else { continue }
                addTable(table, kind)
                if name == "clients" {
                    tables.append((Self.moment, .ours))
                    tables.append(
                        (
                            Self.syncSources,
                            source.table("sync_runs") == nil ? .ours : .rows(sql: Self.syncSourceRows)
                        ))
                }
            }
            if kinds["projects"] == .record {
                tables.append((Self.notes, .ours))
                let linked = Set(ordered.filter { kinds[$0] == .record } + ["notes"])
                tables += [(.baselines, .ours), (.changes(linked: linked), .ours)]
            }
            if kinds["access_requests"] == .never {
                let records = ordered.filter { kinds[$0] == .record }
                tables += AccessTables.all(records: records).map { ($0.table, .rows(sql: $0.sql)) }
            }
            for table in source.tables {
                if case .unsliced(let reason)? = kinds[table.name] {
                    remarks.append(Remark(name: table.name, text: "not copied: \(reason)"))
                }
            }
        }

        /// Sliced tables, each after its parents; a cycle is a problem.
        private mutating func parentsFirst() -> [String] {
            let lookups = SlicingRules.lookups.map(\.table).filter { kinds[$0] == .lookup }
            let parents = Dictionary(
                uniqueKeysWithValues: source.tables.map { table in
                    let needed = ReferenceRules(table: table, source: source, kinds: kinds).references
                        .filter { $0.kind != .optional }
                    return (table.name, needed.map(\.table))
                })
            var result = lookups + (kinds["clients"] == .client ? ["clients"] : [])
            var rest = source.tables.map(\.name).filter { name in
                switch kinds[name] {
                case .record, .child: true
                default: false
                }
            }
            var placed = Set(result)
            while !rest.isEmpty {
                let next = rest.first { parents[$0]?.allSatisfy(placed.contains) == true }
                guard let next else {
                    let names = rest.map { "`\($0)`" }.joined(separator: ", ")
                    problems.append(
                        Diagnostic(
                            "these tables refer to one another in a circle: \(names)",
                            hint:
                                "a record never shows more than its parents, so one of two tables must be the parent"
                        ))
                    return result
                }
                result.append(next)
                placed.insert(next)
                rest.removeAll { $0 == next }
            }
            return result
        }

        private mutating func addTable(_ table: SourceSchema.Table, _ kind: TableKind) {
            let rules = ReferenceRules(table: table, source: source, kinds: kinds)
            let allowed =
                kind == .lookup ? SlicingRules.lookups.first { $0.table == table.name }?.columns : nil
            let hidden = SlicingRules.hiddenColumns[table.name] ?? []
            var columns: [SliceSchema.Column] = []
            for column in table.columns {
                if let allowed, !allowed.contains(column.name) { continue }
                if hidden.contains(column.name) || SlicingRules.isInternal(column.name) { continue }
                if let reason = rules.dropped[column.name] ?? Self.refusal(of: column) {
                    remarks.append(
                        Remark(name: "\(table.name).\(column.name)", text: "not copied: \(reason)"))
                    continue
                }
                columns.append(.init(column.name, Self.storage(of: column), isOptional: column.isOptional))
            }
            let references = rules.references.filter { reference in
                columns.contains { $0.name == reference.column }
            }
            let order = declaredOrder(of: table, columns: columns)
            let sliced = SliceSchema.Table(
                name: table.name, columns: columns, key: table.key, references: references, order: order)
            let query = SliceQuery(table: table, sliced: sliced, rules: rules, source: source, kinds: kinds)
            tables.append(
                (sliced, kind == .lookup ? .lookup(sql: query.lookup) : .rows(sql: query.rows(kind))))
        }

        /// `-- listed by: position, name desc` in the statement that made the table.
        private mutating func declaredOrder(
            of table: SourceSchema.Table, columns: [SliceSchema.Column]
        ) -> [SliceSchema.Order] {
            let marker = "-- listed by:"
            let lines = table.sql.utf8.split(separator: 10).lazy.map { Substring($0) }
            let marked = lines.first { $0.utf8.firstRange(of: marker.utf8) != nil }
            guard let line = marked, let start = line.utf8.firstRange(of: marker.utf8)?.upperBound
            else { return columns.contains { $0.name == "position" } ? [.init("position")] : [] }
            var result: [SliceSchema.Order] = []
            for part in line[start...].split(separator: ",") {
                let words = part.split { $0.isWhitespace }
                guard let name = words.first, columns.contains(where: { $0.name == name }),
                    words.count == 1 || (words.count == 2 && ["asc", "desc"].contains(words[1]))
                else {
                    let text = words.joined(separator: " ")
                    problems.append(
                        Diagnostic(
                            "table `\(table.name)` is listed by `\(text)`, which is no column that is copied",
                            line: String(line),
                            hint: "write columns, each with `desc` behind it if the greatest is first"))
                    continue
                }
                result.append(.init(String(name), isDescending: words.last == "desc"))
            }
            return result
        }

        private static func storage(of column: SourceSchema.Column) -> SliceSchema.Column.Storage {
            switch column.type {
            case "INTEGER", "INT": .integer
            case "REAL": .real
            case "TEXT": .text
            default: .any
            }
        }

        private static func refusal(of column: SourceSchema.Column) -> String? {
            if column.type == "BLOB" { return "binary values are not shown; keep files under content/" }
            let first = column.name.utf8.first ?? 0
            let isName = column.name.utf8.allSatisfy { byte in
                (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte)
                    || byte == 95
            }
            if !isName || (48...57).contains(first) { return "templates cannot write its name" }
            return nil
        }

        private static let moment = SliceSchema.Table(
            name: "moment", columns: [.init("as_of_on", .text, isOptional: false)], isExposed: false)

        /// What the view `freshness` reads: the sources that the agency has given a label for pages.
        private static let syncSources = SliceSchema.Table(
            name: SlicePlan.syncSources,
            columns: [
                .init("label", .text, isOptional: false), .init("last_success_at", .text),
                .init("stale_after_minutes", .integer),
            ], isExposed: false)

        private static let syncSourceRows = """
            select client_label,
                (select max(finished_at) from sync_runs
                    where integration_id = integrations.id and status <> 'failed' and substr(finished_at, 1, 10) <= ?2),
                stale_after_minutes
            from integrations
            where client_label is not null and (client_id is null or client_id = ?1)
            order by client_label, id
            """

        private static let notes = SliceSchema.Table(
            name: "notes",
            columns: [
                .init("code", .text, isOptional: false), .init("title", .text, isOptional: false),
                .init("audience", .text, isOptional: false), .init("project_id", .integer),
                .init("written_on", .text), .init("author", .text), .init("summary", .text),
                .init("body_md", .text, isOptional: false), .init("source", .text, isOptional: false),
                .init("body_line", .integer, isOptional: false), .init("updated_at", .text),
            ], key: "code",
            references: [.init(column: "project_id", table: "projects", kind: .parent)],
            order: [.init("written_on", isDescending: true), .init("title")])
    }
}
