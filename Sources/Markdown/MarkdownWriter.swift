internal import CCMarkGFM
internal import Glibc

/// Writes the HTML of one tree while it is walked.
struct MarkdownWriter {
    var output = HTMLOutput()
    private(set) var links: LinkWriter
    private let options: MarkdownOptions
    private var headings: [MarkdownHeading] = []
    private var ids = HeadingIDs()
    /// The image whose alternative text is being passed over.
    private var image: MarkdownNode?
    /// Written at the beginning of the next paragraph.
    private var taskMark: String?
    private var isHeaderRow = false
    private var column = 0

    init(
        options: MarkdownOptions, text: UnsafeBufferPointer<UInt8>,
        resolve: @escaping (MarkdownLink) -> MarkdownLink.Target
    ) {
        self.options = options
        links = LinkWriter(options: options, text: text, resolve: resolve)
        output.reserve(text.count + text.count / 2)
    }

    mutating func finish() -> MarkdownRenderer.Result {
        links.checkFragments(ids)
        return MarkdownRenderer.Result(html: output.bytes, headings: headings, problems: links.sortedProblems)
    }

    mutating func visit(_ node: MarkdownNode, isEntering: Bool) {
        if image != nil {
            if node == image, !isEntering { image = nil }
            return
        }
        switch cmark_node_get_type(node) {
        case CMARK_NODE_DOCUMENT: break
        case CMARK_NODE_TEXT: literal(node)
        case CMARK_NODE_SOFTBREAK: output.markup("\n")
        case CMARK_NODE_LINEBREAK: output.markup("<br>\n")
        case CMARK_NODE_CODE:
            output.markup("<code>")
            literal(node)
            output.markup("</code>")
        case CMARK_NODE_HTML_INLINE, CMARK_NODE_HTML_BLOCK: links.reportHTML(node)
        case CMARK_NODE_EMPH: output.markup(isEntering ? "<em>" : "</em>")
        case CMARK_NODE_STRONG: output.markup(isEntering ? "<strong>" : "</strong>")
        case CMARK_NODE_LINK:
            isEntering ? links.openLink(node, into: &output) : links.closeLink(into: &output)
        case CMARK_NODE_IMAGE:
            image = node
            links.image(node, into: &output)
        case CMARK_NODE_PARAGRAPH: paragraph(node, isEntering)
        case CMARK_NODE_HEADING: heading(node, isEntering)
        case CMARK_NODE_BLOCK_QUOTE: output.markup(isEntering ? "<blockquote>\n" : "</blockquote>\n")
        case CMARK_NODE_LIST: list(node, isEntering)
        case CMARK_NODE_ITEM: item(node, isEntering)
        case CMARK_NODE_CODE_BLOCK: codeBlock(node)
        case CMARK_NODE_THEMATIC_BREAK: output.markup("<hr>\n")
        default: extensionNode(node, isEntering)
        }
    }

    private mutating func literal(_ node: MarkdownNode) {
        guard let literal = cmark_node_get_literal(node) else { return }
        let bytes = UnsafeBufferPointer(start: literal, count: strlen(literal))
        bytes.withMemoryRebound(to: UInt8.self) { output.text($0) }
    }

    // MARK: - Blocks

    private mutating func paragraph(_ node: MarkdownNode, _ isEntering: Bool) {
        let isBare = isInTightList(node)
        if isEntering {
            if !isBare { output.markup("<p>") }
            if let mark = taskMark {
                output.text(mark)
                taskMark = nil
            }
        } else if !isBare {
            output.markup("</p>\n")
        } else if cmark_node_next(node) != nil {
            output.markup("\n")
        }
    }

    private func isInTightList(_ node: MarkdownNode) -> Bool {
        guard let parent = cmark_node_parent(node), let list = cmark_node_parent(parent),
            cmark_node_get_type(list) == CMARK_NODE_LIST
        else { return false }
        return cmark_node_get_list_tight(list) != 0
    }

    private mutating func heading(_ node: MarkdownNode, _ isEntering: Bool) {
        let level = min(6, max(1, Int(cmark_node_get_heading_level(node)) + options.headingShift))
        guard isEntering else {
            output.markup("</h")
            output.number(level)
            return output.markup(">\n")
        }
        let text = MarkdownTree.plainText(node)
        let id = options.idPrefix + ids.next(for: text)
        headings.append(MarkdownHeading(level: level, id: id, text: text))
        output.markup("<h")
        output.number(level)
        output.markup(" id=\"")
        output.text(id)
        output.markup("\">")
    }

