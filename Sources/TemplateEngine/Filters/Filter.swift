/// The filters that run as one step; the others are made of several (see `Compiler+ListFilters`).
enum Filter: UInt8, CaseIterable {
    case upper, lower, capitalize, title, trim, replace, truncate, striptags, nl2br, wordcount, slug,
        urlencode, string
    case escape
    case length, join, first, last, list, sort, reverse, unique, sum, min, max, groupby, batch, slice, items,
        dictsort
    case mapPath
    case round, abs, int, float
    case number, date, ago, money, duration, pluralize, filesize, percent
    case tojson
    /// The function.
    case range

    /// As a template writes it.
    var name: String { self == .mapPath ? "map" : "\(self)" }
}

/// What a filter or test accepts and returns, for the checker.
struct Signature {
    /// Kinds of values.
    struct Kinds: OptionSet {
        let rawValue: UInt16

        static let text = Kinds(rawValue: 1)
        static let number = Kinds(rawValue: 2)
        static let list = Kinds(rawValue: 4)
        static let record = Kinds(rawValue: 8)
        static let day = Kinds(rawValue: 16)
        static let moment = Kinds(rawValue: 32)
        static let money = Kinds(rawValue: 64)
        static let bool = Kinds(rawValue: 128)
        /// A path of fields, as text that is fixed: `attribute="client.name"`.
        static let path = Kinds(rawValue: 256)
        static let scalar: Kinds = [.text, .number, .day, .moment, .money, .bool]
        static let any: Kinds = [.scalar, .list, .record]
    }

    /// One argument after the piped value.
    struct Parameter {
        let name: String
        let kinds: Kinds
        let standard: Standard?
        /// The texts that it may be; any where there are none.
        var choices: [String] = []
    }

    /// What an argument is when it is left out.
    enum Standard {
        case null
        case bool(Bool)
        case int(Int64)
        case text(String)
    }

    /// What comes out.
    enum Result {
        /// What went in.
        case input
        case text, markup, int, double, number, any
        /// One of the items that went in.
        case item
        case groups, lists, pairs
    }

    let input: Kinds
    var parameters: [Parameter] = []
    let result: Result
}

extension Filter {
    /// Found by `rawValue`.
    static let signatures: [Signature] = allCases.map(\.signature)

