internal import TemplateEngine

/// What a column becomes in templates: decided by its name, and only then by how it is stored.
enum FieldKind: Hashable {
    case any, int, double, string, bool, date, instant, money
    /// A row of the table with this position in the schema.
    case reference(table: Int)

    init(column: String, storage: SliceSchema.Column.Storage) {
        if column.hasSuffix("_on") {
            self = .date
        } else if column.hasSuffix("_at") {
            self = .instant
        } else if column.hasPrefix("is_") {
            self = .bool
        } else if column.hasSuffix("_minor") {
            self = .money
        } else if column.hasSuffix("_minutes") || column.hasSuffix("_bp") {
            self = .int
        } else {
            switch storage {
            case .integer: self = .int
            case .real: self = .double
            case .text: self = .string
            case .any: self = .any
            }
        }
    }

    /// What the checker of templates knows of it; `shapes` are those of the schema's tables.
    func type(shapes: [ShapeID?]) -> ValueType {
        switch self {
        case .any: .any
        case .int: .int
        case .double: .double
        case .string: .string
        case .bool: .bool
        case .date: .date
        case .instant: .instant
        case .money: .money
        case .reference(let table): shapes[table].map { .record($0) } ?? .any
        }
    }

    /// As an error names it.
    var description: String {
        switch self {
        case .any: "a value"
        case .int: "a whole number"
        case .double: "a number"
        case .string: "a text"
        case .bool: "0 or 1"
        case .date: "a date such as 2026-11-30"
        case .instant: "an instant such as 2026-11-30T09:30:00Z"
        case .money: "an amount in minor units"
        case .reference: "the key of a row"
        }
    }
}
