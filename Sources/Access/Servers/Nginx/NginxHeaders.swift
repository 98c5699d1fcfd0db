/// The headers of all classes, as nginx sends them.
struct NginxHeaders {
    /// The header's name.
    let name: String
    /// The value of each class; empty where it is not sent.
    let values: [(kind: HeaderSet, value: String)]

    /// Those that have one value in all classes.
    static var constant: [NginxHeaders] { all.filter(\.isConstant) }

    /// Those that need a map.
    static var varying: [NginxHeaders] { all.filter { !$0.isConstant } }

    /// `add_header …;`; a value that is empty is not sent.
    var directive: String {
        "add_header \(name) \(isConstant ? "\"\(values[0].value)\"" : variable) always;"
    }

    /// The lookup of the value by class, `page` by default.
    var map: [String] {
        let entries = values.map { "\($0.kind == .page ? "default" : $0.kind.rawValue) \"\($0.value)\";" }
        let common = values.first { $0.kind == .page }.map { page in
            entries.filter { !$0.hasSuffix(" \"\(page.value)\";") }
        }
        let first = entries.filter { $0.hasPrefix("default ") }
        return [""] + NginxText.block("map $vitrine_kind \(variable)", first + (common ?? []))
    }

    private var isConstant: Bool { Set(values.map(\.value)).count == 1 }

    private var variable: String {
        "$vitrine_" + name.lowercased().map { $0 == "-" ? "_" : String($0) }.joined()
    }

    /// In the order in which they are first named.
    private static let all: [NginxHeaders] = {
        var names: [String] = []
        for header in HeaderSet.allCases.flatMap(\.headers) where !names.contains(header.name) {
            names.append(header.name)
        }
        return names.map { name in
            NginxHeaders(
                name: name,
                values: HeaderSet.allCases.map { set in
                    (set, set.headers.first { $0.name == name }?.value ?? "")
                })
        }
    }()
}
