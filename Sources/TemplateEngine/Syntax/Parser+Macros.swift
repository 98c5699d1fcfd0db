// Statements that refer to other templates, and macros.
extension Parser {
    mutating func include(_ keyword: Place) throws(SyntaxError) -> Statement {
        let (name, place) = try expectString("a template's name")
        var ignoreMissing = false
        if takeKeyword(.ignore) {
            guard takeKeyword(.missing) else { throw unexpected("expected `missing`") }
            ignoreMissing = true
        }
        var withContext = true
        if isKeyword(.with) || isKeyword(.without) {
            withContext = isKeyword(.with)
            advance()
            guard takeKeyword(.context) else { throw unexpected("expected `context`") }
        }
        try endTag()
        return Statement(
            kind: .include(name, place, ignoreMissing: ignoreMissing, withContext: withContext),
            place: keyword)
    }

    mutating func importAll(_ keyword: Place) throws(SyntaxError) -> Statement {
        let (template, place) = try expectString("a template's name")
        guard takeKeyword(.as) else { throw unexpected("expected `as`") }
        let (name, _) = try expectName("a name")
        try withoutContext()
        try endTag()
        return Statement(kind: .importAll(template, place, name), place: keyword)
    }

    mutating func importNames(_ keyword: Place) throws(SyntaxError) -> Statement {
        let (template, place) = try expectString("a template's name")
        guard takeKeyword(.import) else { throw unexpected("expected `import`") }
        var imported: [(name: Name, alias: Name, place: Place)] = []
        while kind == .name, !isKeyword(.with), !isKeyword(.without) {
            let (name, namePlace) = try expectName("a macro's name")
            let alias = takeKeyword(.as) ? try expectName("a name").0 : name
            imported.append((name, alias, namePlace))
            if !take(.comma) { break }
        }
        guard !imported.isEmpty else { throw unexpected("expected a macro's name") }
        try withoutContext()
        try endTag()
        return Statement(kind: .importNames(template, place, imported), place: keyword)
    }

    private mutating func withoutContext() throws(SyntaxError) {
        if isKeyword(.with) {
            throw unexpected(
                "an import does not see the context", hint: "pass what the macro needs as arguments")
        }
        if takeKeyword(.without), !takeKeyword(.context) { throw unexpected("expected `context`") }
    }

    private mutating func parameters() throws(SyntaxError) -> [Parameter] {
        try expect(.openParenthesis, "`(`")
        var parameters: [Parameter] = []
        while kind != .closeParenthesis {
            let (name, place) = try expectName("a parameter's name")
            guard !parameters.contains(where: { $0.name == name }) else {
                throw SyntaxError("this parameter stands twice", at: place)
            }
            let standard: Expression? = take(.assign) ? try expression() : nil
            if standard == nil, parameters.last?.standard != nil {
                throw SyntaxError("a parameter without a default after one that has it", at: place)
            }
            parameters.append(Parameter(name: name, place: place, standard: standard))
            if !take(.comma) { break }
        }
        try expect(.closeParenthesis, "`)`")
        return parameters
    }

    mutating func macro(_ keyword: Place) throws(SyntaxError) -> Statement {
        let (name, place) = try expectName("a macro's name")
        let parameters = try self.parameters()
        try endTag()
        let (body, end) = nested("macro", keyword, until: ["endmacro"])
        if end == "endmacro" {
            if kind == .name { advance() }
            try endTag()
        }
        return Statement(
            kind: .macro(Macro(name: name, place: place, parameters: parameters, body: body)), place: keyword)
    }

    mutating func call(_ keyword: Place) throws(SyntaxError) -> Statement {
        let parameters = kind == .openParenthesis ? try self.parameters() : []
        let expression = try self.expression()
        guard case .call = expression.kind else {
            throw SyntaxError("expected the call of a macro", at: expression.place)
        }
        try endTag()
        let (body, end) = nested("call", keyword, until: ["endcall"])
        if end == "endcall" { try endTag() }
        return Statement(kind: .call(parameters: parameters, expression, body), place: keyword)
    }

    mutating func filterBlock(_ keyword: Place) throws(SyntaxError) -> Statement {
        let start = current.start
        var filter = try self.filter(nil, start)
        while kind == .pipe { filter = try self.filter(filter, start) }
        try endTag()
        let (body, end) = nested("filter", keyword, until: ["endfilter"])
        if end == "endfilter" { try endTag() }
        return Statement(kind: .filter(filter, body), place: keyword)
    }
}
