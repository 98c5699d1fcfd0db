internal import Diagnostics
internal import TemplateEngine

/// Where each column of a table or view goes: the fields of its records, and the lists that others add to them.
struct SliceLayout {
    /// One column on its way into a record.
    struct Field: Hashable {
        let column: Int
        let field: Int
        let name: String
        let kind: FieldKind
        /// Whether a record has changed when this has: nothing that tells of its life, its readers or its place in lists.
        let isCompared: Bool

        init(column: Int, field: Int, name: String, kind: FieldKind) {
            self.column = column
            self.field = field
            self.name = name
            self.kind = kind
            isCompared = !Self.uncompared.contains(name)
        }

        private static let uncompared: Set = [
            "audience", "publish_on", "expires_on", "created_at", "updated_at", "position", "body_line",
        ]
    }

    /// A table or view as a list of records.
    struct Source {
        let name: String
        /// Nil for a table that templates do not see.
        let shape: ShapeID?
        let fields: [Field]
        /// The column that identifies a row; kept behind the visible fields.
        let key: Int?
        /// The column with the row's own currency.
        let currency: Int?
        /// Visible fields, lists included; the key lies at this index.
        var fieldCount: Int
    }

    /// A list in a parent's record of the rows that refer to it.
    struct Reverse: Hashable {
        let child: Int
        let childField: Int
        let parent: Int
        let parentField: Int
    }

    var sources: [Source] = []
    var reverses: [Reverse] = []
    var vocabulary = Vocabulary()
    let shapes: [ShapeID?]

    /// Names that mean something else in every template.
    static let takenNames: Set = [
        "loop", "page", "site", "client", "query", "range", "url", "asset", "text", "as_of", "menu",
    ]

    init(_ schema: SliceSchema) throws(DiagnosticList) {
        var next = 0
        shapes = schema.tables.map { table in
            guard table.isExposed else { return nil }
            defer { next += 1 }
            return ShapeID(index: next)
        }
        var fields: [[Shape.Field]] = []
        for (index, table) in schema.tables.enumerated() {
            let (source, shape) = Self.source(of: table, shape: shapes[index], in: schema, shapes: shapes)
            sources.append(source)
            fields.append(shape)
        }
        addReverses(of: schema, to: &fields)
        for (index, table) in schema.tables.enumerated() {
            sources[index].fieldCount = fields[index].count
            guard let shape = shapes[index] else { continue }
            vocabulary.shapes.append(Shape(name: table.name, fields: fields[index]))
            vocabulary.globals.append(.init(name: table.name, type: .list(.record(shape))))
        }
        let problems = Self.collisions(in: vocabulary)
        guard problems.isEmpty else { throw DiagnosticList(problems) }
    }

    /// Adds a view once SQLite has told its columns.
    mutating func add(_ view: SliceSchema.View, columns: [String], schema: SliceSchema) {
        let name = view.name
        let casts = ViewCasts(view.sql)
        let shape = ShapeID(index: vocabulary.shapes.count)
        var fields: [Field] = []
        var visible: [Shape.Field] = []
        for (index, column) in columns.enumerated() where column != "id" {
            var kind = FieldKind(column: column, storage: casts.storage(of: column))
            var fieldName = column
            if let target = Self.target(ofViewColumn: column, in: schema), shapes[target] != nil {
                kind = .reference(table: target)
                fieldName = String(column.dropLast(3))
            }
            fields.append(Field(column: index, field: visible.count, name: column, kind: kind))
            visible.append(.init(name: fieldName, type: kind.type(shapes: shapes), isOptional: true))
        }
        sources.append(
            Source(
                name: name, shape: shape, fields: fields, key: nil,
                currency: columns.firstIndex(of: "currency"),
                fieldCount: visible.count))
        vocabulary.shapes.append(Shape(name: name, fields: visible))
        vocabulary.globals.append(.init(name: name, type: .list(.record(shape))))
    }

