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

    /// What a fault at step `position` means to the author.
    func diagnostic(_ fault: Fault, at position: Int, host: HostError?) -> Diagnostic {
        var diagnostic = explanation(of: fault, at: position, host: host)
        switch fault.reason {
        case .steps, .depth, .outputBytes, .memory: diagnostic.kind = .limit
        default: diagnostic.kind = .runtime
        }
        return diagnostic
    }

    private func explanation(of fault: Fault, at position: Int, host: HostError?) -> Diagnostic {
        let kind = fault.kind.words
        switch fault.reason {
        case .undefined:
            let origin = fault.detail >= 0 ? Int(fault.detail) : position
            let text = excerpt(origin)
            return diagnostic(
                text.isEmpty ? "a value that is undefined" : "`\(text)` is undefined", at: origin,
                hint: "use `default(…)` or ask with `is defined`")
        case .notPrintable:
            return diagnostic("\(kind) cannot be printed", at: position, hint: "use `join` or `tojson`")
        case .type: return diagnostic("\(kind) does not fit here", at: position)
        case .compareTypes: return diagnostic("\(kind) cannot be ordered with the other value", at: position)
        case .overflow: return diagnostic("the result does not fit into 64 bits", at: position)
        case .divisionByZero: return diagnostic("division by zero", at: position)
        case .notIterable: return diagnostic("\(kind) is no list to go through", at: position)
        case .unpackCount: return diagnostic("the item does not have \(fault.detail) parts", at: position)
        case .noItem: return diagnostic("there is no such item", at: position)
        case .steps:
            return diagnostic("the page takes too many steps", at: position, hint: "is a loop too large?")
        case .depth:
            return diagnostic("nested too deep", at: position, hint: "does a macro call itself without end?")
        case .outputBytes: return diagnostic("the page grows too large", at: position)
        case .memory: return diagnostic("the page needs too much memory", at: position)
        case .host: return diagnostic(host?.message ?? "a function failed", at: position, hint: host?.hint)
        case .message:
            return diagnostic(
                messages.indices.contains(Int(fault.detail)) ? messages[Int(fault.detail)] : "", at: position)
        case .argument: return diagnostic("an argument that this filter cannot use", at: position)
        case .currency: return diagnostic("the amounts have different currencies, or none", at: position)
        case .emptySlug:
            return diagnostic(
                "nothing is left for a `slug`", at: position,
                hint: "use a field of letters or digits, such as `code`")
        case .conversion: return diagnostic("\(kind) cannot be converted", at: position)
        }
    }

    private func excerpt(_ position: Int) -> String {
        guard positions.indices.contains(position) else { return "" }
        let place = positions[position]
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
