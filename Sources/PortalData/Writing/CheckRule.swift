/// Says in words what a CHECK asks of a column, where it has one of the usual forms.
public enum CheckRule {
    /// As "`side` must be one of client, agency"; nil where the rule is of another form, to be shown as it is.
    public static func words(_ sql: String) -> String? {
        var parts: [(column: String, demand: String)] = []
        for clause in clauses(sql) {
            guard let part = demand(clause) else { return nil }
            parts.append(part)
        }
        guard let column = parts.first?.column, parts.allSatisfy({ $0.column == column }) else { return nil }
        let demands = parts.map(\.demand)
        let list = demands.dropLast().joined(separator: ", ")
        return "`\(column)` " + (list.isEmpty ? "" : list + " and ") + (demands.last ?? "")
    }

    private static func demand(_ clause: String) -> (column: String, demand: String)? {
        typealias Form = (Substring, String)
        let form: Form? =
            if let match = clause.wholeMatch(of: /(\w+) in \(0, 1\)/) {
                (match.1, "must be yes or no")
            } else if let match = clause.wholeMatch(of: /(\w+) (not )?in \(('[^()]*'|[-0-9., ]+)\)/) {
                (match.1, "must \(match.2 == nil ? "be one" : "be none") of \(items(match.3))")
            } else if let match = clause.wholeMatch(of: /(\w+) between (-?[0-9.]+) and (-?[0-9.]+)/) {
                (match.1, "must be from \(match.2) to \(match.3)")
            } else if let match = clause.wholeMatch(of: /(\w+) <> ''/) {
                (match.1, "must not be empty")
            } else if let match = clause.wholeMatch(of: /trim\((\w+)\) <> ''/) {
                (match.1, "must not be empty")
            } else if let match = clause.wholeMatch(of: /length\((\w+)\) (<=|>=|=) ([0-9]+)/) {
                (match.1, "must have \(amounts[match.2] ?? "")\(match.3) characters")
            } else if let match = clause.wholeMatch(of: /date\((\w+), '\+0 days'\) is (\w+)/) {
                match.1 == match.2 ? (match.1, "must be a date such as 2026-11-30") : nil
            } else if let match = clause.wholeMatch(
                of: /strftime\('%Y-%m-%dT%H:%M:%SZ', (\w+), '\+0 days'\) is (\w+)/)
            {
                match.1 == match.2 ? (match.1, "must be an instant such as 2026-11-30T09:30:00Z") : nil
            } else if let match = clause.wholeMatch(of: /json_valid\((\w+)\)/) {
                (match.1, "must be JSON")
            } else if let match = clause.wholeMatch(of: /(\w+) (<|<=|>|>=|<>) (-?[0-9.]+|[a-z]\w*)/) {
                comparisons[match.2].map { (match.1, "must be \($0)\(operand(match.3))") }
            } else if let match = clause.wholeMatch(of: /(\w+) (not )?glob '([^']*)'/) {
                pattern(match.3, isRefused: match.2 != nil).map { (match.1, $0) }
            } else if let match = clause.wholeMatch(of: /(\w+) like '%_@_%'/) {
                (match.1, "must be an e-mail address")
            } else {
                nil
            }
        return form.map { (String($0.0), $0.1) }
    }

    private static let amounts: [Substring: String] = ["<=": "at most ", ">=": "at least ", "=": ""]

    private static let comparisons: [Substring: String] = [
        "<": "less than ", "<=": "at most ", ">": "more than ", ">=": "at least ", "<>": "other than ",
    ]

    private static func operand(_ text: Substring) -> String {
        text.first?.isLetter == true ? "`\(text)`" : String(text)
    }

    /// What a simple pattern asks: how a text begins or ends, what is in it, which characters it has.
    private static func pattern(_ glob: Substring, isRefused: Bool) -> String? {
        if isRefused, let match = glob.wholeMatch(of: /\*\[\^([^\]]+)\]\*/) {
            return "may have only characters of `\(match.1)`"
        }
        let verb = isRefused ? "must not" : "must"
        if let match = glob.wholeMatch(of: /([^*?\[]+)\??\*/) { return "\(verb) begin with `\(match.1)`" }
        if let match = glob.wholeMatch(of: /\*\??([^*?\[]+)/) { return "\(verb) end with `\(match.1)`" }
        if let match = glob.wholeMatch(of: /\*([^*?\[]+)\*/) { return "\(verb) contain `\(match.1)`" }
        return nil
    }

    private static func items(_ list: Substring) -> String {
        list.split(separator: ",").map { item in
            let text = item.drop { $0 == " " }
            return text.hasPrefix("'") ? String(text.dropFirst().dropLast()) : String(text)
        }.joined(separator: ", ")
    }

    /// The parts of a rule that all must hold; `(… ) is not 0`, which lets null pass, is what stands in it.
    private static func clauses(_ sql: String) -> [String] {
        var clauses: [String] = []
        var clause = ""
        var depth = 0
        var isQuoted = false
        for word in sql.split(whereSeparator: \.isWhitespace) {
            let isBetween = clause.contains(" between ") && !clause.contains(" and ")
            if word == "and", depth == 0, !isQuoted, !isBetween {
                clauses.append(clause)
                clause = ""
                continue
            }
            clause += (clause.isEmpty ? "" : " ") + word
            for character in word {
                if character == "'" { isQuoted.toggle() }
                if !isQuoted { depth += character == "(" ? 1 : character == ")" ? -1 : 0 }
            }
        }
        return (clauses + [clause]).map { clause in
            clause.wholeMatch(of: /\(([^()]*)\) is not 0/).map { String($0.1) } ?? clause
        }
    }
}
