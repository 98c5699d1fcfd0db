internal import Diagnostics

extension Parser {
    /// Statements up to one of the keywords in `ends`, which is at hand then (after `{%`), or to the template's end.
    mutating func statements(until ends: [String]) -> [Statement] {
        var result: [Statement] = []
        while true {
            let token = current
            switch token.kind {
            case .end:
                if let last = open.last, !ends.isEmpty, isWhole {
                    errors.append(noEnd(last.keyword, last.place))
                    open.removeAll()
                }
                return result
            case .text:
                result.append(Statement(kind: .text(start: token.start, end: token.end), place: place(token)))
                advance()
            case .blockBegin:
                let word = tokens[position + 1]
                if word.kind == .name, ends.contains(text(word)) {
                    advance()
                    return result
                }
                if word.kind == .name, isMissingEnd(before: text(word)), let last = open.last {
                    errors.append(noEnd(last.keyword, last.place))
                    return result
                }
                attempt { parser throws(SyntaxError) in
                    parser.advance()
                    return try parser.statement()
                }.map { result.append($0) }
            default:
                attempt { parser throws(SyntaxError) in
                    parser.advance()
                    let expression = try parser.expressionList()
                    try parser.expect(.outputEnd, "`}}`")
                    return Statement(kind: .output(expression), place: expression.place)
                }.map { result.append($0) }
            }
        }
    }

    /// Whether `word` ends a statement further out than the innermost one.
    private func isMissingEnd(before word: String) -> Bool {
        open.last.map { "end\($0.keyword)" } != word && open.contains { "end\($0.keyword)" == word }
    }

    private func noEnd(_ keyword: String, _ place: Place) -> SyntaxError {
        SyntaxError("`\(keyword)` has no end", at: place, hint: "close it with `{% end\(keyword) %}`")
    }

    /// Runs `parse`; after an error goes on behind the tag.
    private mutating func attempt(
        _ parse: (inout Parser) throws(SyntaxError) -> Statement?
    ) -> Statement? {
        let depth = self.depth
        do {
            return try parse(&self)
        } catch {
            errors.append(error)
            self.depth = depth
            skipTag()
            return nil
        }
    }

    private mutating func statement() throws(SyntaxError) -> Statement? {
        try enter()
        defer { leave() }
        let (name, keyword) = try expectName("a statement")
        let start = keyword.start
        let word = names.text(name)
        switch StatementKeyword(rawValue: word) {
        case .if: return try condition(keyword)
        case .for: return try loop(keyword)
        case .set: return try set(keyword)
        case .with: return try with(keyword)
        case .block: return try block(keyword)
        case .include: return try include(keyword)
        case .import: return try importAll(keyword)
        case .from: return try importNames(keyword)
        case .macro: return try macro(keyword)
        case .call: return try call(keyword)
        case .filter: return try filterBlock(keyword)
        case .extends:
            let (name, place) = try expectString("a template's name")
            guard parent == nil else { throw SyntaxError("a template extends only one other", at: keyword) }
            parent = (name, place)
            try endTag()
            return nil
        case .break:
            try endTag()
            return Statement(kind: .breakLoop, place: keyword)
        case .continue:
            try endTag()
            return Statement(kind: .continueLoop, place: keyword)
        case nil where !errors.isEmpty && Self.isEnd(word):
            // Its beginning was wrong and is reported already.
            skipTag()
            return nil
        case .raw, nil:
            throw unknown(word, at: Place(source: source, start: start, end: keyword.end))
        }
    }

    private func unknown(_ word: String, at place: Place) -> SyntaxError {
        if Self.isEnd(word) {
            let hint = open.last.map {
                "`\($0.keyword)` is open here: close it with `{% end\($0.keyword) %}`"
            }
            return SyntaxError("`\(word)` without its beginning", at: place, hint: hint)
        }
        let left = ["do": "use `set`", "autoescape": "escaping is always on", "trans": "use `text`"]
        return SyntaxError(
            "no statement named `\(word)`", at: place,
            hint: left[word] ?? didYouMean(word, in: StatementKeyword.allCases.map(\.rawValue)))
    }

    private static func isEnd(_ word: String) -> Bool {
        word.hasPrefix("end") || word == "else" || word == "elif"
    }

    mutating func endTag() throws(SyntaxError) { try expect(.blockEnd, "`%}`") }

    /// The body of a tag, and the keyword that ended it: it is taken; empty where the template ended.
    mutating func nested(_ keyword: String, _ place: Place, until ends: [String]) -> (
        [Statement], String
    ) {
        open.append((keyword, place))
        let body = statements(until: ends)
        if !open.isEmpty { open.removeLast() }
        guard kind == .name else { return (body, "") }
        let end = text(current)
        advance()
        return (body, end)
    }

