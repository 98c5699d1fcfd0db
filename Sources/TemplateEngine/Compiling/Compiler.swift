internal import Diagnostics

/// Turns a linked template into a program: checks names and types, decides escaping, and writes instructions, in one walk
/// over the flattened template. Goes on after errors, to report them all.
final class Compiler {
    let library: TemplateLibrary
    let pageVariables: [Vocabulary.Global]
    let linker: Linker
    var parts: TemplateParts
    var code = Code()
    var functions: [Code] = []
    var frame = Frame(id: 0)
    var frameCount = 1
    var scope: Scope
    let globalScope: Scope
    let pageScope: Scope
    var chain: Chain?
    var context: HTMLContext
    let mode: TemplateMode
    /// False behind `break` and `continue`.
    var isReachable = true
    /// The blocks that are open here, and which of their definitions.
    var blocks: [OpenBlock] = []
    var loops: [LoopLabels?] = []
    var includes: [Int32] = []
    var modules: [Int32: Scope] = [:]
    var trail: [Surrounding] = []
    var expansions = 0
    /// Instructions and statements so far, in all functions; the larger, the longer compiling has taken.
    var work = 0
    var depth = 0
    var statementDepth = 0
    var templateNames: Set<String> = []
    var reported: Set<Report> = []
    var errors: [Diagnostic] = []
    var globals: Set<String> = []
    var fields: Set<ReadField> = []
    var shapeFields: [[Name: Int]]
    var constants: [ConstantKey: Int] = [:]
    var texts: [[UInt8]: Int] = [:]
    /// Where a text of a template stands in the program's.
    var textOffsets: [Place: Int] = [:]
    var nameIndexes: [Name: Int] = [:]
    var groupShapes: [ValueType: Int] = [:]
    /// How many errors there were, those included that were reported before.
    var failures = 0
    /// Every macro that was defined.
    var macros: [MacroDefinition] = []
    /// How many macros are being written where they are called.
    var inlineDepth = 0
    /// Whether code is compiled only to check it: nobody knows where its output would stand.
    var isTrial = false
    static let errorLimit = 100

    /// What a page may expand to, and how deep templates, blocks and macros may lie in each other.
    static let workLimit = 400_000
    static let expansionLimit = 10_000
    static let depthLimit = 40
    /// Statements in each other, through all templates and macros: bounds the machine's stack.
    static let statementDepthLimit = 250

    struct LoopLabels {
        let start: Int
        let context: HTMLContext
        var breaks: [Int] = []
    }

    struct Report: Hashable {
        let message: String
        let place: Place
    }

    enum ConstantKey: Hashable {
        case null
        case bool(Bool)
        case int(Int64)
        case double(UInt64)
        case text([UInt8])
        case global(Int)
        case page(Int)
    }

    init(library: TemplateLibrary, mode: TemplateMode, pageVariables: [Vocabulary.Global]) {
        self.library = library
        self.mode = mode
        self.pageVariables = pageVariables
        linker = Linker(library: library)
        context = HTMLContext(mode)
        globalScope = Scope(parent: nil, frame: 0)
        pageScope = Scope(parent: globalScope, frame: 0)
        scope = pageScope
        parts = TemplateParts(sources: SourceTexts([]))
        parts.shapes = library.vocabulary.shapes
        parts.schemaShapeCount = parts.shapes.count
        shapeFields = library.fields
        for (index, global) in library.vocabulary.globals.enumerated() {
            globalScope.bind(library.names.name(global.name), .global(index))
        }
        for (index, variable) in pageVariables.enumerated() {
            pageScope.bind(library.names.name(variable.name), .page(index))
        }
    }

    /// The program of the template `name`.
    func compile(_ name: String) throws(DiagnosticList) -> Template {
        // Macros and the scopes that hold them refer to each other.
        defer { for macro in macros { macro.scope.removeAll() } }
        do throws(SyntaxFailure) {
            try compileChain(linker.chain(name, from: nil), parent: pageScope)
            if context.state != .text, context.state != .plain, errors.isEmpty {
                error("the page ends in \(context.name)", .escape, at: lastPlace)
            }
        } catch {
            report(error)
        }
        checkUncalled()
        guard errors.isEmpty else { throw DiagnosticList(errors + parts.warnings).inSourceOrder }
        return Template(finished())
    }

    /// Macros that nothing calls are checked too, once in a library, with arguments of any type; they become no part of the
    /// program.
    private func checkUncalled() {
        let (made, read, readFields, named) = (parts, globals, fields, templateNames)
        isTrial = true
        // Further ones may be defined in those.
        var index = 0
        while index < macros.count, errors.count < Self.errorLimit {
            let definition = macros[index]
            index += 1
            guard definition.functions.isEmpty, !definition.isExpanded,
                library.checkedMacros.insert(definition.macro.place).inserted
            else { continue }
            context = HTMLContext(mode)
            isReachable = true
            let arguments = definition.macro.parameters.map { _ in ValueType?.some(.any) }
            compile(definition, .init(definition, context, arguments), .none)
        }
        let warnings = parts.warnings
        (parts, globals, fields, templateNames) = (made, read, readFields, named)
        parts.warnings = warnings
    }

