// What stands behind a value: fields, items, calls, filters and tests.
extension Parser {
    mutating func postfix(_ first: Expression, _ start: Int32) throws(SyntaxError) -> Expression {
        var result = first
        while true {
            switch kind {
            case .dot:
                advance()
                let token = current
                if take(.integer) {
                    guard let index = Int64(text(token)) else {
                        throw SyntaxError("no such item", at: place(token))
                    }
                    result = Expression(
                        .item(result, Expression(.int(index), place(token))), place(from: start))
                } else {
                    let (name, place) = try expectName("a field's name")
                    result = Expression(.field(result, name, place), self.place(from: start))
                }
            case .openBracket: result = try item(result, start)
            case .openParenthesis:
                result = Expression(.call(result, try arguments()), place(from: start))
            default: return result
            }
        }
    }

    private mutating func item(_ base: Expression, _ start: Int32) throws(SyntaxError) -> Expression {
        advance()
        var parts: [Expression?] = [nil]
        while kind != .closeBracket {
            if take(.colon) {
                parts.append(nil)
            } else {
                guard parts[parts.count - 1] == nil else { throw unexpected("expected `]`") }
                parts[parts.count - 1] = try expression()
            }
        }
        let end = current
        advance()
        if parts.count == 1, let index = parts[0] {
            return Expression(.item(base, index), place(from: start))
        }
        guard (2...3).contains(parts.count) else {
            throw SyntaxError("expected an index or a range", at: place(end))
        }
        return Expression(
            .slice(base, from: parts[0], to: parts[1], step: parts.count == 3 ? parts[2] : nil),
            place(from: start))
    }

    mutating func filters(_ first: Expression, _ start: Int32) throws(SyntaxError) -> Expression {
        var result = first
        while true {
            if kind == .pipe {
                result = try filter(result, start)
            } else if isKeyword(.is) {
                result = try test(result, start)
            } else if kind == .openParenthesis {
                result = Expression(.call(result, try arguments()), place(from: start))
            } else {
                return result
            }
        }
    }

    /// `| name(…)`, the pipe at hand.
    mutating func filter(_ operand: Expression?, _ start: Int32) throws(SyntaxError) -> Expression {
        if operand != nil { advance() }
        let (name, place) = try expectName("a filter's name")
        let arguments = kind == .openParenthesis ? try self.arguments() : Arguments()
        return Expression(.filter(operand, name, place, arguments), self.place(from: start))
    }

    private mutating func test(_ operand: Expression, _ start: Int32) throws(SyntaxError) -> Expression {
        advance()
        let isNegated = takeKeyword(.not)
        let (name, place) = try expectName("a test's name")
        var arguments = Arguments()
        switch kind {
        case .openParenthesis: arguments = try self.arguments()
        case .name where ["else", "or", "and", "if", "is", "not", "in"].contains(text(current)):
            if isKeyword(.is) {
                throw unexpected("tests cannot be chained", hint: "put `and` between them")
            }
        case .name, .string, .integer, .double, .openBracket, .openBrace:
            let argumentStart = current.start
            let argument = try primary()
            arguments.positional = [try postfix(argument, argumentStart)]
        default: break
        }
        let result = Expression(.test(operand, name, place, arguments), self.place(from: start))
        return isNegated ? Expression(.not(result), result.place) : result
    }

    mutating func arguments() throws(SyntaxError) -> Arguments {
        advance()
        var arguments = Arguments()
        while kind != .closeParenthesis {
            if kind == .name, tokens[position + 1].kind == .assign {
                let token = current
                advance()
                advance()
                arguments.named.append((token.name, place(token), try expression()))
            } else {
                guard arguments.named.isEmpty else {
                    throw unexpected("a positional argument after a named one")
                }
                arguments.positional.append(try expression())
            }
            if !take(.comma) { break }
        }
        try expect(.closeParenthesis, "`)`")
        return arguments
    }
}
