internal import Diagnostics
internal import TemplateEngine
internal import YAML

/// Reads `data_files:` of a page's front matter; what is wrong is reported to the reader, at the very word.
struct DataFileReader {
    /// What one element declares, and how each of its paths is written.
    struct Declaration {
        let rows: String
        let source: ValuePath
        let columns: [DataFile.Column]
        let tables: Set<String>
        let paths: [(text: String, range: SourceRange, format: DataFile.Format)]
    }

    let reader: YAMLReader
    let vocabulary: SiteVocabulary
    /// The variable of the page's row.
    let row: Vocabulary.Global?

    /// In the order in which they are written; those that are wrong are left out.
    func read(_ root: YAMLMapping) -> [Declaration] {
        let nodes = root.node("data_files")?.list ?? []
        return zip(root.mappings("data_files"), nodes).compactMap { element, node in
            // What is no mapping was told as such.
            node.mapping == nil && !node.isNull ? nil : declaration(element)
        }
    }

    private func declaration(_ element: YAMLMapping) -> Declaration? {
        let rows = element.string("rows", required: true)
        let names = texts("columns", in: element, example: "[code, title]")
        let paths = texts("path", in: element, example: "files/milestones.csv").compactMap { path($0) }
        guard let rows, let (source, shape) = source(rows, in: element) else { return nil }
        var columns: [DataFile.Column] = []
        for (name, range) in names {
            guard let path = column(name, of: shape, at: range) else { continue }
            if columns.contains(where: { $0.name == name }) {
                reader.report("the column `\(name)` is listed twice", at: range)
            } else {
                columns.append(.init(name: name, path: path))
            }
        }
        joinCurrencies(to: &columns, of: shape, in: element)
        let tables = source.tables.union(columns.flatMap(\.path.tables))
        return Declaration(rows: rows, source: source, columns: columns, tables: tables, paths: paths)
    }

    /// A text or a list of texts that must hold one, each with its place.
    private func texts(
        _ key: String, in element: YAMLMapping, example: String
    ) -> [(text: String, range: SourceRange)] {
        let found = element.strings(key)
        guard let node = element.node(key) else {
            element.report("a data file has no `\(key)`", at: key, hint: "add `\(key): \(example)`")
            return []
        }
        if node.list?.isEmpty == true {
            element.report("`\(key)` is empty", at: key, hint: "write `\(key): \(example)`")
        }
        return Array(zip(found, (node.list ?? [node]).map(\.range)))
    }

    private func path(
        _ written: (text: String, range: SourceRange)
    ) -> (text: String, range: SourceRange, format: DataFile.Format)? {
        let format = DataFile.Format.allCases.first { written.text.hasSuffix(".\($0.rawValue)") }
        guard let format else {
            reader.report(
                "the path of a data file ends in `.csv` or `.json`", at: written.range,
                hint: "write the ending outside of `{{ … }}`: it decides the format")
            return nil
        }
        guard written.text.hasPrefix("files/") else {
            reader.report(
                "the path of a data file begins with `files/`", at: written.range,
                hint: "web servers send what lies there as a download; write `files/\(written.text)`")
            return nil
        }
        return (written.text, written.range, format)
    }

    private func source(_ rows: String, in element: YAMLMapping) -> (path: ValuePath, shape: ShapeID)? {
        do throws(HostError) {
            let path = try ValuePath(rows, row: row, vocabulary: vocabulary)
            if case .list(.record(let shape)) = path.type { return (path, shape) }
            element.report(
                "`\(rows)` is not a list of rows", at: "rows",
                hint: "name a table or view, or a list of the page's row, as in `project.milestones`")
        } catch {
            element.report(error.message, at: "rows", hint: error.hint)
        }
        return nil
    }

    private func column(_ name: String, of shape: ShapeID, at range: SourceRange) -> ValuePath? {
        do throws(HostError) {
            let path = try ValuePath(column: name, of: shape, vocabulary: vocabulary)
            switch path.type {
            case .record(let target):
                let fields = vocabulary.all.shapes[target.index].fields.map(\.name)
                let example = ["code", "name", "key", "title"].first { fields.contains($0) } ?? "…"
                reader.report(
                    "`\(name)` is a record, not a value", at: range,
                    hint: "name a column of it: `\(name).\(example)`")
            case .list:
                reader.report(
                    "`\(name)` is a list, not a value", at: range, hint: "make a data file of its rows")
            default: return path
            }
        } catch {
            reader.report(error.message, at: range, hint: error.hint)
        }
        return nil
    }

    /// An amount means nothing without its currency: where a row has one of its own, it is listed too.
    private func joinCurrencies(
        to columns: inout [DataFile.Column], of shape: ShapeID, in element: YAMLMapping
    ) {
        for column in columns where column.path.type == .money {
            let record = column.name.split(separator: ".").dropLast().joined(separator: ".")
            let currency = record.isEmpty ? "currency" : record + ".currency"
            if let index = columns.firstIndex(where: { $0.name == currency }) {
                columns[index].amounts.append(column.path)
            } else if (try? ValuePath(column: currency, of: shape, vocabulary: vocabulary)) != nil {
                element.report(
                    "`\(column.name)` is listed without its currency", at: "columns",
                    hint: "add `\(currency)` to the columns")
            }
        }
    }
}
