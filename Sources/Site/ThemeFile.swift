internal import Diagnostics
internal import Files
internal import Markdown

/// One file of the theme: the portal's own where it has one, else the built-in one.
struct ThemeFile {
    /// Below `Templates/`: `pages/home.html`.
    let name: String
    /// As diagnostics name it.
    let file: String
    let bytes: [UInt8]
    /// Whether the portal brought it.
    let isOwn: Bool

    /// Whether pages are made of it, or are it.
    var isTemplate: Bool {
        (name.hasSuffix(".html") || name.hasSuffix(".xml")) && !name.hasPrefix("assets/")
    }

    /// Where the front matter of a page ends.
    var frontMatter: FrontMatter {
        get throws(DiagnosticList) {
            do throws(FrontMatter.Problem) {
                return try FrontMatter.split(bytes)
            } catch {
                throw DiagnosticList([
                    Diagnostic(
                        "the front matter does not end", file: file, range: SourceRange(line: 1, column: 1),
                        line: "---", hint: "close it with a line `---`")
                ])
            }
        }
    }

    /// What stands before and after a value of front matter on its line; nothing where it is written in another way.
    func surroundings(of value: String, at range: SourceRange) -> (before: String, after: String) {
        let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
        guard lines.indices.contains(range.line - 1), !value.isEmpty else { return ("", "") }
        let line = String(decoding: lines[range.line - 1], as: UTF8.self).unicodeScalars
        var start = line.index(
            line.startIndex, offsetBy: range.columns.lowerBound - 1, limitedBy: line.endIndex)
        if let quote = start, quote < line.endIndex, line[quote] == "\"" || line[quote] == "'" {
            start = line.index(after: quote)
        }
        guard let start, line[start...].starts(with: value.unicodeScalars) else { return ("", "") }
        let end = line.index(start, offsetBy: value.unicodeScalars.count)
        return (String(line[..<start]), String(line[end...].filter { $0 != "\r" }))
    }

    /// The whole theme, sorted by name: the built-in files, replaced one by one by those below `folder`.
    static func all(overrides folder: String) throws -> [ThemeFile] {
        var files: [String: ThemeFile] = [:]
        for (name, text) in EmbeddedFiles.all {
            let bytes = text.withUTF8Buffer { Array($0) }
            files[name] = ThemeFile(name: name, file: "Templates/\(name)", bytes: bytes, isOwn: false)
        }
        if FileSystem.kind(folder) != nil {
            let own = try Folder(path: folder)
            for name in try own.files()
            where !name.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
                files[name] = ThemeFile(
                    name: name, file: "Templates/\(name)", bytes: try own.read(name), isOwn: true)
            }
        }
        return files.values.sorted { $0.name < $1.name }
    }
}
