/// What a table of the database is to slices.
enum TableKind: Hashable {
    /// Has its own client and audience.
    case record
    /// Inherits from a parent that is sliced.
    case child
    /// Copied where a row names it.
    case lookup
    /// The client itself.
    case client
    /// Never leaves the database.
    case never
    /// Of the agency's making, and not sliced; says why.
    case unsliced(reason: String)

    var isSliced: Bool {
        switch self {
        case .record, .child, .lookup, .client: true
        case .never, .unsliced: false
        }
    }

    /// The kind of every table, by name.
    static func all(in source: SourceSchema) -> [String: TableKind] {
        var kinds: [String: TableKind] = [:]
        for table in source.tables { kinds[table.name] = byItself(table) }
        // A child of a child is found in the next round.
        var isChanged = true
        while isChanged {
            isChanged = false
            for table in source.tables {
                guard case .unsliced? = kinds[table.name] else { continue }
                if parents(of: table, kinds: kinds, source: source).isEmpty { continue }
                kinds[table.name] = .child
                isChanged = true
            }
        }
        return kinds
    }

    /// The references through which a table without an audience inherits one.
    static func parents(
        of table: SourceSchema.Table, kinds: [String: TableKind], source: SourceSchema
    ) -> [SourceSchema.ForeignKey] {
        table.foreignKeys.filter { key in
            guard key.table != table.name, !SlicingRules.optionalTargets.contains(key.table) else {
                return false
            }
            guard kinds[key.table] == .record || kinds[key.table] == .child else { return false }
            let pairs = key.pairs.filter { $0.from != "client_id" }
            return pairs.count == 1 && pairs[0].to == source.table(key.table)?.key
        }
    }

    private static func byItself(_ table: SourceSchema.Table) -> TableKind {
        if SlicingRules.isInternal(table.name) || SlicingRules.neverCopied.contains(table.name) {
            return .never
        }
        if SlicingRules.lookups.contains(where: { $0.table == table.name }) { return .lookup }
        if table.name == "clients" { return .client }
        if !isName(table.name) { return .unsliced(reason: "templates cannot write its name") }
        if table.has("audience") {
            return table.has("client_id")
                ? .record : .unsliced(reason: "it has `audience`, but no `client_id`")
        }
        return .unsliced(reason: "it has no `audience` and no parent that is copied")
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(48...57).contains(first) else { return false }
        return name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }
}
