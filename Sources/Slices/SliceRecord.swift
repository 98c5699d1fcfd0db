public import TemplateEngine

/// A record of a slice that is published on its own: a row with an audience of its own, as it was last read.
///
/// Valid as long as the arena into which the slice was read.
public struct SliceRecord {
    /// What a table's records have in common.
    final class Table {
        let name: String
        /// Of the code, or of the key where there are no codes.
        let nameField: Int
        /// Whether pages may say that it is new or changed: it has a code, which is never another record's.
        let hasCode: Bool
        let digestField: Int
        let created: (field: Int, isDay: Bool)?
        let updated: Int?
        let title: Int?
        let progress: Int?
        /// Of the state, and of its label in the row that it names.
        let state: (field: Int, label: Int?, key: Int)?
        let moments: [(column: String, field: Int)]
        let project: (field: Int?, key: Int)?

        init?(_ position: Int, of schema: SliceSchema, layout: SliceLayout) {
            let source = layout.sources[position]
            let table = schema.tables[position]
            guard table.column("audience") != nil, source.shape != nil else { return nil }
            func field(_ names: String...) -> Int? {
                names.lazy.compactMap { name in source.fields.first { $0.name == name }?.field }.first
            }
            guard let nameField = field("code") ?? source.key.map({ _ in source.fieldCount }) else {
                return nil
            }
            name = source.name
            self.nameField = nameField
            hasCode = nameField != source.fieldCount
            digestField = source.fieldCount + 1
            created =
                field("created_at").map { ($0, false) } ?? field("written_on").map { ($0, true) }
            updated = field("updated_at")
            title = field("title", "name", "headline", "subject", "label", "caption", "alt", "reference")
            progress = field("progress")
            moments = source.fields.filter { field in
                (field.kind == .date || field.kind == .instant) && !Self.silent.contains(field.name)
            }.map { ($0.name, $0.field) }
            let states = source.fields.filter { ["state_id", "state", "status"].contains($0.name) }
            state = states.first.map { state in
                guard case .reference(let target) = state.kind else { return (state.field, nil, 0) }
                let label = layout.sources[target].fields.first { $0.name == "client_label" }
                return (state.field, label?.field, layout.sources[target].fieldCount)
            }
            project = schema.table("projects").flatMap { projects in
                if projects == position { return (nil, source.fieldCount) }
                let field = source.fields.first { $0.kind == .reference(table: projects) }
                return field.map { ($0.field, layout.sources[projects].fieldCount) }
            }
        }

        /// Of the record's life, and not of what it tells.
        private static let silent: Set = ["publish_on", "expires_on", "created_at", "updated_at"]
    }

    let table: Table
    let fields: UnsafeMutablePointer<Value>

    /// The table's name.
    public var kind: String { table.name }
    /// Its code, or its key where the table has no codes: a text or an integer; null where that is missing.
    public var name: Value { fields[table.nameField] }
    /// Whether it has a code, which is never another record's of the same client.
    public var hasCode: Bool { table.hasCode }
    /// Changes when anything that it shows does, in the rows of its own that have no audience as well.
    public var digest: UInt64 { UInt64(bitPattern: fields[table.digestField].integer ?? 0) }
    /// In seconds since 1970, of a day at noon; nil where that is not known.
    public var createdAt: Int64? {
        table.created.flatMap { created in
            fields[created.field].integer.map { created.isDay ? $0 * 86400 + 43200 : $0 }
        }
    }
    /// When it was last touched: an instant, or null.
    public var updatedAt: Value { table.updated.map { fields[$0] } ?? .null }
    /// What readers call it: a text, or null.
    public var title: Value { table.title.map { fields[$0] } ?? .null }
    /// In per cent; nil where it has none.
    public var progress: Int64? { table.progress.flatMap { fields[$0].integer } }
    /// The key of the project that it belongs to, or of itself; nil where there is none.
    public var project: Int64? {
        table.project.flatMap { project in
            guard let field = project.field else { return fields[project.key].integer }
            return fields[field].fields?[project.key].integer
        }
    }
    /// What its state is and how readers are told; nil where it has none. Both are the same text where the state is a word.
    public var state: (key: Value, label: Value)? {
        guard let state = table.state, fields[state.field].kind != .null else { return nil }
        guard let named = fields[state.field].fields else {
            return (fields[state.field], fields[state.field])
        }
        return (named[state.key], state.label.map { named[$0] } ?? .null)
    }
    /// Every day and instant that it tells, by its column, in the table's order; null ones are left out.
    public func forEachMoment(_ body: (_ column: String, _ value: Value) -> Void) {
        for (column, field) in table.moments where fields[field].kind != .null { body(column, fields[field]) }
    }
    /// A day or an instant that it tells, by its column; nil where it has none.
    public func moment(_ column: String) -> Value? {
        guard let field = table.moments.first(where: { $0.column == column })?.field else { return nil }
        return fields[field].kind == .null ? nil : fields[field]
    }
}
