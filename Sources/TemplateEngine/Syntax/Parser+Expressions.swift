// Precedence is Jinja2's: or, and, not, comparison, + -, ~, * / // %, **, unary.
extension Parser {
    /// One expression, or several with commas between them as a list.
    mutating func expressionList() throws(SyntaxError) -> Expression {
        let start = current.start
        let first = try expression()
        guard kind == .comma else { return first }
        var items = [first]
        while take(.comma) {
            if kind == .outputEnd || kind == .blockEnd || kind == .closeParenthesis { break }
            items.append(try expression())
        }
        return Expression(.list(items), place(from: start))
    }

    mutating func expression(conditional: Bool = true) throws(SyntaxError) -> Expression {
        try enter()
        defer { leave() }
        let start = current.start
        var result = try or()
        while conditional, takeKeyword(.if) {
            let condition = try or()
            let otherwise: Expression? = takeKeyword(.else) ? try expression() : nil
            result = Expression(
                .conditional(result, condition: condition, otherwise: otherwise), place(from: start))
        }
        return result
    }

    private mutating func or() throws(SyntaxError) -> Expression {
        let start = current.start
        var left = try and()
        while takeKeyword(.or) { left = Expression(.or(left, try and()), place(from: start)) }
        return left
    }

    private mutating func and() throws(SyntaxError) -> Expression {
        let start = current.start
        var left = try not()
        while takeKeyword(.and) { left = Expression(.and(left, try not()), place(from: start)) }
        return left
    }

    private mutating func not() throws(SyntaxError) -> Expression {
        let start = current.start
        guard takeKeyword(.not) else { return try comparison() }
        try enter()
        defer { leave() }
        return Expression(.not(try not()), place(from: start))
    }

    private mutating func comparison() throws(SyntaxError) -> Expression {
        let start = current.start
        let first = try sum()
        var rest: [(Comparison, Expression)] = []
        while let comparison = takeComparison() { rest.append((comparison, try sum())) }
        return rest.isEmpty ? first : Expression(.compare(first, rest), place(from: start))
    }

    private mutating func takeComparison() -> Comparison? {
        let comparison: Comparison
        switch kind {
        case .equal: comparison = .equal
        case .notEqual: comparison = .notEqual
        case .less: comparison = .less
        case .lessOrEqual: comparison = .lessOrEqual
        case .greater: comparison = .greater
        case .greaterOrEqual: comparison = .greaterOrEqual
        case .name where isKeyword(.in): comparison = .isIn
        case .name where isKeyword(.not):
            guard position + 1 < tokens.count, tokens[position + 1].kind == .name,
                tokens[position + 1].name.index == Keyword.in.rawValue
            else { return nil }
            advance()
            comparison = .notIn
        default: return nil
        }
        advance()
        return comparison
    }

    private mutating func sum() throws(SyntaxError) -> Expression {
        let start = current.start
        var left = try concatenation()
        while kind == .plus || kind == .minus {
            let operation: BinaryOperator = kind == .plus ? .add : .subtract
            advance()
            left = Expression(.binary(operation, left, try concatenation()), place(from: start))
        }
        return left
    }

    private mutating func concatenation() throws(SyntaxError) -> Expression {
        let start = current.start
        let first = try product()
        guard kind == .tilde else { return first }
        var parts = [first]
        while take(.tilde) { parts.append(try product()) }
        return Expression(.concatenate(parts), place(from: start))
    }

    private mutating func product() throws(SyntaxError) -> Expression {
        let start = current.start
        var left = try power()
        while true {
            let operation: BinaryOperator
            switch kind {
            case .times: operation = .multiply
            case .divide: operation = .divide
            case .floorDivide: operation = .floorDivide
            case .modulo: operation = .modulo
            default: return left
            }
            advance()
            left = Expression(.binary(operation, left, try power()), place(from: start))
        }
    }

    private mutating func power() throws(SyntaxError) -> Expression {
        let start = current.start
        var left = try unary(withFilters: true)
        while take(.power) {
            left = Expression(.binary(.power, left, try unary(withFilters: true)), place(from: start))
        }
        return left
    }

    private mutating func unary(withFilters: Bool) throws(SyntaxError) -> Expression {
        let start = current.start
        var result: Expression
        if kind == .minus || kind == .plus {
            let isMinus = kind == .minus
            advance()
            try enter()
            defer { leave() }
            let operand = try unary(withFilters: false)
            result = Expression(isMinus ? .negate(operand) : .plus(operand), place(from: start))
        } else {
            result = try primary()
        }
        result = try postfix(result, start)
        return withFilters ? try filters(result, start) : result
    }

    mutating func primary() throws(SyntaxError) -> Expression {
        let token = current
        switch token.kind {
        case .name:
            advance()
            switch text(token) {
            case "true", "True": return Expression(.bool(true), place(token))
            case "false", "False": return Expression(.bool(false), place(token))
            case "none", "None": return Expression(.null, place(token))
            default: return Expression(.name(token.name), place(token))
            }
        case .string: return Expression(.string(try string()), place(from: token.start))
        case .integer, .double: return try number()
        case .openParenthesis:
            advance()
            if take(.closeParenthesis) { return Expression(.list([]), place(from: token.start)) }
            let inner = try expressionList()
            try expect(.closeParenthesis, "`)`")
            return Expression(inner.kind, place(from: token.start))
        case .openBracket:
            advance()
            var items: [Expression] = []
            while kind != .closeBracket {
                items.append(try expression())
                if !take(.comma) { break }
            }
            try expect(.closeBracket, "`]`")
            return Expression(.list(items), place(from: token.start))
        case .openBrace: return try record()
        default: throw unexpected("expected a value")
        }
    }

    private mutating func number() throws(SyntaxError) -> Expression {
        let token = current
        advance()
        let digits = text(token).replacing("_")
        if token.kind == .double {
            guard let value = Double(digits) else { throw SyntaxError("this is no number", at: place(token)) }
            return Expression(.double(value), place(token))
        }
        let radix = ["0x": 16, "0o": 8, "0b": 2][digits.prefix(2).lowercased()]
        guard let value = radix.map({ Int64(digits.dropFirst(2), radix: $0) }) ?? Int64(digits) else {
            throw SyntaxError("this is no whole number of at most 64 bits", at: place(token))
        }
        return Expression(.int(value), place(token))
    }

    private mutating func record() throws(SyntaxError) -> Expression {
        let start = current.start
        advance()
        var fields: [(name: Name, value: Expression)] = []
        while kind != .closeBrace {
            let key = current
            guard key.kind == .string else {
                throw unexpected("expected a field's name in quotes", hint: "as in `{\"title\": page.title}`")
            }
            let name = names.name(String(decoding: try string(), as: UTF8.self))
            guard !fields.contains(where: { $0.name == name }) else {
                throw SyntaxError("this field stands twice", at: place(key))
            }
            try expect(.colon, "`:`")
            fields.append((name, try expression()))
            if !take(.comma) { break }
        }
        try expect(.closeBrace, "`}`")
        return Expression(.record(fields), place(from: start))
    }
}

extension String {
    /// Without any `mark`.
    fileprivate func replacing(_ mark: Character) -> String { filter { $0 != mark } }
}
