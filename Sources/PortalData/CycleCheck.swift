internal import Diagnostics
internal import SQLite

/// Finds rows that come back to themselves by references of one kind: a milestone that waits for itself, an update that
/// corrects its own correction.
struct CycleCheck {
    let database: Connection
    let source: SourceSchema

    /// Tables whose rows are references from one row of another table to a second one.
    private static let links = ["milestone_dependencies"]

    /// A reference from one row to another, and the row that holds it.
    private struct Edge {
        let from: Int64
        let to: Int64
        let key: String
        let client: String?

        var reversed: Edge { Edge(from: to, to: from, key: key, client: client) }
    }

    func findings() throws(SQLiteError) -> [Finding] {
        var result: [Finding] = []
        for table in source.tables {
            guard let key = table.key else { continue }
            for reference in table.foreignKeys where reference.table == table.name {
                let columns = reference.pairs.filter { $0.from != "client_id" && $0.to == key }.map(\.from)
                if columns.count == 1 { result += try findings(table, from: key, to: columns[0]) }
            }
            guard Self.links.contains(table.name) else { continue }
            // SQLite lists references in the order of its own.
            let ends = table.columns.map(\.name).filter { column in
                column != "client_id"
                    && table.foreignKeys.contains { $0.pairs.contains { $0.from == column } }
            }
            if ends.count == 2 { result += try findings(table, from: ends[0], to: ends[1]) }
        }
        return result
    }

    private func findings(
        _ table: SourceSchema.Table, from: String, to: String
    ) throws(SQLiteError) -> [Finding] {
        let name = RowName.quoted(table.name)
        let slug =
            table.has("client_id")
            ? "(select slug from clients where clients.id = \(name).client_id)" : "null"
        let rows = try database.prepare(
            """
            select \(RowName.quoted(from)), \(RowName.quoted(to)), \(RowName.quoted(table.key ?? "rowid")), \(slug)
            from \(name) where \(RowName.quoted(to)) is not null order by 3
            """, isLongLived: false)
        var edges: [Edge] = []
        while try rows.step() {
            edges.append(
                Edge(
                    from: rows.integer(at: 0), to: rows.integer(at: 1), key: rows.text(at: 2) ?? "",
                    client: rows.text(at: 3)))
        }
        // What is left both ways lies on a circle, or between two.
        let circular = Self.reached(Self.reached(edges).map(\.reversed))
        return circular.prefix(100).map { edge in
            Finding(
                Diagnostic(
                    "`\(table.name).\(to)` leads in a circle",
                    row: RowName.text(table: table.name, key: edge.key, client: edge.client),
                    hint: "take one reference out of the circle"),
                client: edge.client)
        }
    }

    /// The edges, in order, without those that begin where no circle leads to.
    private static func reached(_ edges: [Edge]) -> [Edge] {
        var arriving: [Int64: Int] = [:]
        var leaving: [Int64: [Int]] = [:]
        for (index, edge) in edges.enumerated() {
            arriving[edge.to, default: 0] += 1
            leaving[edge.from, default: []].append(index)
        }
        var isLeft = [Bool](repeating: true, count: edges.count)
        var open = leaving.keys.filter { arriving[$0] == nil }
        while let row = open.popLast() {
            for index in leaving[row] ?? [] {
                isLeft[index] = false
                let next = edges[index].to
                arriving[next, default: 0] -= 1
                if arriving[next] == 0 { open.append(next) }
            }
        }
        return zip(edges, isLeft).filter(\.1).map(\.0)
    }
}
