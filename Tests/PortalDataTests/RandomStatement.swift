import Slices
import TestSupport

/// Statements made at random after SQL's grammar: nested questions of a slice's tables, now and then of others.
struct RandomStatement {
    private var random: SeededGenerator
    private let tables: [(name: String, columns: [String])]
    /// Tables, subqueries and common table expressions at hand, outermost first.
    private var scopes: [[(alias: String, columns: [String])]] = []
    private var shared: [(name: String, columns: [String])] = []
    private var depth = 0
    private var next = 0

    init(seed: Int, schema: SliceSchema) {
        random = SeededGenerator(seed: seed)
        tables = schema.tables.map { ($0.name, $0.columns.map(\.name)) }
    }

    private static let strangers = [
        "sqlite_schema", "main.sqlite_master", "temp.sqlite_temp_master", "pragma_table_list", "users",
        "main.users",
        "grants", "main.audit_log", "dbstat", "other.projects", "json_tree('{}')", "pragma_database_list()",
    ]
    private static let functions = [
        "abs", "coalesce", "ifnull", "nullif", "length", "lower", "upper", "ltrim", "trim", "replace",
        "round",
        "substr", "typeof", "max", "min", "date", "julianday", "strftime", "json_extract",
        "json_array_length", "iif",
        "sign", "hex", "random", "quote", "printf", "load_extension", "zeroblob", "instr", "likely", "char",
    ]
    private static let aggregates = ["count", "sum", "total", "avg", "min", "max", "group_concat"]
    private static let windows = ["row_number()", "rank()", "ntile(3)", "lag(1)", "count(*)", "cume_dist()"]
    private static let literals = [
        "0", "1", "-1", "9223372036854775807", "-9223372036854775808", "1e308", "0.5", "null", "''", "'a'",
        "'2026-11-21'",
        "x'00ff'", "'[1, {\"a\": [2]}]'", "'$.a'", "'%'", "true", "?", "?1",
    ]
    private static let operators = [
        "+", "-", "*", "/", "%", "||", "=", "<>", "<", ">=", "is", "is not", "and", "or", "like", "glob",
        "<<", "&", "|",
        "->", "->>", "is distinct from",
    ]

    /// The next statement.
    mutating func make() -> String {
        scopes = []
        shared = []
        depth = 0
        next = 0
        let text = question(width: 1 + number(3), isOrdered: true)
        return chance(30) ? damaged(text) : text
    }

    // MARK: Grammar

    private mutating func question(width: Int, isOrdered: Bool) -> String {
        depth += 1
        let known = shared.count
        defer {
            depth -= 1
            shared.removeLast(shared.count - known)
        }
        var parts: [String] = []
        if depth < 4, chance(4) { parts.append("with \(expressions())") }
        parts.append(select(width: width))
        while chance(6), depth < 4 {
            parts.append(pick(["union", "union all", "intersect", "except"]))
            parts.append(select(width: width))
        }
        if isOrdered || chance(3) { parts.append("order by \(1 + number(width))") }
        if chance(3) { parts.append("limit \(number(20))") }
        return parts.joined(separator: " ")
    }

    private mutating func expressions() -> String {
        var result: [String] = []
        for _ in 0..<1 + number(2) {
            // As often as not under the name of a table.
            let name = chance(2) ? pick(tables).name : "t\(number(5))"
            let width = 1 + number(3)
            let columns = (0..<width).map { "k\($0)" }
            result.append(
                "\(name)(\(columns.joined(separator: ", "))) as (\(question(width: width, isOrdered: false)))"
            )
            shared.append((name, columns))
        }
        let bounded = "n0(k0) as (select 1 union all select k0 + 1 from n0 where k0 < \(1 + number(20)))"
        if chance(5) {
            shared.append(("n0", ["k0"]))
            return "recursive " + (result + [bounded]).joined(separator: ", ")
        }
        return result.joined(separator: ", ")
    }

