public import SQLite

/// Who may read which row of a portal database: a second answer, slow and obvious, written from the rules alone.
///
/// What it knows by name is listed here once more on purpose: a table that the product begins to copy, or a rule that it
/// forgets, is a difference to this list.
public struct Judge {
    /// A row with its columns as texts; those that are null are missing.
    public struct Row {
        /// Whose row it is.
        public let table: WorldSchema.Table
        /// By column.
        public let values: [String: String]
        /// The primary key.
        public var key: String { table.key.map { values[$0] ?? "" }.joined(separator: "/") }
    }

    static let lookups: Set = ["staff", "services", "workflows", "workflow_states", "document_types"]
    static let never: Set = [
        "users", "roles", "memberships", "membership_audiences", "project_members", "grants",
        "role_audiences",
        "audiences", "workflow_transitions", "access_requests", "access_approvals", "consents", "audit_log",
        "access_log", "companies", "contacts", "deals", "activities", "integrations", "integration_tables",
        "sync_runs", "sync_errors", "notification_rules", "notification_preferences", "retention_policies",
        "retention_rules", "schema_columns",
    ]
    /// States in which a row is for nobody.
    static let hidden: [String: (column: String, values: Set<String>)] = [
        "document_versions": ("state", ["draft", "withdrawn"]), "invoices": ("state", ["draft"]),
        "messages": ("is_internal", ["1"]), "time_entries": ("is_published", ["0"]),
    ]

    /// The tables, each after what it names.
    public let schema: WorldSchema
    let day: String
    private(set) var rows: [String: [Row]] = [:]
    private let parents: [String: [WorldSchema.Reference]]
    private var byKey: [String: [String: Row]] = [:]

    /// Reads a whole database, as of a day.
    public init(_ database: Connection, asOf day: String) throws {
        schema = try WorldSchema(database)
        parents = Self.parents(in: schema)
        self.day = day
        for table in schema.tables {
            let columns = table.columns.map { "cast(\"\($0.name)\" as text)" }.joined(separator: ", ")
            let all = try WorldSchema.rows(database, "select \(columns) from \"\(table.name)\" order by 1")
                .map { cells in
                    let pairs = zip(table.columns.map(\.name), cells).compactMap { name, cell in
                        cell.map { (name, $0) }
                    }
                    return Row(table: table, values: Dictionary(uniqueKeysWithValues: pairs))
                }
            rows[table.name] = all
            byKey[table.name] = Dictionary(all.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// All rows of a table.
    public func all(_ table: String) -> [Row] { rows[table] ?? [] }

    /// Whether a note is there for a reader at a client.
    public func maySee(_ note: World.Note, _ view: View) -> Bool {
        guard note.client == view.client, note.audience != "internal" else { return false }
        let project = note.project.flatMap { byKey["projects"]?[$0] }
        if let project, !maySee(project, view) { return false }
        if view.audiences.contains(note.audience) { return true }
        return view.limitedAudiences.contains(note.audience)
            && project.map { view.projects.contains($0.key) } == true
    }

    // MARK: Tables

    /// Whether rows of a table are in editions at all: with an audience of their own, or below such a row.
    public func isShown(_ table: WorldSchema.Table) -> Bool { parents[table.name] != nil }

    /// For each table that is shown what its rows lie below: not themselves, and not people, who are only named.
    private static func parents(in schema: WorldSchema) -> [String: [WorldSchema.Reference]] {
        var parents: [String: [WorldSchema.Reference]] = [:]
        for table in schema.tables {
            if never.contains(table.name) || table.name.hasPrefix("internal_") { continue }
            if lookups.contains(table.name) || table.name == "clients" { continue }
            let own = table.references.filter { reference in
                reference.own != nil && reference.table != table.name && reference.table != "people"
                    && parents[reference.table] != nil
            }
            if !own.isEmpty || (table.has("audience") && table.has("client_id")) { parents[table.name] = own }
        }
        return parents
    }

    private func parentReferences(_ table: WorldSchema.Table) -> [WorldSchema.Reference] {
        parents[table.name] ?? []
    }

    private func target(_ reference: WorldSchema.Reference, of row: Row) -> Row? {
        guard let own = reference.own, let key = row.values[own.from] else { return nil }
        return byKey[reference.table]?[key]
    }

    // MARK: Rows

    /// Whether a row is there for a reader at a client.
    public func maySee(_ row: Row, _ view: View) -> Bool {
        guard isShown(row.table) else { return false }
        let audience = row.values["audience"]
        if row.table.has("client_id") {
            guard row.values["client_id"] == view.client else { return false }
        }
        if row.table.has("audience") {
            guard let audience, audience != "internal" else { return false }
            guard isByAudience(row, view) || view.grant(on: row) != nil else { return false }
        }
        if let first = row.values["publish_on"], first > day { return false }
        if let gone = row.values["expires_on"], gone <= day { return false }
        if let rule = Self.hidden[row.table.name], rule.values.contains(row.values[rule.column] ?? "") {
            return false
        }
        var parents = 0
        for reference in parentReferences(row.table) {
            guard let own = reference.own, row.values[own.from] != nil else { continue }
            guard let parent = target(reference, of: row), maySee(parent, view) else { return false }
            parents += 1
        }
        // What has no audience has a parent's.
        return row.table.has("audience") || parents > 0
    }

    private func isByAudience(_ row: Row, _ view: View) -> Bool {
        guard let audience = row.values["audience"], audience != "internal" else { return false }
        if view.audiences.contains(audience) { return true }
        return view.limitedAudiences.contains(audience) && isInside(row, view.projects)
    }

    private func isInside(_ row: Row, _ projects: Set<String>) -> Bool {
        if row.table.name == "projects" { return projects.contains(row.key) }
        return parentReferences(row.table).contains { reference in
            target(reference, of: row).map { isInside($0, projects) } ?? false
        }
    }

    /// Whether the files of a row that is there are, too: by the level of the record that they belong to.
    public func mayDownload(_ row: Row, _ view: View) -> Bool {
        guard row.table.has("level") else {
            return parentReferences(row.table).allSatisfy { reference in
                target(reference, of: row).map { mayDownload($0, view) } ?? true
            }
        }
        if isByAudience(row, view), row.values["level"] == "download" { return true }
        return view.grant(on: row) == "download"
    }
}
