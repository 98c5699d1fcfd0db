internal import Diagnostics
internal import Files

/// The files of a request, each with its format; Markdown files are one source together.
struct SourceList {
    /// One reader's worth of files.
    final class Source {
        let files: [ImportRequest.File]
        let format: SourceFormat
        /// Of the files in front of it.
        let bytesBefore: Int
        private(set) var warning: Diagnostic?
        private let request: ImportRequest

        init(
            _ files: [ImportRequest.File], _ format: SourceFormat, bytesBefore: Int, _ request: ImportRequest
        ) {
            self.files = files
            self.format = format
            self.bytesBefore = bytesBefore
            self.request = request
        }

        /// Opens the source.
        func reader(_ mapping: Mapping) throws -> any RecordReader {
            let fields = mapping.tables.isEmpty ? nil : mapping.fields
            if format == .markdown { return try MarkdownReader(files.map { ($0.path, $0.name) }) }
            let file = files[0]
            do {
                if format == .json, let records = mapping.records {
                    return try JSONDocumentReader(
                        file.path, name: file.name, records: records, joins: mapping.joins,
                        fields: fields ?? [])
                }
                let text = try SourceText(
                    file.path, name: file.name, encoding: request.encoding ?? mapping.encoding)
                if text.isGuessed {
                    warning = Diagnostic(
                        "the file is not UTF-8 and is read as \(text.encoding.rawValue)", severity: .warning,
                        file: file.name, hint: "`--encoding` says what it is")
                }
                if format == .csv {
                    return try CSVReader(text, separator: request.separator ?? mapping.separator)
                }
                return try JSONRecordReader(text, isLines: format == .jsonl, fields: fields)
            } catch let error as FileError {
                throw DiagnosticList([
                    Diagnostic("cannot \(error.operation) it: \(error.reason)", file: file.name)
                ])
            }
        }
    }

    let all: [Source]
    /// Of all files, for progress.
    let bytes: Int

    /// - Throws: `DiagnosticList` with every file that is missing or tells no format.
    init(_ request: ImportRequest, _ mapping: Mapping) throws(DiagnosticList) {
        var sources: [Source] = []
        var problems: [Diagnostic] = []
        var notes: [ImportRequest.File] = []
        var bytes = 0
        for file in request.files {
            guard let format = request.format ?? mapping.format ?? SourceFormat(path: file.path) else {
                problems.append(
                    Diagnostic(
                        "the name does not tell the format", file: file.name,
                        hint: "say `--format csv`, `json`, `jsonl` or `markdown`"))
                continue
            }
            do throws(FileError) {
                let size = try InputFile(file.path).size
                if format == .markdown {
                    notes.append(file)
                } else {
                    sources.append(Source([file], format, bytesBefore: bytes, request))
                }
                bytes += size
            } catch {
                problems.append(Diagnostic("cannot \(error.operation) it: \(error.reason)", file: file.name))
            }
        }
        guard problems.isEmpty else { throw DiagnosticList(problems) }
        if !notes.isEmpty { sources.append(Source(notes, .markdown, bytesBefore: 0, request)) }
        all = sources
        self.bytes = bytes
    }
}