    private mutating func condition(_ keyword: Place) throws(SyntaxError) -> Statement {
        var branches: [(Expression, [Statement])] = []
        var otherwise: [Statement] = []
        var end = "elif"
        while end == "elif" {
            let condition = try expressionList()
            try endTag()
            let (body, next) = nested("if", keyword, until: ["elif", "else", "endif"])
            branches.append((condition, body))
            end = next
        }
        if end == "else" {
            try endTag()
            (otherwise, end) = nested("if", keyword, until: ["endif"])
        }
        if end == "endif" { try endTag() }
        return Statement(kind: .condition(branches, otherwise: otherwise), place: keyword)
    }

    private mutating func loop(_ keyword: Place) throws(SyntaxError) -> Statement {
        let isWrapped = take(.openParenthesis)
        var targets = [try expectName("a name")]
        while take(.comma) { if kind == .name, !isKeyword(.in) { targets.append(try expectName("a name")) } }
        if isWrapped { try expect(.closeParenthesis, "`)`") }
        guard takeKeyword(.in) else { throw unexpected("expected `in`") }
        let items = try unconditionalList()
        let condition: Expression? = takeKeyword(.if) ? try expression() : nil
        if isKeyword(.recursive) {
            throw SyntaxError(
                "loops cannot be recursive", at: place(current), hint: "write a macro that calls itself")
        }
        try endTag()
        var (body, end) = nested("for", keyword, until: ["else", "endfor"])
        var otherwise: [Statement] = []
        if end == "else" {
            try endTag()
            (otherwise, end) = nested("for", keyword, until: ["endfor"])
        }
        if end == "endfor" { try endTag() }
        let loop = Loop(
            targets: targets, items: items, condition: condition, body: body, otherwise: otherwise)
        return Statement(kind: .loop(loop), place: keyword)
    }

    private mutating func unconditionalList() throws(SyntaxError) -> Expression {
        let start = current.start
        var items = [try expression(conditional: false)]
        guard kind == .comma else { return items[0] }
        while take(.comma) { items.append(try expression(conditional: false)) }
        return Expression(.list(items), place(from: start))
    }

    private mutating func set(_ keyword: Place) throws(SyntaxError) -> Statement {
        let (name, place) = try expectName("a name")
        if kind == .dot { throw unexpected("`set` takes a name", hint: "fields cannot be set") }
        if kind == .comma { throw unexpected("`set` takes one name", hint: "write one `set` for each") }
        if take(.assign) {
            let value = try expressionList()
            try endTag()
            return Statement(kind: .set(name, place, value), place: keyword)
        }
        var filter: Expression?
        if take(.pipe) {
            let start = current.start
            filter = try self.filter(nil, start)
            while kind == .pipe { filter = try self.filter(filter, start) }
        }
        try endTag()
        let (body, end) = nested("set", keyword, until: ["endset"])
        if end == "endset" { try endTag() }
        return Statement(kind: .setCapture(name, place, filter: filter, body), place: keyword)
    }

    private mutating func with(_ keyword: Place) throws(SyntaxError) -> Statement {
        var values: [(Name, Place, Expression)] = []
        while kind != .blockEnd {
            if !values.isEmpty { try expect(.comma, "`,`") }
            let (name, place) = try expectName("a name")
            try expect(.assign, "`=`")
            values.append((name, place, try expression()))
        }
        try endTag()
        let (body, end) = nested("with", keyword, until: ["endwith"])
        if end == "endwith" { try endTag() }
        return Statement(kind: .with(values, body), place: keyword)
    }

    private mutating func block(_ keyword: Place) throws(SyntaxError) -> Statement {
        let (name, place) = try expectName("a block's name")
        var isScoped = false
        var isRequired = false
        while kind == .name {
            if takeKeyword(.scoped) {
                isScoped = true
            } else if takeKeyword(.required) {
                isRequired = true
            } else {
                throw unexpected("expected `scoped`, `required` or `%}`")
            }
        }
        try endTag()
        let index = blocks.count
        if blocks.contains(where: { $0.name == name }) {
            throw SyntaxError("the block `\(names.text(name))` stands twice in this template", at: place)
        }
        blocks.append(Block(name: name, place: place, isScoped: isScoped, isRequired: isRequired, body: []))
        let (body, end) = nested("block", keyword, until: ["endblock"])
        if end == "endblock" {
            if kind == .name {
                guard current.name == name else {
                    throw unexpected("expected `\(names.text(name))`, the block that is open")
                }
                advance()
            }
            try endTag()
        }
        let block = Block(name: name, place: place, isScoped: isScoped, isRequired: isRequired, body: body)
        blocks[index] = block
        return Statement(kind: .block(block), place: keyword)
    }
}
