internal import SQLite
internal import TemplateEngine

/// How a slice's records differ from an earlier snapshot: the rows of the tables `baselines` and `changes`.
public struct SliceComparison {
    /// One thing that is to be told of a record; the texts of an earlier state, date or progress are nil where it had none.
    public struct Change {
        /// What happened to it.
        public enum Kind: Hashable, Sendable {
            /// It was made since.
            case new
            /// It is older, and its readers see it for the first time.
            case shared
            /// Something that it shows is different; nothing of how it was is known.
            case changed
            /// Another state, from and to as readers are told.
            case state(from: String?, to: String?)
            /// Another day or instant in a column, from and to as the database writes it.
            case moment(column: String, from: String?, to: String?)
            /// In per cent.
            case progress(from: Int64?, to: Int64?)
        }

        let record: SliceRecord
        let kind: Kind

        /// A change of a record that the slice holds.
        public init(of record: SliceRecord, _ kind: Kind) {
            self.record = record
            self.kind = kind
        }
    }

    let since: String
    let changes: [Change]

    /// Differences from a snapshot of a day, `YYYY-MM-DD`; of one record they follow each other.
    public init(since: String, changes: [Change]) {
        self.since = since
        self.changes = changes
    }
}

extension SliceSchema.Table {
    /// The day of the snapshot that an edition is compared with: one row, or none where nothing is.
    public static let baselines = SliceSchema.Table(
        name: "baselines", columns: [.init("as_of_on", .text, isOptional: false)])

    /// What is different from that snapshot, newest first: only of records that the edition holds.
    ///
    /// - Parameter linked: the tables of `project_id`, `status_update_id` and `note_id` that there are.
    public static func changes(linked: Set<String>) -> SliceSchema.Table {
        let links = [
            ("project_id", "projects"), ("status_update_id", "status_updates"), ("note_id", "notes"),
        ]
        return SliceSchema.Table(
            name: "changes",
            columns: [
                .init("kind", .text, isOptional: false), .init("code", .text, isOptional: false),
                .init("title", .text, isOptional: false), .init("project_id", .integer),
                .init("status_update_id", .integer), .init("note_id", .text),
                .init("what", .text, isOptional: false), .init("field", .text),
                .init("before_state", .text), .init("after_state", .text),
                .init("before_on", .text), .init("after_on", .text),
                .init("before_at", .text), .init("after_at", .text),
                .init("before_progress", .integer), .init("after_progress", .integer),
                .init("updated_at", .text), .init("position", .integer, isOptional: false),
            ],
            references: links.filter { linked.contains($0.1) }.map {
                .init(column: $0.0, table: $0.1, kind: .optional)
            },
            order: [
                .init("updated_at", isDescending: true), .init("kind"), .init("code"), .init("position"),
            ])
    }
}

extension SliceComparison.Change {
    /// Binds the columns of `changes`, in their order.
    func bind(to row: Statement, position: Int) throws(SQLiteError) {
        let (table, key) = (record.kind, record.fields[record.table.digestField - 1].integer)
        try row.bind(table, at: 1)
        let code = String(decoding: record.name.bytes, as: UTF8.self)
        try row.bind(code, at: 2)
        let title = record.title.kind == .string ? String(decoding: record.title.bytes, as: UTF8.self) : code
        try row.bind(title, at: 3)
        try row.bind(record.project, at: 4)
        try row.bind(table == "status_updates" ? key : nil, at: 5)
        try row.bind(table == "notes" ? code : nil, at: 6)
        for parameter in 8...16 { try row.bindNull(at: parameter) }
        let what: String
        switch kind {
        case .new: what = "new"
        case .shared: what = "shared"
        case .changed: what = "changed"
        case .state(let before, let after):
            what = "state"
            try row.bind(before, at: 9)
            try row.bind(after, at: 10)
        case .moment(let column, let before, let after):
            what = "date"
            let parameter = column.hasSuffix("_on") ? 11 : 13
            try row.bind(column, at: 8)
            try row.bind(before, at: parameter)
            try row.bind(after, at: parameter + 1)
        case .progress(let before, let after):
            what = "progress"
            try row.bind(before, at: 15)
            try row.bind(after, at: 16)
        }
        try row.bind(what, at: 7)
        try row.bind(record.updatedAt.integer.map { CalendarText.text(seconds: $0) }, at: 17)
        try row.bind(Int64(position), at: 18)
    }
}