    private mutating func list(_ node: MarkdownNode, _ isEntering: Bool) {
        let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
        guard isEntering else { return output.markup(isOrdered ? "</ol>\n" : "</ul>\n") }
        guard isOrdered else { return output.markup("<ul>\n") }
        let start = Int(cmark_node_get_list_start(node))
        guard start != 1 else { return output.markup("<ol>\n") }
        output.markup("<ol start=\"")
        output.number(start)
        output.markup("\">\n")
    }

    private mutating func item(_ node: MarkdownNode, _ isEntering: Bool) {
        taskMark = nil
        guard isEntering else { return output.markup("</li>\n") }
        guard strcmp(cmark_node_get_type_string(node), "tasklist") == 0 else {
            return output.markup("<li>")
        }
        // A symbol and not a checkbox: a form control that nobody can use only confuses, and it would need a label.
        taskMark = cmark_gfm_extensions_get_tasklist_item_checked(node) ? "☑ " : "☐ "
        output.markup("<li class=\"task\">")
    }

    private mutating func codeBlock(_ node: MarkdownNode) {
        output.markup("<pre><code")
        let info = cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
        let language = info.prefix { !" \t{,".contains($0) }
        if !language.isEmpty {
            output.markup(" class=\"language-")
            output.text(String(language))
            output.markup("\"")
        }
        output.markup(">")
        literal(node)
        output.markup("</code></pre>\n")
    }

    // MARK: - Extensions

    private mutating func extensionNode(_ node: MarkdownNode, _ isEntering: Bool) {
        guard let name = cmark_node_get_type_string(node) else { return }
        if strcmp(name, "table_cell") == 0 {
            cell(node, isEntering)
        } else if strcmp(name, "table_row") == 0 || strcmp(name, "table_header") == 0 {
            row(node, isEntering)
        } else if strcmp(name, "strikethrough") == 0 {
            output.markup(isEntering ? "<del>" : "</del>")
        } else if strcmp(name, "table") == 0 {
            table(node, isEntering)
        }
    }

    private mutating func table(_ node: MarkdownNode, _ isEntering: Bool) {
        if isEntering { return output.markup("<div class=\"table\">\n<table>\n") }
        let hasBody = cmark_node_first_child(node) != cmark_node_last_child(node)
        output.markup(hasBody ? "</tbody>\n</table>\n</div>\n" : "</table>\n</div>\n")
    }

    private mutating func row(_ node: MarkdownNode, _ isEntering: Bool) {
        isHeaderRow = cmark_gfm_extensions_get_table_row_is_header(node) != 0
        column = 0
        guard isEntering else {
            output.markup("</tr>\n")
            if isHeaderRow { output.markup("</thead>\n") }
            return
        }
        if isHeaderRow {
            output.markup("<thead>\n")
        } else if let previous = cmark_node_previous(node),
            cmark_gfm_extensions_get_table_row_is_header(previous) != 0
        {
            output.markup("<tbody>\n")
        }
        output.markup("<tr>\n")
    }

    private mutating func cell(_ node: MarkdownNode, _ isEntering: Bool) {
        guard isEntering else { return output.markup(isHeaderRow ? "</th>\n" : "</td>\n") }
        output.markup(isHeaderRow ? "<th scope=\"col\"" : "<td")
        switch alignment(of: node) {
        case UInt8(ascii: "l"): output.markup(" class=\"align-left\"")
        case UInt8(ascii: "c"): output.markup(" class=\"align-center\"")
        case UInt8(ascii: "r"): output.markup(" class=\"align-right\"")
        default: break
        }
        output.markup(">")
        column += 1
    }

    private func alignment(of cell: MarkdownNode) -> UInt8 {
        guard let table = cmark_node_parent(cell).flatMap({ cmark_node_parent($0) }),
            column < Int(cmark_gfm_extensions_get_table_columns(table)),
            let alignments = cmark_gfm_extensions_get_table_alignments(table)
        else { return 0 }
        return alignments[column]
    }
}