    private var signature: Signature {
        typealias P = Signature.Parameter
        let attribute = P(name: "attribute", kinds: .path, standard: .null)
        let caseSensitive = P(name: "case_sensitive", kinds: .bool, standard: .bool(false))
        let reverse = P(name: "reverse", kinds: .bool, standard: .bool(false))
        switch self {
        case .upper, .lower, .capitalize: return Signature(input: .scalar, result: .input)
        case .title: return Signature(input: .scalar, result: .text)
        case .trim:
            return Signature(
                input: .scalar, parameters: [P(name: "chars", kinds: .text, standard: .null)], result: .input)
        case .replace:
            return Signature(
                input: .scalar,
                parameters: [
                    P(name: "old", kinds: .scalar, standard: nil),
                    P(name: "new", kinds: .scalar, standard: nil),
                    P(name: "count", kinds: .number, standard: .null),
                ], result: .text)
        case .truncate:
            return Signature(
                input: .scalar,
                parameters: [
                    P(name: "length", kinds: .number, standard: .int(255)),
                    P(name: "killwords", kinds: .bool, standard: .bool(false)),
                    P(name: "end", kinds: .text, standard: .text("...")),
                    P(name: "leeway", kinds: .number, standard: .int(5)),
                ], result: .text)
        case .striptags, .slug, .urlencode, .string:
            return Signature(input: .scalar, result: .text)
        case .nl2br, .escape: return Signature(input: .scalar, result: .markup)
        case .wordcount: return Signature(input: .scalar, result: .int)
        case .length: return Signature(input: [.text, .list, .record], result: .int)
        case .join:
            return Signature(
                input: [.list, .text],
                parameters: [P(name: "d", kinds: .scalar, standard: .text("")), attribute],
                result: .any)
        case .first, .last: return Signature(input: [.list, .text], result: .item)
        case .list: return Signature(input: [.list, .text, .record], result: .input)
        case .reverse: return Signature(input: [.list, .text], result: .input)
        case .sort:
            return Signature(
                input: [.list, .text], parameters: [reverse, caseSensitive, attribute], result: .input)
        case .unique:
            return Signature(input: [.list, .text], parameters: [caseSensitive, attribute], result: .input)
        case .sum:
            return Signature(
                input: .list, parameters: [attribute, P(name: "start", kinds: .any, standard: .int(0))],
                result: .any)
        case .min, .max:
            return Signature(input: [.list, .text], parameters: [caseSensitive, attribute], result: .item)
        case .groupby:
            return Signature(
                input: .list,
                parameters: [
                    P(name: "attribute", kinds: .path, standard: nil),
                    P(name: "default", kinds: .any, standard: .null),
                    caseSensitive,
                ], result: .groups)
        case .batch, .slice:
            return Signature(
                input: [.list, .text],
                parameters: [
                    P(name: self == .batch ? "linecount" : "slices", kinds: .number, standard: nil),
                    P(name: "fill_with", kinds: .any, standard: .null),
                ], result: .lists)
        case .items: return Signature(input: .record, result: .pairs)
        case .dictsort:
            return Signature(
                input: .record,
                parameters: [
                    caseSensitive,
                    P(name: "by", kinds: .text, standard: .text("key"), choices: ["key", "value"]),
                    reverse,
                ],
                result: .pairs)
        case .mapPath:
            return Signature(
                input: .list,
                parameters: [
                    P(name: "attribute", kinds: .path, standard: nil),
                    P(name: "default", kinds: .any, standard: .null),
                ], result: .any)
        case .round:
            return Signature(
                input: .number,
                parameters: [
                    P(name: "precision", kinds: .number, standard: .int(0)),
                    P(
                        name: "method", kinds: .text, standard: .text("common"),
                        choices: ["common", "ceil", "floor"]),
                ], result: .number)
        case .abs: return Signature(input: [.number, .money], result: .input)
        case .int:
            return Signature(
                input: [.number, .text, .bool],
                parameters: [
                    P(name: "default", kinds: .number, standard: .int(0)),
                    P(name: "base", kinds: .number, standard: .int(10)),
                ], result: .int)
        case .float:
            return Signature(
                input: [.number, .text, .bool],
                parameters: [P(name: "default", kinds: .number, standard: .int(0))],
                result: .double)
        case .number, .percent:
            return Signature(
                input: .number, parameters: [P(name: "decimals", kinds: .number, standard: .null)],
                result: .text)
        case .date:
            return Signature(
                input: [.day, .moment],
                parameters: [P(name: "format", kinds: .text, standard: .text("medium"))],
                result: .text)
        case .ago:
            return Signature(
                input: [.day, .moment], parameters: [P(name: "day", kinds: [.day, .moment], standard: nil)],
                result: .text)
        case .money:
            return Signature(
                input: [.money, .number], parameters: [P(name: "currency", kinds: .text, standard: .null)],
                result: .text)
        case .duration: return Signature(input: .number, result: .text)
        case .filesize: return Signature(input: .number, result: .text)
        case .pluralize:
            return Signature(
                input: .number,
                parameters: [
                    P(name: "singular", kinds: .text, standard: .text("")),
                    P(name: "plural", kinds: .text, standard: .text("s")),
                ], result: .any)
        case .range:
            return Signature(
                input: .number,
                parameters: [
                    P(name: "stop", kinds: .number, standard: .null),
                    P(name: "step", kinds: .number, standard: .int(1)),
                ], result: .any)
        case .tojson: return Signature(input: .any, result: .markup)
        }
    }
}
