internal import CCMarkGFM

/// Writes links and images and collects what is wrong with them.
struct LinkWriter {
    private let options: MarkdownOptions
    private let text: UnsafeBufferPointer<UInt8>
    private let resolve: (MarkdownLink) -> MarkdownLink.Target
    private var problems: [MarkdownProblem] = []
    private var fragments: [(id: String, line: Int)] = []
    /// For each link around the current place, whether its tag was written.
    private var openLinks: [Bool] = []
    private var hasReportedHTML = false

    init(
        options: MarkdownOptions, text: UnsafeBufferPointer<UInt8>,
        resolve: @escaping (MarkdownLink) -> MarkdownLink.Target
    ) {
        self.options = options
        self.text = text
        self.resolve = resolve
    }

    /// In the order of the lines; those of one line in the order in which they were found.
    var sortedProblems: [MarkdownProblem] {
        problems.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(
            \.element)
    }

    mutating func openLink(_ node: MarkdownNode, into output: inout HTMLOutput) {
        // An address in the text of a link: no link inside a link.
        if openLinks.contains(true) { return openLinks.append(false) }
        openLinks.append(false)
        let destination = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
        let line = line(of: node)
        guard let url = linkTarget(destination, node, line: line) else { return }
        openLinks[openLinks.count - 1] = true
        output.markup("<a href=\"")
        output.url(url)
        title(node, into: &output)
        output.markup("\">")
    }

    mutating func closeLink(into output: inout HTMLOutput) {
        if openLinks.popLast() == true { output.markup("</a>") }
    }

    mutating func image(_ node: MarkdownNode, into output: inout HTMLOutput) {
        let destination = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
        let alternative = MarkdownTree.plainText(node)
        let line = line(of: node)
        let target = resolve(MarkdownLink(destination: destination, isImage: true, line: line))
        guard let url = accepted(target, destination: destination, line: line, LinkSafety.isAllowedImage)
        else {
            return output.text(alternative)
        }
        output.markup("<img src=\"")
        output.url(url)
        output.markup("\" alt=\"")
        output.text(alternative)
        title(node, into: &output)
        output.markup("\">")
    }

    /// Raw HTML is left out; the first of a text is worth a warning, unless it is a comment.
    mutating func reportHTML(_ node: MarkdownNode) {
        let html = cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
        guard !hasReportedHTML, !html.hasPrefix("<!--"), !html.hasPrefix("</") else { return }
        hasReportedHTML = true
        report(
            "raw HTML is left out", hint: "write it in Markdown", isWarning: true, quoting: "<",
            line: line(of: node))
    }

    /// Reports the links to headings that no heading of the text has.
    mutating func checkFragments(_ ids: HeadingIDs) {
        for fragment in fragments where !ids.contains(fragment.id) {
            let known = ids.all.prefix(8).map { "`#\($0)`" }.joined(separator: ", ")
            report(
                "no heading here has the id `\(fragment.id)`",
                hint: known.isEmpty ? "this text has no headings" : "it has \(known)",
                quoting: "#" + fragment.id,
                line: fragment.line)
        }
    }

    // MARK: - Targets

    private mutating func linkTarget(_ destination: String, _ node: MarkdownNode, line: Int) -> String? {
        if destination.first == "#", destination.utf8.count > 1 {
            let id = Self.percentDecoded(String(destination.dropFirst()))
            fragments.append((id, line))
            return "#" + options.idPrefix + id
        }
        // `ftp://…` in running text is no mistake: nobody asked for a link.
        if !LinkSafety.isAllowedLink(destination), Self.isAutomatic(node, destination) { return nil }
        let target = resolve(MarkdownLink(destination: destination, isImage: false, line: line))
        return accepted(target, destination: destination, line: line, LinkSafety.isAllowedLink)
    }

    private mutating func accepted(
        _ target: MarkdownLink.Target, destination: String, line: Int, _ isAllowed: (String) -> Bool
    ) -> String? {
        switch target {
        case .url(let url):
            if isAllowed(url) { return url }
            report(
                "`\(destination)` cannot be published",
                hint:
                    "link to a file or a note of this site, or with https:, mailto: or tel:; images lie in this site",
                quoting: destination, line: line)
        case .problem(let message, let hint): report(message, hint: hint, quoting: destination, line: line)
        }
        return nil
    }

    private func title(_ node: MarkdownNode, into output: inout HTMLOutput) {
        guard let title = cmark_node_get_title(node), title[0] != 0 else { return }
        output.markup("\" title=\"")
        output.text(String(cString: title))
    }

    private static func isAutomatic(_ node: MarkdownNode, _ destination: String) -> Bool {
        MarkdownTree.plainText(node) == destination
    }

    private static func percentDecoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self) ?? text
    }

    // MARK: - Problems

    /// The line of the file; an inline that cmark gives no place stands where its block begins.
    private func line(of node: MarkdownNode) -> Int {
        var current: MarkdownNode? = node
        while let at = current {
            let line = Int(cmark_node_get_start_line(at))
            if line > 0 { return line - 1 + options.firstLine }
            current = cmark_node_parent(at)
        }
        return options.firstLine
    }

    private mutating func report(
        _ message: String, hint: String?, isWarning: Bool = false, quoting quote: String, line: Int
    ) {
        let content = lineText(line - options.firstLine)
        let scalars = Array(content.unicodeScalars)
        let wanted = Array(quote.unicodeScalars)
        var columns = 1..<max(2, scalars.count + 1)
        if !wanted.isEmpty, scalars.count >= wanted.count,
            let start = (0...(scalars.count - wanted.count)).first(where: {
                scalars[$0...].starts(with: wanted)
            })
        {
            columns = (start + 1)..<(start + 1 + wanted.count)
        }
        problems.append(
            MarkdownProblem(
                message: message, hint: hint, isWarning: isWarning, line: line, columns: columns,
                text: content))
    }

    private func lineText(_ index: Int) -> String {
        let lines = text.split(
            separator: UInt8(ascii: "\n"), maxSplits: index + 1, omittingEmptySubsequences: false)
        guard index >= 0, index < lines.count else { return "" }
        return String(
            decoding: lines[index].last == 13 ? lines[index].dropLast() : lines[index], as: UTF8.self)
    }
}
