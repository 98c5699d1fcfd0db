internal import Diagnostics
internal import Files
internal import Markdown
internal import YAML

/// Reads Markdown files, one a record: the front matter's keys are fields, `body` is the text, `file` the name without `.md`.
final class MarkdownReader: RecordReader {
    private(set) var name: String
    let fieldNames: [String]
    private(set) var bytesRead = 0
    private var files: [File]
    private var index = 0

    private struct File {
        let name: String
        let entries: [YAMLEntry]
        let body: String
        let bodyLine: Int
        let size: Int
    }

    /// Reads all files; every mistake in one is told.
    init(_ paths: [(path: String, name: String)]) throws {
        var problems: [Diagnostic] = []
        var files: [File] = []
        for (path, name) in paths {
            do {
                files.append(try Self.read(path, name))
            } catch let list as DiagnosticList {
                problems += list.all
            } catch let error as FileError {
                problems.append(Diagnostic("cannot \(error.operation) it: \(error.reason)", file: name))
            }
        }
        guard problems.isEmpty else { throw DiagnosticList(problems) }
        self.files = files
        name = files.first?.name ?? ""
        var names = ["file", "body"]
        for entry in files.flatMap(\.entries) where !names.contains(entry.key) { names.append(entry.key) }
        fieldNames = names
    }

    func next(into record: RecordBuffer) throws -> NextRecord {
        guard index < files.count else { return .end }
        let file = files[index]
        index += 1
        name = file.name
        bytesRead += file.size
        record.clear(line: 1)
        for field in fieldNames {
            if let entry = file.entries.first(where: { $0.key == field }) {
                record.add(
                    entry.value.string ?? "", line: entry.value.range.line,
                    column: entry.value.range.columns.lowerBound)
            } else if field == "body" {
                record.add(file.body, line: file.bodyLine)
            } else if field == "file" {
                let last = file.name.split(separator: "/").last.map(String.init) ?? ""
                record.add(last.hasSuffix(".md") ? String(last.dropLast(3)) : last, line: 1)
            } else {
                record.add("", line: 1)
            }
        }
        if let (field, hasNUL) = record.firstUnreadable() {
            return .unusable(
                RowProblem(
                    hasNUL ? "a NUL character" : "the text is not valid UTF-8",
                    hint: "save the file as UTF-8",
                    place: record.place(field)))
        }
        return .record
    }

    private static func read(_ path: String, _ name: String) throws -> File {
        let bytes = try FileSystem.read(path, limit: 16 * SourceText.fieldLimit)
        let parts: FrontMatter
        do throws(FrontMatter.Problem) {
            parts = try FrontMatter.split(bytes)
        } catch {
            throw DiagnosticList([
                Diagnostic(
                    "the front matter has no end", file: name, range: SourceRange(line: 1, column: 1),
                    line: "---",
                    hint: "write a line `---` where the text begins")
            ])
        }
        let source = YAMLSource(Array(bytes[parts.yaml]), file: name, firstLine: parts.yamlLine)
        let reader = YAMLReader(source)
        let matter = reader.mapping(try YAMLDocument(source).root, name: "the front matter")
        matter.allowAnyKey()
        for entry in matter.entries where entry.value.list != nil || entry.value.mapping != nil {
            reader.report("`\(entry.key)` must be a single value", at: entry.value.range)
        }
        try reader.finish()
        var body = bytes[parts.body]
        while let first = body.first, first == 10 || first == 13 { body.removeFirst() }
        while let last = body.last, last == 10 || last == 13 || last == 32 { body.removeLast() }
        guard let text = String(validating: body, as: UTF8.self) else {
            throw DiagnosticList([
                Diagnostic("the text is not valid UTF-8", file: name, hint: "save the file as UTF-8")
            ])
        }
        return File(
            name: name, entries: matter.entries, body: text, bodyLine: parts.bodyLine, size: bytes.count)
    }
}
