internal import Slices

/// What a table's foreign keys mean for its rows in a slice.
struct ReferenceRules {
    /// Those that a slice keeps.
    private(set) var references: [SliceSchema.Reference] = []
    /// Columns that stay behind, and why.
    private(set) var dropped: [String: String] = [:]
    /// Columns that name a record of a table that is never copied: where one is set, the row stays behind.
    private(set) var mustBeNull: [String] = []

    init(table: SourceSchema.Table, source: SourceSchema, kinds: [String: TableKind]) {
        for key in table.foreignKeys {
            let pairs = key.pairs.filter { $0.from != "client_id" }
            let hasClient = pairs.count < key.pairs.count
            guard let target = source.table(key.table), let kind = kinds[key.table] else {
                for pair in pairs { dropped[pair.from] = "it refers to `\(key.table)`, which does not exist" }
                continue
            }
            if key.table == "audiences" { continue }
            if key.table == "clients", hasClient, pairs.isEmpty {
                references.append(.init(column: "client_id", table: "clients", kind: .parent))
                continue
            }
            guard kind.isSliced, pairs.count == 1, let pair = pairs.first, pair.to == target.key else {
                let reason = kind.isSliced ? "it does not refer to the primary key of" : "it refers to"
                for pair in pairs {
                    dropped[pair.from] =
                        "\(reason) `\(key.table)`" + (kind.isSliced ? "" : ", which is not copied")
                    if hasClient, kind != .never { mustBeNull.append(pair.from) }
                }
                continue
            }
            let isOptional = key.table == table.name || SlicingRules.optionalTargets.contains(key.table)
            let meaning: SliceSchema.Reference.Kind =
                kind == .lookup ? .lookup : isOptional ? .optional : .parent
            if !references.contains(where: { $0.column == pair.from }) {
                references.append(.init(column: pair.from, table: key.table, kind: meaning))
            }
        }
        addClient(of: table, kinds: kinds)
        references.sort { left, right in
            let positions = [left, right].map { reference in
                table.columns.firstIndex { $0.name == reference.column } ?? 0
            }
            return positions[0] < positions[1]
        }
    }

    /// Children refer to their parent's client; the column means the same without a foreign key of its own.
    private mutating func addClient(of table: SourceSchema.Table, kinds: [String: TableKind]) {
        guard table.has("client_id"), kinds[table.name]?.isSliced == true, table.name != "clients",
            !references.contains(where: { $0.column == "client_id" })
        else { return }
        references.append(.init(column: "client_id", table: "clients", kind: .parent))
    }
}
