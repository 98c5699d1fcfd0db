internal import Diagnostics

extension Template {
    /// A diagnostic at the place that step `position` came from.
    func diagnostic(
        _ message: String, severity: Diagnostic.Severity = .error, kind: Diagnostic.Kind? = nil,
        at position: Int,
        hint: String? = nil
    ) -> Diagnostic {
        let place = positions.indices.contains(position) ? positions[position] : .none
        return sources.diagnostic(message, severity: severity, kind: kind, at: place, hint: hint)
    }

    /// What a fault in a running template means to the author, and which row it happened at.
    func diagnostic(_ fault: Fault, in interpreter: Interpreter, host: HostError?) -> Diagnostic {
        var diagnostic = explanation(
            of: fault, at: interpreter.position, host: host, limits: interpreter.limits)
        (diagnostic.trail, diagnostic.row) = surroundings(of: interpreter)
        switch fault.reason {
        case .steps, .depth, .outputBytes, .memory, .rangeLength, .nesting: diagnostic.kind = .limit
        default: diagnostic.kind = .runtime
        }
        return diagnostic
    }

    private func explanation(
        of fault: Fault, at position: Int, host: HostError?, limits: Limits
    ) -> Diagnostic {
        let kind = fault.kind.words
        var (place, message, hint) = (position, "", String?.none)
        switch fault.reason {
        case .undefined:
            place = fault.detail >= 0 ? Int(fault.detail) : position
            let text = excerpt(positions.indices.contains(place) ? positions[place] : .none)
            message = text.isEmpty ? "a value that is undefined" : "`\(text)` is undefined"
            hint =
                switch text {
                case "caller": "call this macro with `{% call … %}`, or ask with `caller is defined`"
                case "loop": "an include does not see the `loop` around it: hand on what it needs with `set`"
                default: "use `default(…)` or ask with `is defined`"
                }
        case .notPrintable: (message, hint) = ("\(kind) cannot be printed", "use `join` or `tojson`")
        case .type: (message, hint) = misfit(kind, at: position)
        case .compareTypes: message = "\(kind) cannot be ordered with the other value"
        case .overflow: message = "the result does not fit into 64 bits"
        case .divisionByZero: message = "division by zero"
        case .notIterable: message = "\(kind) is no list to go through"
        case .unpackCount: message = "the item does not have \(fault.detail) parts"
        case .noItem:
            (message, hint) = ("there is no such item", "ask for `length` first, or use `default(…)`")
        case .steps:
            message = "the page takes more than \(limits.steps) steps"
            hint =
                "a step is a round of a loop, a call or a filter: go through fewer rows, or spread them over pages"
        case .depth:
            message = "macros call each other more than \(limits.depth) deep"
            hint = "does a macro call itself without end?"
        case .nesting: message = "lists and records lie too deep in each other"
        case .outputBytes:
            message = "the page is larger than \(Self.size(limits.outputBytes))"
            hint = "show fewer rows, or spread them over pages"
        case .memory:
            message = "the values of this page need more than \(Self.size(limits.memoryBytes))"
            hint = "build no long texts or lists in loops; print them directly"
        case .host: (message, hint) = (host?.message ?? "a function failed", host?.hint)
        case .rangeLength:
            (message, hint) = ("`range` makes at most 100000 numbers", "go through fewer, or through a list")
        case .argument: message = "\(filterName(position) ?? "this") cannot use this argument"
        case .currency: message = "the amounts have different currencies"
        case .noCurrency:
            message = "a number is no money without its currency"
            hint = "write `money(\"EUR\")`; the number counts minor units"
        case .emptySlug:
            message = "nothing is left for a `slug`"
            hint = "use a field of letters or digits, such as `code`"
        case .conversion: message = "\(kind) cannot be converted"
        }
        return diagnostic(message, at: place, hint: hint)
    }

    /// A value that the step at `position` cannot work with.
    private func misfit(_ kind: String, at position: Int) -> (String, String?) {
        if let name = filterName(position) { return ("\(name) cannot use \(kind)", nil) }
        switch code.indices.contains(position) ? code[position].operation : .end {
        case .lookup, .field, .emitField, .textEmitField, .jumpIfField, .jumpUnlessField, .follow:
            return ("\(kind) has no fields", nil)
        case .item: return ("\(kind) has no such item", nil)
        case .slice: return ("\(kind) cannot be cut", nil)
        case .arithmetic, .negate, .plus:
            return ("\(kind) does not go with this operator", "join texts with `~`")
        default: return ("\(kind) does not fit here", nil)
        }
    }

    private func filterName(_ position: Int) -> String? {
        guard code.indices.contains(position), code[position].operation == .filter else { return nil }
        return Filter(rawValue: UInt8(code[position].extra)).map { "`\($0.name)`" }
    }

    private static func size(_ bytes: Int) -> String {
        bytes >= 1 << 20 ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
    }

    /// The source at a place.
    func excerpt(_ place: Place) -> String {
        guard sources.sources.indices.contains(Int(place.source)), place.end > place.start else { return "" }
        let text = sources.sources[Int(place.source)].text
        return String(decoding: text[Int(place.start)..<min(Int(place.end), text.count)], as: UTF8.self)
    }
}

extension Value.Kind {
    /// As messages name a value of this kind.
    var words: String {
        switch self {
        case .undefined: "an undefined value"
        case .null: "null"
        case .bool: "a boolean"
        case .int, .double: "a number"
        case .string: "a text"
        case .markup: "markup"
        case .date: "a date"
        case .instant: "an instant"
        case .money: "an amount of money"
        case .list: "a list"
        case .record: "a record"
        }
    }
}
