import TemplateEngine

/// The schema, the rows and the functions that fuzzed templates can name: every type of value, and hostile texts.
final class FuzzingWorld {
    static let hostFunctions = [
        HostFunction(name: "url", form: .function, parameters: [.any], result: .string),
        HostFunction(name: "asset", form: .function, parameters: [.string], result: .string),
        HostFunction(
            name: "markdown", form: .filter, parameters: [.any, .int], optionalCount: 1, result: .markup),
    ]

    static func host(
        _ function: Int, _ arguments: UnsafeBufferPointer<Value>, _ arena: Arena
    ) throws(HostError) -> Value {
        if function == 2 { return Array("<p>note</p>".utf8).withUnsafeBytes { arena.markup($0) } }
        guard arguments[0].kind == .string else { throw HostError("no page of this", hint: "a text") }
        return arguments[0]
    }

    let arena: Arena
    let shapes = DynamicShapes()
    let globals: [Value]
    let vocabulary: Vocabulary

    init() {
        let arena = Arena()
        self.arena = arena
        let types: [(String, ValueType, Bool)] = [
            ("id", .int, false), ("name", .string, false), ("note", .markup, true), ("due", .date, true),
            ("changed", .instant, false), ("budget", .money, true), ("share", .double, false),
            ("is_open", .bool, false), ("client", .record(ShapeID(index: 1)), true),
            ("projects", .list(.record(ShapeID(index: 0))), false),
        ]
        let project = Shape(
            name: "projects", fields: types.map { .init(name: $0.0, type: $0.1, isOptional: $0.2) })
        let client = Shape(name: "clients", fields: [.init(name: "name", type: .string, isOptional: false)])
        vocabulary = Vocabulary(
            shapes: [project, client],
            globals: [
                .init(name: "projects", type: .list(.record(ShapeID(index: 0)))),
                .init(name: "client", type: .record(ShapeID(index: 1))),
                .init(name: "as_of", type: .instant), .init(name: "anything", type: .any),
            ])
        let owner = arena.fields(count: 1)
        owner[0] = arena.string("<vitrine-canary> & Søn \"'`")
        let clientValue = Value.record(owner, shape: ShapeID(index: 1))
        var rows: [Value] = []
        for number: Int64 in 0..<3 {
            let fields = arena.fields(count: types.count)
            fields[0] = .int(number - 1)
            fields[1] = arena.string(["<vitrine-canary>", "javascript:alert(1)", ""][Int(number)])
            fields[2] = number == 0 ? .null : Array("<b>x</b>".utf8).withUnsafeBytes { arena.markup($0) }
            fields[3] = number == 1 ? .null : .date(days: [Int64.max, 0, -719_468][Int(number)])
            fields[4] = .instant(seconds: [Int64.min, 0, 1_795_000_000][Int(number)])
            fields[5] =
                Currency("EUR").map {
                    .money(minorUnits: [Int64.min, 0, 125_050][Int(number)], currency: $0)
                } ?? .null
            fields[6] = .double([.infinity, -0.0, 0.1][Int(number)])
            fields[7] = .bool(number == 1)
            fields[8] = number == 1 ? .null : clientValue
            fields[9] = arena.list(rows)
            rows.append(.record(fields, shape: ShapeID(index: 0)))
        }
        globals = [
            arena.list(rows), clientValue, .instant(seconds: 1_795_000_000),
            arena.list([.null, .double(.nan), rows[0], arena.list(rows)]),
        ]
    }
}
