internal import TemplateEngine

/// The functions and filters that the site adds to the template language, in the order of their indexes.
enum HostInterface: Int, CaseIterable {
    case url, asset, filename, markdown, headings, query

    /// The signatures, as the compiler checks them.
    static func signatures(headings: ShapeID) -> [HostFunction] {
        allCases.map { function in
            switch function {
            case .url: HostFunction(name: "url", form: .function, parameters: [.any], result: .string)
            case .asset: HostFunction(name: "asset", form: .function, parameters: [.string], result: .string)
            case .filename:
                HostFunction(name: "filename", form: .filter, parameters: [.string], result: .string)
            case .markdown:
                HostFunction(name: "markdown", form: .filter, parameters: [.any], result: .markup)
            case .query: HostFunction(name: "query", form: .query, parameters: [], result: .list(.any))
            case .headings:
                HostFunction(
                    name: "headings", form: .filter, parameters: [.any], result: .list(.record(headings)))
            }
        }
    }
}
