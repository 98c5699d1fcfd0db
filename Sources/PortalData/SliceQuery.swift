internal import Slices

/// The statement that reads one table's rows for one edition.
///
/// Parameters, the same in every statement: ?1 the client, ?2 the date of the data, ?3 the user of grants or null. Audiences
/// and the project limit are in the tables of `EditionScope`.
struct SliceQuery {
    let table: SourceSchema.Table
    let sliced: SliceSchema.Table
    let rules: ReferenceRules
    let source: SourceSchema
    let kinds: [String: TableKind]

    /// By key.
    var lookup: String {
        "select \(columns(fileCondition: nil)) from \(quoted(table.name)) where \(quoted(sliced.key ?? "id")) = ?1"
    }

    func rows(_ kind: TableKind) -> String {
        var conditions: [String] = []
        switch kind {
        case .client: conditions.append("id = ?1")
        case .record:
            conditions.append("client_id = ?1")
            conditions.append("(\(visible(table)) or \(granted(table, level: nil)))")
            conditions += window(table)
        default:
            conditions.append(belongs(table))
            conditions += inherits(table)
            // An audience of its own can only narrow what it inherits.
            if table.has("audience") { conditions.append("(\(visible(table)))") }
            conditions += window(table)
        }
        if let condition = SlicingRules.conditions[table.name] { conditions.append(condition) }
        conditions += rules.mustBeNull.map { "\(quoted($0)) is null" }
        // Rows with a key are sorted where they are read.
        let key = table.primaryKey.isEmpty ? "rowid" : table.primaryKey.map(quoted).joined(separator: ", ")
        let order = sliced.key == nil ? "\norder by \(key)" : ""
        return """
            select \(columns(fileCondition: fileCondition(kind))) from \(quoted(table.name))
            where \(conditions.joined(separator: "\n    and "))\(order)
            """
    }

    // MARK: Conditions

    /// Of a record: its audience is one of the edition's, or one of the limited ones and it lies inside the limit.
    private func visible(_ table: SourceSchema.Table) -> String {
        let limited =
            insideLimit(table).map { " or (audience in \(EditionScope.limitedAudiences) and \($0))" } ?? ""
        return "audience <> 'internal' and (audience in \(EditionScope.audiences)\(limited))"
    }

    private func window(_ table: SourceSchema.Table) -> [String] {
        var result: [String] = []
        if table.has("publish_on") { result.append("(publish_on is null or publish_on <= ?2)") }
        if table.has("expires_on") { result.append("(expires_on is null or expires_on > ?2)") }
        return result
    }

    /// Whether a row is one of the limit's projects or lies under one; nil where a table has no such parent.
    private func insideLimit(_ table: SourceSchema.Table, depth: Int = 0) -> String? {
        if table.name == "projects" { return "id in \(EditionScope.limitedProjects)" }
        guard depth < 8 else { return nil }
        let ways = TableKind.parents(of: table, kinds: kinds, source: source).compactMap { key -> String? in
            guard let pair = key.pairs.first(where: { $0.from != "client_id" }),
                let parent = source.table(key.table)
            else { return nil }
            if parent.name == "projects" { return "\(quoted(pair.from)) in \(EditionScope.limitedProjects)" }
            guard let inside = insideLimit(parent, depth: depth + 1) else { return nil }
            return
                "\(quoted(pair.from)) in (select \(quoted(pair.to)) from \(quoted(parent.name)) where \(inside))"
        }
        return ways.isEmpty ? nil : "(" + ways.joined(separator: " or ") + ")"
    }

    /// A record that the edition's user was granted, at `level` or at any.
    private func granted(_ table: SourceSchema.Table, level: String?) -> String {
        let suffix = level.map { " and level = '\($0)'" } ?? ""
        let grants =
            "select record_id from grants where user_id = ?3 and client_id = ?1"
            + " and record_table = '\(table.name)' and (expires_on is null or expires_on > ?2)\(suffix)"
        guard let key = table.key else { return "0" }
        // Without a user the list is not even begun.
        return "?3 is not null and audience <> 'internal' and \(quoted(key)) in (\(grants))"
    }

    /// A child's client: its own column, found through a parent so that an index serves it.
    private func belongs(_ table: SourceSchema.Table, depth: Int = 0) -> String {
        if table.has("client_id") { return "client_id = ?1" }
        let parents = TableKind.parents(of: table, kinds: kinds, source: source)
        let ways = parents.compactMap { key -> String? in
            guard depth < 8, let pair = key.pairs.first(where: { $0.from != "client_id" }),
                let parent = source.table(key.table)
            else { return nil }
            let rows = belongs(parent, depth: depth + 1)
            return
                "\(quoted(pair.from)) in (select \(quoted(pair.to)) from \(quoted(parent.name)) where \(rows))"
        }
        return ways.isEmpty ? "0" : "(" + ways.joined(separator: " or ") + ")"
    }

    /// A child under no parent has no audience to inherit: nobody may read it.
    private func inherits(_ table: SourceSchema.Table) -> [String] {
        let columns = TableKind.parents(of: table, kinds: kinds, source: source).compactMap { key in
            key.pairs.first { $0.from != "client_id" }?.from
        }
        let canBeOrphan = columns.allSatisfy { name in
            table.columns.first { $0.name == name }?.isOptional ?? true
        }
        if !canBeOrphan { return [] }
        return ["(" + columns.map { "\(quoted($0)) is not null" }.joined(separator: " or ") + ")"]
    }

    // MARK: Columns

    private func columns(fileCondition: String?) -> String {
        sliced.columns.map { column in
            guard let fileCondition, SlicingRules.fileColumns.contains(column.name) else {
                return quoted(column.name)
            }
            return "case when \(fileCondition) then \(quoted(column.name)) end"
        }.joined(separator: ", ")
    }

    /// When the files of a row are part of the edition: by the level of the record or of its parent, or by a grant.
    private func fileCondition(_ kind: TableKind) -> String? {
        guard sliced.columns.contains(where: { SlicingRules.fileColumns.contains($0.name) }) else {
            return nil
        }
        if kind == .record {
            guard table.has("level") else { return nil }
            return "((\(visible(table)) and level = 'download') or \(granted(table, level: "download")))"
        }
        for key in TableKind.parents(of: table, kinds: kinds, source: source) {
            guard let pair = key.pairs.first(where: { $0.from != "client_id" }),
                let parent = source.table(key.table), parent.has("level"), parent.has("audience")
            else { continue }
            return """
                exists (select 1 from \(quoted(parent.name))
                    where \(quoted(pair.to)) = \(quoted(table.name)).\(quoted(pair.from)) and client_id = ?1 and ((\(visible(parent)) and level = 'download')
                        or \(granted(parent, level: "download"))))
                """
        }
        return nil
    }

    private func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