    /// Names that two things claim.
    static func collisions(in vocabulary: Vocabulary) -> [Diagnostic] {
        var problems: [Diagnostic] = []
        var globals: Set<String> = []
        for global in vocabulary.globals {
            if takenNames.contains(global.name) {
                problems.append(
                    Diagnostic(
                        "`\(global.name)` cannot be the name of a table or view",
                        hint: "templates use that word for something else; rename the table"))
            } else if !globals.insert(global.name).inserted {
                problems.append(
                    Diagnostic("two tables or views are named `\(global.name)`", hint: "rename one of them"))
            }
        }
        for shape in vocabulary.shapes {
            var names: Set<String> = []
            for field in shape.fields where !names.insert(field.name).inserted {
                problems.append(
                    Diagnostic(
                        "`\(shape.name).\(field.name)` would mean two things",
                        hint:
                            "a reference is named by its column without `_id`, a list by the table that refers here; "
                            + "rename one column or table"))
            }
        }
        return problems
    }

    private static func source(
        of table: SliceSchema.Table, shape: ShapeID?, in schema: SliceSchema, shapes: [ShapeID?]
    ) -> (Source, [Shape.Field]) {
        var fields: [Field] = []
        var visible: [Shape.Field] = []
        for (index, column) in table.columns.enumerated()
        where column.name != table.key || column.name != "id" {
            var kind = FieldKind(column: column.name, storage: column.storage)
            var name = column.name
            var isOptional = column.isOptional
            if let reference = table.references.first(where: { $0.column == column.name }),
                let target = schema.table(reference.table), shapes[target] != nil, name.hasSuffix("_id")
            {
                kind = .reference(table: target)
                name = String(name.dropLast(3))
                isOptional = isOptional || reference.kind == .optional
            }
            fields.append(Field(column: index, field: visible.count, name: column.name, kind: kind))
            visible.append(.init(name: name, type: kind.type(shapes: shapes), isOptional: isOptional))
        }
        let source = Source(
            name: table.name, shape: shape, fields: fields, key: table.key.flatMap { table.column($0) },
            currency: table.column("currency"), fieldCount: visible.count)
        return (source, visible)
    }

    private mutating func addReverses(of schema: SliceSchema, to fields: inout [[Shape.Field]]) {
        for (childIndex, child) in schema.tables.enumerated() {
            guard let shape = shapes[childIndex] else { continue }
            for field in sources[childIndex].fields {
                guard case .reference(let parent) = field.kind else { continue }
                let isOnly = sources[childIndex].fields.count { $0.kind == field.kind } == 1
                let name = isOnly ? child.name : "\(child.name)_as_\(field.name.dropLast(3))"
                reverses.append(
                    Reverse(
                        child: childIndex, childField: field.field, parent: parent,
                        parentField: fields[parent].count))
                fields[parent].append(.init(name: name, type: .list(.record(shape)), isOptional: false))
            }
        }
    }

    /// The table that a view's column refers to: that of the tables' columns of the same name, or of the longest end of
    /// the name after a `_` (`next_milestone_id` as `milestone_id`), or the one table whose name ends with that and an `s`
    /// (`latest_update_id` as `status_updates`).
    static func target(ofViewColumn column: String, in schema: SliceSchema) -> Int? {
        guard column.hasSuffix("_id") else { return nil }
        var rest = column[...]
        while true {
            let references = schema.tables.flatMap { $0.references.filter { $0.column == rest } }
            let targets = Set(references.map(\.table))
            if targets.count == 1, let target = targets.first { return schema.table(target) }
            if targets.count > 1 { return nil }
            let plural = rest.dropLast(3) + "s"
            if let table = schema.table(String(plural)) { return table }
            let ending = schema.tables.indices.filter { schema.tables[$0].name.hasSuffix("_" + plural) }
            if ending.count == 1 { return ending[0] }
            guard let next = rest.firstIndex(of: "_"), rest.index(after: next) < rest.endIndex else {
                return nil
            }
            rest = rest[rest.index(after: next)...]
            if rest == "id" { return nil }
        }
    }
}
