internal import CCMarkGFM

/// A node of cmark-gfm's tree.
typealias MarkdownNode = OpaquePointer

/// Texts parsed by cmark-gfm.
enum MarkdownTree {
    /// Calls `body` with the root of a text's tree, which ends with the call; invalid UTF-8 and zero bytes become U+FFFD.
    ///
    /// Extensions are attached only if the text holds what they look for: strikethrough and autolinks cost a third.
    ///
    /// - Parameter names: of the extensions; nil for those that can change the text.
    static func parsing<Result>(
        _ text: UnsafeBufferPointer<UInt8>, extensions names: [String]? = nil,
        _ body: (MarkdownNode) -> Result
    ) -> Result {
        MarkdownMemory.whileHeld {
            cmark_gfm_core_extensions_ensure_registered()
            let parser = cmark_parser_new_with_mem(
                CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8, MarkdownMemory.allocator)
            for name in names ?? extensions(for: text) {
                cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
            }
            text.withMemoryRebound(to: CChar.self) { characters in
                cmark_parser_feed(parser, characters.baseAddress, characters.count)
            }
            guard let root = cmark_parser_finish(parser) else {
                preconditionFailure("cmark-gfm returns a document")
            }
            return body(root)
        }
    }

    /// The extensions that can change this text; raw HTML is never let through, so `tagfilter` has nothing to do.
    static func extensions(for text: UnsafeBufferPointer<UInt8>) -> [String] {
        func holds(_ needle: StaticString, at index: Int) -> Bool {
            let count = needle.utf8CodeUnitCount
            guard index >= 0, index + count <= text.count else { return false }
            return (0..<count).allSatisfy { text[index + $0] == needle.utf8Start[$0] }
        }
        var found: (table: Bool, strikethrough: Bool, autolink: Bool, tasklist: Bool) = (
            false, false, false, false
        )
        let mayBegin = mayBegin
        for index in text.indices where mayBegin[Int(text[index])] {
            switch text[index] {
            case UInt8(ascii: "|"): found.table = true
            case UInt8(ascii: "~"): found.strikethrough = true
            case UInt8(ascii: "@"): found.autolink = true
            case UInt8(ascii: ":"):
                found.autolink = found.autolink || holds("://", at: index) && !isInAddress(index, text)
            case UInt8(ascii: "."): found.autolink = found.autolink || holds("www.", at: index - 3)
            case UInt8(ascii: "["):
                let isTask = holds("[ ]", at: index) || holds("[x]", at: index) || holds("[X]", at: index)
                found.tasklist = found.tasklist || isTask
            default: break
            }
        }
        var names: [String] = []
        if found.table { names.append("table") }
        if found.strikethrough { names.append("strikethrough") }
        if found.autolink { names.append("autolink") }
        if found.tasklist { names.append("tasklist") }
        return names
    }

    /// Of each byte, whether an extension looks for it.
    private static let mayBegin: [Bool] = (0...UInt8.max).map { "|~@:.[".utf8.contains($0) }

    /// Whether the `:` at `index` belongs to the address of a link, `[text](https://…)`, of whose text and address no character
    /// could end either early: then no autolink can begin there.
    private static func isInAddress(_ index: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        func isPlain(_ byte: UInt8) -> Bool {
            switch byte {
            case 0..<32, 127, UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "<"),
                UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("), UInt8(ascii: ")"):
                false
            default: true
            }
        }
        var start = index
        while start > 0, isPlain(text[start - 1]), text[start - 1] != 32 { start -= 1 }
        guard start > 2, text[start - 1] == UInt8(ascii: "("), text[start - 2] == UInt8(ascii: "]") else {
            return false
        }
        start -= 2
        while start > 0, isPlain(text[start - 1]) { start -= 1 }
        guard start > 0, text[start - 1] == UInt8(ascii: "["),
            start == 1 || text[start - 2] != UInt8(ascii: "\\")
        else { return false }
        var end = index
        while end < text.count, isPlain(text[end]), text[end] != 32 { end += 1 }
        return end < text.count && text[end] == UInt8(ascii: ")")
    }

    /// Visits `node` and all beneath it, each when it is entered and, if it can have children, when it is left.
    static func walk(
        _ node: MarkdownNode,
        _ visit: (MarkdownNode, _ isEntering: Bool) -> Void
    ) {
        guard let iterator = cmark_iter_new(node) else { preconditionFailure("out of memory") }
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            guard event != CMARK_EVENT_DONE, let current = cmark_iter_get_node(iterator) else { return }
            visit(current, event == CMARK_EVENT_ENTER)
        }
    }

    /// The text beneath a node, without markup.
    static func plainText(_ node: MarkdownNode) -> String {
        var text = ""
        walk(node) { current, isEntering in
            guard isEntering else { return }
            switch cmark_node_get_type(current) {
            case CMARK_NODE_TEXT, CMARK_NODE_CODE:
                text += cmark_node_get_literal(current).map { String(cString: $0) } ?? ""
            case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: text += " "
            default: break
            }
        }
        return text
    }
}