    /// The templates of a chain: top-level names of all, then the body of the one that extends nothing.
    func compileChain(_ linked: Chain, parent: Scope) {
        let outer = (chain, scope, blocks)
        chain = linked
        blocks = []
        scope = Scope(parent: parent, frame: frame.id)
        linked.scope = scope
        for template in linked.templates { templateNames.insert(library.name(template.source)) }
        if let root = linked.templates.last {
            includes.append(root.source)
            let (outerSteps, outerSurrounding) = (trail, code.surrounding)
            for template in linked.templates.dropLast() {
                compileSilently(template.body)
                guard let parent = template.parent else { continue }
                let step = Surrounding(parent: code.surrounding, words: "extended by", place: parent.place)
                trail.append(step)
                surround(step)
            }
            compile(root.body)
            (trail, code.surrounding) = (outerSteps, outerSurrounding)
            includes.removeLast()
        }
        warnOfUnusedBlocks(linked)
        (chain, scope, blocks) = outer
    }

    private func warnOfUnusedBlocks(_ chain: Chain) {
        guard let root = chain.templates.last, chain.templates.count > 1 else { return }
        // A block inside of another block is shown where that one is.
        var placed = Set(root.blocks.map(\.name))
        for template in chain.templates {
            for block in template.blocks { block.body.blockNames(into: &placed) }
        }
        for template in chain.templates.dropLast() {
            for block in template.blocks where !placed.contains(block.name) {
                warning(
                    "the block `\(library.names.text(block.name))` is never shown", at: block.place,
                    hint: "`\(library.name(root.source))` has no block of this name")
            }
        }
    }

    private func finished() -> TemplateParts {
        code.append(Instruction(operation: .end), .none)
        parts.frameSize = Int(frame.size)
        parts.code = code.instructions
        parts.positions = code.places
        parts.surroundingOf = code.surroundings
        for function in functions {
            parts.functions.append(
                Template.Function(entry: parts.code.count, frameSize: Int(function.frameSize)))
            parts.code += function.instructions
            parts.positions += function.places
            parts.surroundingOf += function.surroundings
        }
        // The interpreter copies short texts whole, whatever their length.
        parts.texts += Array(repeating: 0, count: Output.slack)
        if parts.functions.isEmpty { parts.functions = [Template.Function(entry: 0, frameSize: 0)] }
        parts.templates = templateNames.sorted()
        parts.globals = globals.sorted()
        parts.fields = fields.map(name).sorted()
        parts.sources = SourceTexts(library.sources)
        parts.hostFunctions = library.hostFunctions
        return parts
    }

    // MARK: Reporting

    func error(
        _ message: String, _ kind: Diagnostic.Kind = .type, at place: Place,
        hint: @autoclosure () -> String? = nil
    ) {
        if errors.count < 100 { report(message, .error, kind, at: place, hint: hint) }
    }

    func warning(_ message: String, at place: Place, hint: @autoclosure () -> String? = nil) {
        if parts.warnings.count < 100 { report(message, .warning, nil, at: place, hint: hint) }
    }

    private func report(
        _ message: String, _ severity: Diagnostic.Severity, _ kind: Diagnostic.Kind?, at place: Place,
        hint: () -> String?
    ) {
        if severity == .error { failures += 1 }
        guard !(isTrial && kind == .escape),
            reported.insert(Report(message: message, place: place)).inserted
        else { return }
        let texts = SourceTexts(library.sources)
        var diagnostic = texts.diagnostic(message, severity: severity, kind: kind, at: place, hint: hint())
        diagnostic.trail = texts.trail(trail.reversed(), to: place)
        if severity == .error { errors.append(diagnostic) } else { parts.warnings.append(diagnostic) }
    }

    func report(_ failure: SyntaxFailure) {
        switch failure {
        case .missing(let one): error(one.message, .name, at: one.place, hint: one.hint)
        case .errors(let all): for one in all { error(one.message, .syntax, at: one.place, hint: one.hint) }
        }
    }

    private var lastPlace: Place { code.places.last ?? .none }

    // MARK: Expansion

    /// Compiles something that stands inside of this template: a block, an include, a macro.
    func nested(_ description: String, at place: Place, _ body: () -> Void) {
        expansions += 1
        guard depth < Self.depthLimit else {
            return error(
                "blocks, includes and macros lie more than \(Self.depthLimit) deep in each other", .limit,
                at: place, hint: "does one of them lead back to itself?")
        }
        guard expansions < Self.expansionLimit, work < Self.workLimit, frame.top < 1 << 14 else {
            return error(
                "the page expands to too much: more than \(Self.expansionLimit) blocks, includes and macros, "
                    + "or \(Self.workLimit) steps", .limit, at: place,
                hint: "write a loop in place of many includes of the same template")
        }
        depth += 1
        let outer = code.surrounding
        let outerTrail = trail
        let step = Surrounding(parent: outer, words: description, place: place)
        if place != .none { trail.append(step) }
        surround(step)
        body()
        code.surrounding = outer
        trail = outerTrail
        depth -= 1
    }

    /// Lets the instructions that follow stand in `step`.
    func surround(_ step: Surrounding) {
        parts.surroundings.append(step)
        code.surrounding = Int32(parts.surroundings.count - 1)
    }
}

extension [Statement] {
    /// Adds the names of the blocks that stand in these statements, but for those in other blocks.
    fileprivate func blockNames(into names: inout Set<Name>) {
        for statement in self {
            switch statement.kind {
            case .block(let block): names.insert(block.name)
            case .condition(let branches, let otherwise):
                for (_, body) in branches { body.blockNames(into: &names) }
                otherwise.blockNames(into: &names)
            case .loop(let loop):
                loop.body.blockNames(into: &names)
                loop.otherwise.blockNames(into: &names)
            case .with(_, let body), .filter(_, let body): body.blockNames(into: &names)
            default: break
            }
        }
    }
}
