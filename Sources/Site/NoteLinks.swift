internal import Diagnostics
internal import Markdown
internal import TemplateEngine

/// Finds what the links of one Markdown text lead to, in the edition that is being rendered.
///
/// Links are written as authors think of them: `other.md` or `files/plan.pdf` beside the note, `/projects/website.html`
/// from the edition's root, or a whole web address. Whatever the edition's readers could not open is a problem.
struct NoteLinks {
    /// Below the edition's folder: the page that shows the text.
    let page: String
    /// In the content folder: where the text's relative links begin.
    let folder: String
    /// The client's folder of the content folder.
    let client: String
    let vocabulary: SiteVocabulary
    let pages: PagePlan
    /// Whether a file of that path lies in the content folder.
    let hasFile: (String) -> Bool

    /// The ids of a page's own note begin with this: no id of the layout (`s.…`) does, and no code holds a dot.
    static let idPrefix = "t."

    /// What a link leads to; a file that notes may bring along is added to `files`.
    func resolve(_ link: MarkdownLink, files: inout FilePlan) -> MarkdownLink.Target {
        let destination = link.destination
        if destination.hasPrefix("#") || Self.hasScheme(destination) { return .url(destination) }
        if destination.hasPrefix("//") {
            return .problem("`\(destination)` names no scheme", hint: "begin with `https://`")
        }
        let parts = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let path = String(parts[0])
        let fragment = parts.count > 1 ? String(parts[1]) : nil
        guard !path.contains("?") else {
            return .problem("`\(destination)` has a query", hint: "pages of a portal take none")
        }
        if path.hasPrefix("/") { return pageTarget(path, fragment: fragment) }
        guard let source = PagePath.resolve(Self.decoded(path), from: folder),
            source.hasPrefix(client + "/") || source.hasPrefix("_shared/")
        else {
            return .problem(
                "`\(destination)` leads out of the client's content",
                hint: "link to files of content/\(client)/")
        }
        return source.hasSuffix(".md")
            ? noteTarget(source, fragment: fragment, destination)
            : fileTarget(source, destination, files: &files)
    }

    private func pageTarget(_ path: String, fragment: String?) -> MarkdownLink.Target {
        var target = String(path.dropFirst())
        if target.isEmpty || target.hasSuffix("/") { target += "index.html" }
        guard pages.byPath[target] != nil else {
            return .problem(
                "there is no page `/\(target)` for these readers",
                hint: "a page exists only for the audiences of what it shows")
        }
        return .url(PagePath.link(from: page, to: target) + (fragment.map { "#" + $0 } ?? ""))
    }

    private func noteTarget(_ source: String, fragment: String?, _ destination: String) -> MarkdownLink.Target
    {
        guard let position = pages.bySource[source] else {
            return .problem(
                "there is no note `\(destination)` for these readers",
                hint: "it does not exist, or its audience is another one")
        }
        let target = pages.pages[position]
        let link = PagePath.link(from: page, to: target.path)
        guard let fragment, !fragment.isEmpty else { return .url(link) }
        let body = target.row.flatMap { vocabulary.value("body_md", of: $0) }
        let headings = MarkdownRenderer().headings(of: Array(body?.bytes ?? Value.null.bytes))
        guard headings.contains(where: { $0.id == fragment }) else {
            return .problem("`\(destination)` names a heading that the note does not have", hint: nil)
        }
        return .url(link + "#" + Self.idPrefix + fragment)
    }

    private func fileTarget(
        _ source: String, _ destination: String, files: inout FilePlan
    ) -> MarkdownLink.Target {
        let position: Int
        if let known = files.bySource[source] {
            position = known
        } else {
            let home = source.split(separator: "/").prefix(2)
            guard home.count == 2, home[1] == "notes" else {
                return .problem(
                    "`\(destination)` is no file that these readers may have",
                    hint:
                        "a file behind a document needs the document's audience; others belong below `notes/`"
                )
            }
            let name = String(source.split(separator: "/").last ?? "")
            guard let ending = FilePlan.ending(of: name) else {
                return .problem(
                    "`\(destination)` has no plain file name ending", hint: "such as `.pdf` or `.png`")
            }
            guard ending != "md" else {
                return .problem(
                    "`\(destination)` is no note", hint: "the name of a note ends in `.md`, in lower case")
            }
            guard hasFile(source) else {
                return .problem(
                    "there is no file `\(destination)`",
                    hint: "it should be content/\(source), and no symbolic link")
            }
            let path = "files/notes/\(Self.slug(source))"
            do {
                try files.add(
                    FilePlan.File(source: source, path: path, record: nil))
            } catch {
                return .problem(
                    "`\(destination)` has the same published name as another file", hint: error.hint)
            }
            position = files.files.count - 1
        }
        return .url(PagePath.link(from: page, to: files.files[position].path))
    }

    /// A file's way below its `notes` folder as one publishable name: `notes/Plan A.png` is `plan-a.png`.
    static func slug(_ source: String) -> String {
        let ending = FilePlan.ending(of: source) ?? "bin"
        let stem = source.split(separator: "/").dropFirst(2).joined(separator: "-").dropLast(ending.count + 1)
        let parts = stem.lowercased().split { character in
            !character.isASCII || !(character.isLetter || character.isNumber)
        }
        let name = parts.joined(separator: "-").prefix(48)
        return (name.isEmpty ? "file" : String(name)) + "." + ending
    }

    private static func hasScheme(_ destination: String) -> Bool {
        let first = destination.utf8.first { ":/?#".utf8.contains($0) }
        return first == UInt8(ascii: ":")
    }

    /// Percent escapes undone, as in `Plan%20A.png`.
    private static func decoded(_ path: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(path.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            else {
                bytes.append(byte)
                continue
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
