internal import Diagnostics
internal import Slices
internal import YAML

/// A Markdown file with front matter: what it is, for whom, and its text.
struct Note: Hashable {
    var code: String
    var title: String
    /// `internal` where the front matter names none.
    var audience: String
    /// The code of a project of the client.
    var project: String?
    var writtenOn: String?
    var author: String?
    var summary: String?
    /// UTF-8 without NUL.
    var body: [UInt8]
    /// The line of the file where `body` begins, counted from 1.
    var bodyLine: Int
    /// Beneath the content folder: `acme/notes/kickoff.md`.
    var source: String
    /// Where `project` or `audience` stands, for errors that only the database can tell.
    var projectPlace: Diagnostic?
    var audiencePlace: Diagnostic?

    /// Reads one file; `name` is what diagnostics call it, `source` its path beneath the content folder.
    ///
    /// Nil for a file without front matter, which is no note.
    init?(_ bytes: [UInt8], name: String, source: String, isShared: Bool) throws(DiagnosticList) {
        guard let parts = try Self.split(bytes, name: name) else { return nil }
        let yaml = YAMLSource(Array(bytes[parts.yaml]), file: name, firstLine: 2)
        let reader = YAMLReader(yaml)
        let matter = reader.mapping(try YAMLDocument(yaml).root, name: "the front matter")
        title = matter.string("title", required: true) ?? ""
        audience = matter.string("audience") ?? "internal"
        project = matter.string("project")
        writtenOn = matter.string("written_on")
        author = matter.string("author")
        summary = matter.string("summary")
        let ownCode = matter.string("code")
        code = ownCode ?? Self.stem(of: source)
        body = Array(bytes[parts.body])
        bodyLine = parts.bodyLine
        self.source = source
        if !Slug.isValid(code) {
            let what =
                ownCode == nil ? "the file name cannot be the note's code" : "`\(code)` cannot be a code"
            matter.report(
                what, at: "code", hint: "write `code:` with lower-case letters, digits and single `-`")
        }
        if !Slug.isAudience(audience), audience != "internal" {
            matter.report(
                "`\(audience)` cannot be an audience", at: "audience",
                hint: "audiences are written in lower-case letters, digits and single `-`")
        }
        if let writtenOn, CalendarText.days(writtenOn) == nil {
            matter.report("`written_on` must be a date", at: "written_on", hint: "write it as 2026-11-30")
        }
        if isShared, project != nil {
            matter.report(
                "a note for every client cannot belong to a project", at: "project",
                hint: "remove `project:`, or move the note to the client's folder")
        }
        if let node = matter.node("project") { projectPlace = yaml.diagnostic("", at: node) }
        if let node = matter.node("audience") { audiencePlace = yaml.diagnostic("", at: node) }
        try reader.finish()
        guard body.withUnsafeBytes(TextCheck.isShowable) else {
            throw DiagnosticList([
                Diagnostic("the text is not valid UTF-8", file: name, hint: "save the file as UTF-8")
            ])
        }
    }

    /// Where a file's front matter and its text are.
    struct Parts {
        let yaml: Range<Int>
        let body: Range<Int>
        let bodyLine: Int
    }

    /// Front matter stands between a first line `---` and the next line `---`.
    static func split(_ bytes: [UInt8], name: String) throws(DiagnosticList) -> Parts? {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let first = endOfLine(bytes, from: start)
        guard isFence(bytes[start..<first]) else { return nil }
        var position = first
        var line = 2
        while position < bytes.count {
            let end = endOfLine(bytes, from: position)
            if isFence(bytes[position..<end]) {
                return Parts(yaml: first..<position, body: end..<bytes.count, bodyLine: line + 1)
            }
            position = end
            line += 1
        }
        throw DiagnosticList([
            Diagnostic(
                "the front matter has no end", file: name, range: SourceRange(line: 1, column: 1),
                line: "---",
                hint: "write a line `---` where the text begins")
        ])
    }

    private static func endOfLine(_ bytes: [UInt8], from start: Int) -> Int {
        bytes[start...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
    }

    private static func isFence(_ line: ArraySlice<UInt8>) -> Bool {
        line.starts(with: "---".utf8) && line.dropFirst(3).allSatisfy { [9, 10, 13, 32].contains($0) }
    }

    private static func stem(of source: String) -> String {
        String((source.split(separator: "/").last ?? "").dropLast(".md".count))
    }
}
