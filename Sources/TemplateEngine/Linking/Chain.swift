/// A template and those that it extends, with the definitions of their blocks: the most derived one first.
final class Chain {
    let templates: [ParsedTemplate]
    let blocks: [Name: [Block]]
    /// Where top-level names of the templates live; set when the chain is compiled.
    var scope: Scope?

    init(templates: [ParsedTemplate]) {
        self.templates = templates
        var blocks: [Name: [Block]] = [:]
        for template in templates {
            for block in template.blocks { blocks[block.name, default: []].append(block) }
        }
        self.blocks = blocks
    }
}

/// Follows `extends`, and finds cycles.
struct Linker {
    let library: TemplateLibrary

    /// The template `name` and all that it extends.
    func chain(_ name: String, from place: Place?) throws(SyntaxFailure) -> Chain {
        var templates: [ParsedTemplate] = []
        var seen: [String] = []
        var next: (name: String, place: Place)? = (name, place ?? .none)
        while let wanted = next {
            if seen.contains(wanted.name) {
                throw .errors([
                    SyntaxError(
                        "`\(wanted.name)` extends itself", at: wanted.place,
                        hint: (seen + [wanted.name]).map { "`\($0)`" }.joined(separator: " → "))
                ])
            }
            seen.append(wanted.name)
            let template = try library.parsed(wanted.name, from: wanted.place)
            templates.append(template)
            next = template.parent
        }
        return Chain(templates: templates)
    }
}

/// Why a template cannot be linked.
enum SyntaxFailure: Error {
    case missing(SyntaxError)
    case errors([SyntaxError])
}
