internal import TemplateEngine

/// Rows that a page offers as a file beside itself, in the columns that its front matter lists and no others.
struct DataFile {
    /// How the rows are written: the ending of the path.
    enum Format: String, CaseIterable {
        case csv, json
    }

    /// One column, in the header line or as the name of a member.
    struct Column {
        /// As the front matter writes it: `project.name`.
        let name: String
        /// From a row.
        let path: ValuePath
        /// The amounts whose currency it holds: a row that says none has that of its client.
        var amounts: [ValuePath] = []

        /// Its value in a row, or the currency that the amounts beside it are in.
        func value(of row: Value) -> (value: Value, currency: Currency?) {
            let value = path.value(row: row, globals: [])
            guard value.kind == .null else { return (value, nil) }
            return (value, amounts.lazy.compactMap { $0.value(row: row, globals: []).currency }.first)
        }
    }

    /// As the front matter writes them: `milestones`, `project.milestones`.
    let rows: String
    let source: ValuePath
    /// At least one, no two of the same name.
    let columns: [Column]
    /// The tables and views that rows and columns are read from.
    let tables: Set<String>
    let format: Format
    /// Makes the path below the edition's folder, in `files/`: what lies there is sent as a download.
    let path: Template

    /// The rows for one page, in their table's order.
    func rows(of row: Value?, globals: [Value]) -> UnsafeBufferPointer<Value> {
        source.value(row: row, globals: globals).items
    }
}
