/// The headers of all classes, as nginx sends them.
struct NginxHeaders {
    /// The header's name.
    let name: String
    /// The value of each class; empty where it is not sent.
    let values: [(kind: HeaderSet, value: String)]

    /// `add_header …;`; a value that is empty is not sent.
    var directive: String { "add_header \(name) \(variable) always;" }

    /// The lookup of the value by class, `page` by default; nothing where all was sent before.
    var map: [String] {
        let page = values.first { $0.kind == .page }?.value ?? ""
        let others = values.filter { $0.value != page }.map { "\($0.kind.rawValue) \"\($0.value)\";" }
        return [""]
            + NginxText.block(
                "map $vitrine_kind \(variable)",
                ["volatile;", "default \"\(page)\";"] + others + ["\(Self.sent) \"\";"])
    }

    /// The class of an answer whose headers are in it already: nginx runs its filters once more where a range cannot be
    /// satisfied, and would send each header twice.
    static let sent = "sent"

    private var variable: String {
        "$vitrine_" + name.lowercased().map { $0 == "-" ? "_" : String($0) }.joined()
    }

    /// In the order in which they are first named.
    static let all: [NginxHeaders] = {
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
