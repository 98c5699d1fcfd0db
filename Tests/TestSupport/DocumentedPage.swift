public import Foundation
public import Testing

/// A page of `docs/` about the template language, cut into its entries and examples.
///
/// A block of `jinja` is an example. Either each checked line ends in a comment with what the line makes, or a block of
/// `html`, `text` or `error` follows with what the whole makes; the other blocks of `jinja` in front of it, which carry a
/// name, are further templates. A block of `json` holds the data for the section. Blocks of `jinja theme` belong to a portal.
public struct DocumentedPage {
    /// What stands beneath one heading, up to the next.
    public struct Entry {
        /// The heading of the second level that it belongs to.
        public let section: String
        /// Its own heading.
        public let title: String
        /// The code spans of the heading, or of the first column of a table beneath it.
        public var names: [String]
        /// Its lines outside of blocks.
        public var text: [String] = []
        /// In the order of the page.
        public var examples: [Example] = []
    }

    /// A template with what it must make.
    public struct Example: Sendable, CustomTestStringConvertible {
        /// In the page, from 1; of the result.
        public let line: Int
        /// The page's own one last.
        public var templates: [(name: String, text: String)]
        /// An object of JSON.
        public var data: String
        /// As the page writes it down.
        public var result: String
        /// How it does.
        public var form: Form
        /// For the list of tests.
        public var testDescription: String { "line \(line): \(templates.last?.text.prefix(60) ?? "")" }
    }

    /// A file of `Templates/`, with the page that it makes or the error that it brings.
    public struct ThemeFile: Sendable {
        /// Below `Templates/`.
        public let path: String
        /// All of it, with its last line end.
        public let text: String
        /// The page's path below the document root, or `error`; the line of the document; what it says.
        public var result: (path: String, line: Int, text: String)?
    }

    /// How a result is written down.
    public enum Form: Sendable { case comment, block, error }

    /// Where the page lies.
    public let url: URL
    /// The whole of it.
    public var lines: [String]
    /// In the order of the page; the first one is what stands before any heading.
    public private(set) var entries: [Entry] = []
    /// The files of the theme that the page shows, with what the pages made of them.
    public private(set) var themeFiles: [ThemeFile] = []

    /// Reads a page of `docs/`.
    public init(_ name: String) throws {
        url = Tool.repository.appending(path: "docs/\(name)")
        lines = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
        read()
    }

    /// The entries of a section of the second level.
    public func entries(of section: String) -> [Entry] { entries.filter { $0.section == section } }

    /// Those of all entries.
    public var examples: [Example] { entries.flatMap(\.examples) }

    /// The names that a section has entries for.
    public func names(of section: String) -> [String] { entries(of: section).flatMap(\.names) }

    // MARK: Reading

    private mutating func read() {
        var data = "{}"
        var templates: [(name: String, text: String)] = []
        var index = 0
        entries = [Entry(section: "", title: "", names: [])]
        while index < lines.count {
            let line = lines[index]
            if line.hasPrefix("```") {
                let end = lines[(index + 1)...].firstIndex(of: "```") ?? lines.count
                let words = line.dropFirst(3).split(separator: " ").map(String.init)
                read(words, index + 1..<end, &data, &templates)
                index = end
            } else if line.hasPrefix("#") {
                let title = String(line.drop { $0 == "#" }.dropFirst())
                let isSection = !line.hasPrefix("###")
                if isSection { data = "{}" }
                entries.append(
                    Entry(
                        section: isSection ? title : entries[entries.count - 1].section, title: title,
                        names: isSection ? [] : Self.code(in: title)))
                templates = []
            } else {
                if line.hasPrefix("| `") {
                    entries[entries.count - 1].names += Self.code(in: Self.firstColumn(line))
                }
                entries[entries.count - 1].text.append(line)
            }
            index += 1
        }
    }

    private mutating func read(
        _ words: [String], _ range: Range<Int>, _ data: inout String,
        _ templates: inout [(name: String, text: String)]
    ) {
        let body = lines[range].joined(separator: "\n")
        switch words.first {
        case "json": data = body
        case "jinja" where words.count == 3 && words[1] == "theme":
            themeFiles.append(ThemeFile(path: words[2], text: body + "\n"))
        case "jinja":
            let checked = lineExamples(range, data)
            entries[entries.count - 1].examples += checked
            if checked.isEmpty { templates.append((words.dropFirst().first ?? "page.html", body)) }
        case "html", "text", "error":
            guard !templates.isEmpty else {
                if !themeFiles.isEmpty, words.count == 2 || words.first == "error" {
                    themeFiles[themeFiles.count - 1].result = (words.last ?? "", range.lowerBound + 1, body)
                }
                return
            }
            entries[entries.count - 1].examples.append(
                Example(
                    line: range.lowerBound + 1, templates: templates, data: data, result: body,
                    form: words.first == "error" ? .error : .block))
            templates = []
        default: break
        }
    }

    /// The lines that end in a comment with their result, each after those that have none.
    private func lineExamples(_ range: Range<Int>, _ data: String) -> [Example] {
        var prelude = ""
        var found: [Example] = []
        for number in range {
            guard let (template, result) = Self.checked(lines[number]) else {
                prelude += lines[number] + "\n"
                continue
            }
            found.append(
                Example(
                    line: number + 1, templates: [("page.html", prelude + template)], data: data,
                    result: result, form: .comment))
        }
        return found
    }

    /// `{{ 1 + 1 }} {# 2 #}` as template and result.
    static func checked(_ line: String) -> (template: String, result: String)? {
        guard line.hasSuffix("#}"), let comment = line.range(of: " {#", options: .backwards) else {
            return nil
        }
        let inside = line[comment.upperBound...].dropLast(2)
        return (String(line[..<comment.lowerBound]), String(inside.dropFirst().dropLast()))
    }

    static func firstColumn(_ row: String) -> String {
        let cells = row.replacing("\\|", with: "\u{0}").split(separator: "|")
        return cells.first.map { String($0).replacing("\u{0}", with: "|") } ?? ""
    }

    /// What stands between backticks.
    static func code(in text: String) -> [String] {
        text.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }

    // MARK: Writing

    /// Puts what a page of a theme really is into the page.
    public mutating func update(_ file: ThemeFile, to result: String) {
        guard let line = file.result?.line else { return }
        replace(from: line - 1, result)
    }

    /// Puts what an example really makes into the page.
    public mutating func update(_ example: Example, to result: String) {
        let index = example.line - 1
        switch example.form {
        case .comment:
            guard let (template, _) = Self.checked(lines[index]) else { return }
            lines[index] = template + (result.isEmpty ? " {# #}" : " {# \(result) #}")
        case .block, .error: replace(from: index, result)
        }
    }

    private mutating func replace(from index: Int, _ result: String) {
        let end = lines[index...].firstIndex(of: "```") ?? lines.count
        lines.replaceSubrange(index..<end, with: result.components(separatedBy: "\n"))
    }

    /// Writes the page back.
    public func write() throws {
        try lines.joined(separator: "\n").write(to: url, atomically: true, encoding: .utf8)
    }
}
