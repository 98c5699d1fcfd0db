@testable import TemplateEngine

extension Filter {
    /// The signature as the reference spells it: `text | truncate(length: number = 255) → text`.
    var signatureText: String {
        Self.text(Filter.signatures[Int(rawValue)], name)
    }

    /// That of `default`, which is no case.
    static var defaultSignatureText: String {
        text(Signature(input: .any, parameters: Compiler.standardParameters, result: .any), "default")
    }

    private static func text(_ signature: Signature, _ name: String) -> String {
        let parameters = signature.parameters.map { parameter in
            let standard = parameter.standard.map { " = \(Self.text($0))" } ?? ""
            return "\(parameter.name): \(Self.text(parameter.kinds))\(standard)"
        }
        let list = parameters.isEmpty ? "" : "(\(parameters.joined(separator: ", ")))"
        return "\(Self.text(signature.input)) | \(name)\(list) → \(Self.text(signature.result))"
    }

    private static func text(_ kinds: Signature.Kinds) -> String {
        if kinds == .any { return "any" }
        let names: [(Signature.Kinds, String)] = [
            (.scalar, "scalar"), (.text, "text"), (.number, "number"), (.bool, "boolean"), (.day, "date"),
            (.moment, "instant"), (.money, "money"), (.list, "list"), (.record, "record"), (.path, "path"),
        ]
        var rest = kinds
        var found: [String] = []
        for (kind, name) in names where rest.isSuperset(of: kind) {
            found.append(name)
            rest.subtract(kind)
        }
        return found.joined(separator: " or ")
    }

    private static func text(_ standard: Signature.Standard) -> String {
        switch standard {
        case .null: "none"
        case .bool(let value): "\(value)"
        case .int(let number): "\(number)"
        case .text(let text): "\"\(text)\""
        }
    }

    private static func text(_ result: Signature.Result) -> String {
        switch result {
        case .input: "the same"
        case .int, .double, .number: "number"
        case .text, .markup, .any: "\(result)"
        case .item: "an item"
        case .groups: "list of groups"
        case .lists: "list of lists"
        case .pairs: "list of pairs"
        }
    }
}