    private mutating func select(width: Int) -> String {
        var sources: [String] = []
        scopes.append([])
        for index in 0..<1 + number(depth < 3 ? 3 : 2) {
            let join =
                index == 0
                ? ""
                : pick([
                    ", ", " natural join ", " join ", " left join ", " cross join ", " natural left join ",
                ])
            sources.append(join + source())
            if join == " join " || join == " left join ", chance(2) { sources.append(" on \(value())") }
        }
        let items = (0..<width).map { "\(value()) as c\($0)" }.joined(separator: ", ")
        var text = "select \(chance(8) ? "distinct " : "")\(items) from \(sources.joined())"
        if chance(2) { text += " where \(value())" }
        if chance(6) { text += " group by \(value()) having \(aggregate())" }
        scopes.removeLast()
        return text
    }

    private mutating func source() -> String {
        next += 1
        let alias = "a\(next)"
        if chance(60) { return pick(Self.strangers) }
        if chance(8) {
            add(alias, ["key", "value", "type", "path"])
            return "json_each(\(value())) as \(alias)"
        }
        if depth < 4, chance(5) {
            let width = 1 + number(3)
            let text = question(width: width, isOrdered: false)
            add(alias, (0..<width).map { "c\($0)" })
            return "(\(text)) as \(alias)"
        }
        let table = !shared.isEmpty && chance(2) ? pick(shared) : pick(tables)
        add(alias, table.columns)
        return "\(chance(6) ? "main." : "")\(table.name) as \(alias)"
    }

    private mutating func value() -> String {
        depth += 1
        defer { depth -= 1 }
        guard depth < 7 else { return chance(2) ? column() : pick(Self.literals) }
        switch number(16) {
        case 0...5: return column()
        case 6...7: return pick(Self.literals)
        case 8...10: return "(\(value()) \(pick(Self.operators)) \(value()))"
        case 11:
            let arguments = (0..<1 + number(3)).map { _ in value() }
            return "\(pick(Self.functions))(\(arguments.joined(separator: ", ")))"
        case 12: return "case when \(value()) then \(value()) else \(value()) end"
        case 13:
            return pick([
                "cast(\(value()) as text)", "\(value()) collate nocase", "not \(value())",
                "(\(value()) between \(value()) and \(value()))",
            ])
        case 14 where depth < 5:
            let question = question(width: 1, isOrdered: false)
            return pick(["(\(question))", "exists (\(question))", "\(column()) in (\(question))"])
        default: return chance(2) ? aggregate() : "\(pick(Self.windows)) over (order by \(column()))"
        }
    }

    private mutating func aggregate() -> String {
        let filter = chance(5) ? " filter (where \(column()))" : ""
        return "\(pick(Self.aggregates))(\(column()))\(filter)"
    }

    private mutating func column() -> String {
        let all = scopes.suffix(2).flatMap { $0 }
        guard !all.isEmpty else { return pick(Self.literals) }
        let source = pick(all)
        let name =
            chance(40)
            ? pick(["rowid", "internal_notes_md", "password_hash", "status", "*"]) : pick(source.columns)
        return chance(4) ? "\"\(name)\"" : "\(source.alias).\(name)"
    }

    private mutating func add(_ alias: String, _ columns: [String]) {
        scopes[scopes.count - 1].append((alias, columns))
    }

    /// As a slip of the finger would leave it.
    private mutating func damaged(_ text: String) -> String {
        var bytes = Array(text.utf8)
        for _ in 0..<1 + number(3) {
            let place = number(bytes.count)
            switch number(4) {
            case 0: bytes.remove(at: place)
            case 1: bytes.insert(bytes[number(bytes.count)], at: place)
            case 2: bytes[place] = UInt8(number(256))
            default:
                bytes.insert(
                    contentsOf: Array(
                        pick([";", "--", "/*", "'", "\"", "\u{0}", "(", ")", "\u{202e}"]).utf8), at: place)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func number(_ bound: Int) -> Int { Int(random.next() % UInt64(max(1, bound))) }
    private mutating func chance(_ oneIn: Int) -> Bool { number(oneIn) == 0 }
    private mutating func pick<Item>(_ items: [Item]) -> Item { items[number(items.count)] }
}
