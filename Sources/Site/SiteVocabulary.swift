public import TemplateEngine

/// The names that the theme's templates may use: the slice's tables and views, and what the site adds to them.
public struct SiteVocabulary: Sendable {
    /// The slice's shapes and globals first, in their order.
    public let all: Vocabulary
    /// How many of the globals are the slice's.
    let sliceGlobalCount: Int
    let site: ShapeID
    let text: ShapeID
    let page: ShapeID
    let menuItem: ShapeID
    let dataFile: ShapeID
    let heading: ShapeID
    let clients: ShapeID

    /// Extends a slice's vocabulary.
    ///
    /// - Parameter textKeys: the keys of the locales' strings, in the order in which a text record holds them.
    /// - Precondition: the slice has a table `clients`.
    public init(slice: Vocabulary, textKeys: [String]) {
        var shapes = slice.shapes
        func add(_ name: String, _ fields: [Shape.Field]) -> ShapeID {
            shapes.append(Shape(name: name, fields: fields))
            return ShapeID(index: shapes.count - 1)
        }
        func field(_ name: String, _ type: ValueType, optional: Bool = false) -> Shape.Field {
            Shape.Field(name: name, type: type, isOptional: optional)
        }
        guard let clients = slice.shapes.firstIndex(where: { $0.name == "clients" }) else {
            preconditionFailure("every portal has a table of clients")
        }
        self.clients = ShapeID(index: clients)
        heading = add("heading", [field("level", .int), field("id", .string), field("text", .string)])
        menuItem = add(
            "menu item",
            [
                field("title", .string), field("url", .string), field("is_current", .bool),
                field("type", .string),
            ])
        dataFile = add(
            "data file",
            [
                field("url", .string), field("format", .string), field("rows", .string),
                field("row_count", .int),
            ])
        page = add(
            "page",
            [
                field("title", .string), field("type", .string), field("path", .string),
                field("changed_at", .instant, optional: true), field("menu", .list(.record(menuItem))),
                field("data_files", .list(.record(dataFile))),
            ])
        site = add(
            "site",
            [
                field("title", .string), field("agency", .string), field("contact", .string),
                field("base_url", .string), field("language", .string), field("direction", .string),
                field("next_on", .date, optional: true),
            ])
        text = add("text", textKeys.map { field($0, .string) })
        sliceGlobalCount = slice.globals.count
        all = Vocabulary(
            shapes: shapes,
            globals: slice.globals + [
                .init(name: "client", type: .record(self.clients)), .init(name: "site", type: .record(site)),
                .init(name: "text", type: .record(text)), .init(name: "as_of", type: .date),
            ])
    }

    /// The position of a field in a shape's records; nil where it has none of that name.
    func index(of field: String, in shape: ShapeID) -> Int? {
        all.shapes[shape.index].fields.firstIndex { $0.name == field }
    }

    /// A field of a record by its name; nil where the record has none, or it is null.
    func value(_ field: String, of record: Value) -> Value? {
        guard let shape = record.shape, let fields = record.fields, let index = index(of: field, in: shape),
            fields[index].kind != .null
        else { return nil }
        return fields[index]
    }

    /// A text field of a record; nil where it has none.
    func string(_ field: String, of record: Value) -> String? {
        value(field, of: record).map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// The shape of a table or view of the slice, by its name.
    func shape(named name: String) -> ShapeID? {
        all.shapes.firstIndex { $0.name == name }.map { ShapeID(index: $0) }
    }
}

extension SiteVocabulary {
    /// The position of a table's or view's list among the globals; nil where there is none of that name.
    func globalIndex(of name: String) -> Int? {
        all.globals.firstIndex { $0.name == name }
    }

    /// A row as errors of its page name it: `project website`; nil where it has no code.
    func name(of row: Value) -> String? {
        guard let shape = row.shape, let code = string("code", of: row) ?? string("slug", of: row) else {
            return nil
        }
        return "\(RowName.singular(all.shapes[shape.index].name)) \(code)"
    }

    /// A row as diagnostics name it, without any of its text but its code: `projects website`.
    func label(of row: Value) -> String {
        guard let shape = row.shape else { return "row" }
        let table = all.shapes[shape.index].name
        return string("code", of: row).map { "\(table) \($0)" } ?? table
    }
}

extension SiteVocabulary {
    /// The table or view that a record comes from; of a query's or a template's own it is not known here.
    func table(of record: Value) -> String {
        guard let shape = record.shape, all.shapes.indices.contains(shape.index) else { return "record" }
        return all.shapes[shape.index].name
    }
}

extension SiteVocabulary {
    /// What the items of a global list are.
    func itemType(of globalIndex: Int) -> ValueType {
        if case .list(let item) = all.globals[globalIndex].type { return item }
        return .any
    }
}
