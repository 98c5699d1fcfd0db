internal import SQLite

/// What a column gets.
enum FieldValue: Hashable {
    case null
    case integer(Int64)
    case double(Double)
    /// Bytes of the record.
    case bytes(Range<Int>)
    case text(String)

    func bind(to statement: Statement, at parameter: Int, _ record: RecordBuffer) throws(SQLiteError) {
        switch self {
        case .null: try statement.bindNull(at: parameter)
        case .integer(let number): try statement.bind(number, at: parameter)
        case .double(let number): try statement.bind(number, at: parameter)
        case .text(let text): try statement.bind(text, at: parameter)
        case .bytes(let range):
            let result = record.bytes.withUnsafeBytes { bytes in
                Result { () throws(SQLiteError) in
                    try statement.bind(text: UnsafeRawBufferPointer(rebasing: bytes[range]), at: parameter)
                }
            }
            try result.get()
        }
    }

    /// As a text; nil for null.
    func string(_ record: RecordBuffer) -> String? {
        switch self {
        case .null: nil
        case .integer(let number): "\(number)"
        case .double(let number): "\(number)"
        case .text(let text): text
        case .bytes(let range): String(decoding: record.bytes[range], as: UTF8.self)
        }
    }
}

/// What kind of value a column holds, by its name and its type.
enum ValueKind: Hashable {
    case text, integer, real, boolean, date, instant, money

    init(_ column: String, type: String) {
        if column.hasSuffix("_on") {
            self = .date
        } else if column.hasSuffix("_at") {
            self = .instant
        } else if column.hasPrefix("is_") {
            self = .boolean
        } else if column.hasSuffix("_minor") {
            self = .money
        } else {
            switch type {
            case "INTEGER", "INT": self = .integer
            case "REAL": self = .real
            default: self = .text
            }
        }
    }
}
