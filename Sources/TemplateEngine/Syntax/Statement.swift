/// A statement as written, with the place of its tag.
struct Statement {
    indirect enum Kind {
        case text(start: Int32, end: Int32)
        case output(Expression)
        case condition([(Expression, [Statement])], otherwise: [Statement])
        case loop(Loop)
        case breakLoop
        case continueLoop
        case set(Name, Place, Expression)
        case setCapture(Name, Place, filter: Expression?, [Statement])
        case with([(Name, Place, Expression)], [Statement])
        case block(Block)
        case include(String, Place, ignoreMissing: Bool, withContext: Bool)
        case importAll(String, Place, Name)
        case importNames(String, Place, [(name: Name, alias: Name, place: Place)])
        case macro(Macro)
        case call(parameters: [Parameter], Expression, [Statement])
        case filter(Expression, [Statement])
    }

    let kind: Kind
    let place: Place
}

/// `for … endfor`.
struct Loop {
    let targets: [(Name, Place)]
    let items: Expression
    let condition: Expression?
    let body: [Statement]
    let otherwise: [Statement]
}

/// `block … endblock`.
struct Block {
    let name: Name
    let place: Place
    let isScoped: Bool
    let isRequired: Bool
    let body: [Statement]
}

/// One parameter of a macro or a `call` block.
struct Parameter {
    let name: Name
    let place: Place
    let standard: Expression?
}

/// `macro … endmacro`; a class so that its identity tells it apart.
final class Macro {
    let name: Name
    let place: Place
    let parameters: [Parameter]
    let body: [Statement]

    init(name: Name, place: Place, parameters: [Parameter], body: [Statement]) {
        self.name = name
        self.place = place
        self.parameters = parameters
        self.body = body
    }
}

/// A parsed source.
final class ParsedTemplate {
    let source: Int32
    let parent: (name: String, place: Place)?
    let body: [Statement]
    /// In the order in which they stand, nested ones included.
    let blocks: [Block]

    init(source: Int32, parent: (name: String, place: Place)?, body: [Statement], blocks: [Block]) {
        self.source = source
        self.parent = parent
        self.body = body
        self.blocks = blocks
    }
}

/// What a tag `{% … %}` begins with; `raw` never reaches the parser.
enum StatementKeyword: String, CaseIterable {
    case block, `break`, call, `continue`, extends, filter, `for`, from, `if`, `import`, include, macro, raw,
        set, with
}
