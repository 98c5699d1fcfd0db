internal import CYAML
internal import Diagnostics

/// Turns libyaml's events into nodes and collects what is wrong.
final class YAMLParser {
    private(set) var problems: [Diagnostic] = []
    private let source: YAMLSource
    private let limits: YAMLLimits
    private var parser = yaml_parser_t()
    private var event = yaml_event_t()
    private var nodeCount = 0

    init(_ source: YAMLSource, limits: YAMLLimits) {
        self.source = source
        self.limits = limits
    }

    /// The document's value; nil where `problems` says why not.
    func parse() -> YAMLNode? {
        guard yaml_parser_initialize(&parser) == 1 else { preconditionFailure("out of memory") }
        defer { yaml_parser_delete(&parser) }
        yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
        let isMarked = source.bytes.starts(with: [0xEF, 0xBB, 0xBF])
        return source.bytes.withUnsafeBufferPointer { bytes in
            let text = UnsafeBufferPointer(rebasing: bytes[(isMarked ? 3 : 0)...])
            yaml_parser_set_input_string(&parser, text.baseAddress, text.count)
            return document()
        }
    }

    private func document() -> YAMLNode? {
        var root: YAMLNode?
        var documentCount = 0
        while next() {
            switch event.type {
            case YAML_DOCUMENT_START_EVENT:
                documentCount += 1
                if documentCount == 2 {
                    report(
                        "a second document begins here", at: event.start_mark,
                        hint: "keep one document in a file")
                    return nil
                }
            case YAML_STREAM_END_EVENT:
                let start = SourceRange(line: source.firstLine, column: 1)
                return root ?? YAMLNode(.scalar("", isPlain: true), range: start)
            case YAML_STREAM_START_EVENT, YAML_DOCUMENT_END_EVENT: break
            default: root = node(depth: 0)
            }
            guard !isStopped else { return nil }
        }
        return nil
    }

    // MARK: - Nodes

    /// The node that the current event begins; its last event is current afterwards.
    private func node(depth: Int) -> YAMLNode? {
        nodeCount += 1
        if nodeCount > limits.nodes { return stop("the text has more than \(limits.nodes) values") }
        if depth > limits.depth { return stop("nested more than \(limits.depth) levels deep") }
        let range = self.range(event.start_mark, event.end_mark)
        switch event.type {
        case YAML_SCALAR_EVENT: return scalar(range)
        case YAML_SEQUENCE_START_EVENT: return list(range, depth: depth)
        case YAML_MAPPING_START_EVENT: return mapping(range, depth: depth)
        case YAML_ALIAS_EVENT:
            report("aliases are not allowed", at: range, hint: "write the value out")
            return YAMLNode(.scalar("", isPlain: true), range: range)
        default: return nil
        }
    }

    private func scalar(_ range: SourceRange) -> YAMLNode {
        let scalar = event.data.scalar
        refuseExtras(anchor: scalar.anchor, tag: scalar.tag, at: range, allowed: "str")
        let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
        let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.tag == nil
        return YAMLNode(.scalar(String(decoding: bytes, as: UTF8.self), isPlain: isPlain), range: range)
    }

    private func list(_ range: SourceRange, depth: Int) -> YAMLNode? {
        refuseExtras(
            anchor: event.data.sequence_start.anchor, tag: event.data.sequence_start.tag, at: range,
            allowed: "seq")
        var elements: [YAMLNode] = []
        while next(), event.type != YAML_SEQUENCE_END_EVENT {
            guard let element = node(depth: depth + 1) else { return nil }
            elements.append(element)
        }
        return isStopped ? nil : YAMLNode(.list(elements), range: range)
    }

    private func mapping(_ range: SourceRange, depth: Int) -> YAMLNode? {
        refuseExtras(
            anchor: event.data.mapping_start.anchor, tag: event.data.mapping_start.tag, at: range,
            allowed: "map")
        var entries: [YAMLEntry] = []
        var lines: [String: Int] = [:]
        while next(), event.type != YAML_MAPPING_END_EVENT {
            guard let key = node(depth: depth + 1), next(), let value = node(depth: depth + 1) else {
                return nil
            }
            guard case .scalar(let name, _) = key.content else {
                report(
                    "a key must be text, this is \(key.kindName)", at: key.range,
                    hint: "quote it if it is meant as text")
                continue
            }
            if let first = lines.updateValue(key.range.line, forKey: name) {
                report(
                    "the key `\(name)` appears twice", at: key.range,
                    hint: "it was first given in line \(first)")
                continue
            }
            entries.append(YAMLEntry(key: name, range: key.range, value: value))
        }
        return isStopped ? nil : YAMLNode(.mapping(entries), range: range)
    }

