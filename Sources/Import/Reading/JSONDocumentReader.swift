internal import Diagnostics
internal import Files
internal import JSON

/// Reads the objects of a list inside of a document of JSON, joined with other lists of it. The document is in memory.
final class JSONDocumentReader: RecordReader {
    let name: String
    let fieldNames: [String]
    let bytesRead: Int
    private let records: [JSONValue]
    private let document: JSONValue
    private let joins: [(join: Mapping.Join, items: [String: JSONValue])]
    private var index = 0

    /// `path` names the list.
    init(_ path: String, name: String, records: String, joins: [Mapping.Join], fields: [String]) throws {
        self.name = name
        fieldNames = fields
        let bytes = try FileSystem.read(path)
        bytesRead = bytes.count
        do throws(JSONError) {
            document = try JSONReader.read(bytes)
        } catch {
            let before = bytes.prefix(error.offset)
            let lineStart = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
            let column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
            let place = SourceRange(line: before.count { $0 == 10 } + 1, column: column)
            throw DiagnosticList([Diagnostic(error.message, file: name, range: place)])
        }
        let document = document
        func list(_ path: String) throws(DiagnosticList) -> [JSONValue] {
            if let items = JSONPath.find(path, in: document)?.array { return items }
            throw DiagnosticList([
                Diagnostic(
                    "there is no list `\(path)` in the document", file: name,
                    hint: didYouMean(path, in: document.object?.map(\.name) ?? []))
            ])
        }
        self.records = try list(records)
        self.joins = try joins.map { join throws(DiagnosticList) in
            let items = try list(join.list).map { (JSONPath.text(join.match, in: $0), $0) }
            return (join, Dictionary(items) { first, _ in first })
        }
    }

    func next(into record: RecordBuffer) throws -> NextRecord {
        guard index < records.count else { return .end }
        let value = records[index]
        index += 1
        record.clear(line: 0)
        guard value.object != nil else { return .unusable(RowProblem("a record must be an object")) }
        for name in fieldNames { record.add(text(name, of: value), line: 0) }
        if let (field, _) = record.firstUnreadable() {
            return .unusable(RowProblem("a NUL character in `\(fieldNames[field])`"))
        }
        return .record
    }

    private func text(_ path: String, of value: JSONValue) -> String {
        func rest(_ prefix: String) -> String? {
            path.hasPrefix(prefix + ".") ? String(path.dropFirst(prefix.count + 1)) : nil
        }
        if let path = rest("document") { return JSONPath.text(path, in: document) }
        for (join, items) in joins {
            guard let path = rest(join.name) else { continue }
            return items[JSONPath.text(join.field, in: value)].map { JSONPath.text(path, in: $0) } ?? ""
        }
        return JSONPath.text(path, in: value)
    }
}
