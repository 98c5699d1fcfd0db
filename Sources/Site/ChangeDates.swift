internal import TemplateEngine

/// When the newest record that a page shows was changed.
struct ChangeDates {
    private let vocabulary: SiteVocabulary
    /// The position of `updated_at` in each shape's records.
    private let positions: [Int?]

    init(vocabulary: SiteVocabulary) {
        self.vocabulary = vocabulary
        positions = vocabulary.all.shapes.indices.map {
            vocabulary.index(of: "updated_at", in: ShapeID(index: $0))
        }
    }

    /// The newest `updated_at` of the row and of its children in the named tables, or, without a row, of those tables.
    ///
    /// Null where none of them has been changed or none of those tables has the column.
    func newest(row: Value?, shows tables: [String], values: [Value]) -> Value {
        var newest: Int64?
        func see(_ record: Value) {
            guard let shape = record.shape, let position = positions[shape.index],
                let changed = record.fields?[position].integer
            else { return }
            newest = max(newest ?? changed, changed)
        }
        if let row { see(row) }
        for table in tables {
            let list =
                if let row { vocabulary.value(table, of: row) } else {
                    vocabulary.globalIndex(of: table).map { values[$0] }
                }
            for record in (list ?? .null).items { see(record) }
        }
        return newest.map { Value.instant(seconds: $0) } ?? .null
    }
}