    private func refuseExtras(
        anchor: UnsafeMutablePointer<UInt8>?, tag: UnsafeMutablePointer<UInt8>?, at range: SourceRange,
        allowed: String
    ) {
        if anchor != nil {
            report("anchors are not allowed", at: range, hint: "write the value out where it is needed")
        }
        guard let tag else { return }
        let name = String(cString: tag)
        if name != "tag:yaml.org,2002:\(allowed)" {
            report(
                "the tag `\(name)` is not known here", at: range,
                hint: "leave tags out; quote text that must stay text")
        }
    }

    // MARK: - Events and problems

    private var isStopped = false

    /// Goes on to the next event; false after an error.
    private func next() -> Bool {
        guard !isStopped else { return false }
        yaml_event_delete(&event)
        if yaml_parser_parse(&parser, &event) == 1 { return true }
        isStopped = true
        reportSyntax()
        return false
    }

    private func stop(_ message: String) -> YAMLNode? {
        isStopped = true
        report(message, at: event.start_mark, hint: nil)
        return nil
    }

    private func reportSyntax() {
        let problem = parser.problem.map { String(cString: $0) } ?? "the text is not YAML"
        let context = parser.context.map { String(cString: $0) + ": " } ?? ""
        // At the end of the text, what was left open is the better place.
        guard !isPastText(parser.problem_mark) else {
            let isOpen = parser.context != nil && !isPastText(parser.context_mark)
            let place = isOpen ? range(parser.context_mark, parser.context_mark) : endOfText()
            return report(context + problem, at: place, hint: hint(for: problem))
        }
        let mark = parser.problem_mark
        let column = Int(mark.column)
        let line = source.line(Int(mark.line) + source.firstLine) ?? ""
        let isTab =
            line.unicodeScalars.dropFirst(column).first == "\t"
            || line.unicodeScalars.prefix(column).allSatisfy { $0 == " " || $0 == "\t" }
                && line.contains("\t")
        report(
            isTab ? "a tab cannot indent YAML" : context + problem, at: mark,
            hint: isTab ? "use spaces" : hint(for: problem))
    }

    private func isPastText(_ mark: yaml_mark_t) -> Bool {
        let line = source.line(Int(mark.line) + source.firstLine) ?? ""
        let isLast = source.line(Int(mark.line) + source.firstLine + 1) == nil
        return isLast && line.allSatisfy(\.isWhitespace)
    }

    /// The place after the last character that is no space.
    private func endOfText() -> SourceRange {
        var last = SourceRange(line: source.firstLine, column: 1)
        for (index, line) in source.bytes.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
        ).enumerated() {
            let text = String(decoding: line, as: UTF8.self)
            guard let end = text.unicodeScalars.lastIndex(where: { !$0.properties.isWhitespace }) else {
                continue
            }
            let column = text.unicodeScalars[...end].count + 1
            last = SourceRange(line: source.firstLine + index, column: column)
        }
        return last
    }

    private func hint(for problem: String) -> String? {
        switch problem {
        case "mapping values are not allowed in this context": "quote a value that holds `: `"
        case "found character that cannot start any token",
            "did not find expected alphabetic or numeric character":
            "quote a value that begins with a special character"
        case "could not find expected ':'": "each line of a mapping is `key: value`"
        case "did not find expected key", "did not find expected '-' indicator":
            "check the indentation and the quotes"
        default: nil
        }
    }

    private func report(_ message: String, at mark: yaml_mark_t, hint: String?) {
        report(message, at: range(mark, mark), hint: hint)
    }

    private func report(_ message: String, at range: SourceRange, hint: String?) {
        problems.append(source.diagnostic(message, at: range, hint: hint))
    }

    /// The columns of the first line from `start` to `end`; libyaml counts characters, from 0.
    private func range(_ start: yaml_mark_t, _ end: yaml_mark_t) -> SourceRange {
        let first = Int(start.column) + 1
        let line = Int(start.line) + source.firstLine
        if end.line == start.line {
            return SourceRange(line: line, columns: first..<max(first + 1, Int(end.column) + 1))
        }
        return SourceRange(line: line, column: first)
    }
}
