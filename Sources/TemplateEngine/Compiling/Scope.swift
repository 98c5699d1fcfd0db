/// Names that are visible from one place on, and where their values are.
final class Scope {
    let parent: Scope?
    /// The frame that its variables lie in: 0 is the page's, others are macros'.
    let frame: Int
    private(set) var names: [(name: Name, binding: Binding)] = []
    /// Where each name is, once there are many.
    private var places: [Name: Int] = [:]

    init(parent: Scope?, frame: Int) {
        self.parent = parent
        self.frame = frame
    }

    /// What `name` means here.
    func find(_ name: Name) -> Binding? {
        var scope: Scope? = self
        while let current = scope {
            if let binding = current.own(name) { return binding }
            scope = current.parent
        }
        return nil
    }

    /// What `name` means in this scope alone.
    func own(_ name: Name) -> Binding? { place(name).map { names[$0].binding } }

    private func place(_ name: Name) -> Int? {
        names.count > 16 ? places[name] : names.firstIndex { $0.name == name }
    }

    /// Forgets every name.
    func removeAll() { (names, places) = ([], [:]) }

    /// Gives `name` a meaning in this scope.
    func bind(_ name: Name, _ binding: Binding) {
        if let index = place(name) {
            names[index].binding = binding
        } else {
            names.append((name, binding))
            if names.count == 17 {
                for (index, known) in names.enumerated() { places[known.name] = index }
            } else if names.count > 17 {
                places[name] = names.count - 1
            }
        }
    }
}

/// What a name stands for.
enum Binding {
    case variable(Variable)
    case macro(MacroDefinition)
    case module(Scope)
    case caller(Caller)
    /// The registers of a loop begin at `slot`.
    case loop(slot: Int32, frame: Int, item: ValueType)
    case global(Int)
    case page(Int)
    /// A name that is known to have no value here.
    case undefined
}

/// A value in a slot of a frame.
struct Variable {
    let slot: Int32
    let frame: Int
    var type: ValueType

    var capture: Frame.Capture { Frame.Capture(frame: frame, slot: slot) }

    init(slot: Int32, frame: Int, type: ValueType) {
        self.slot = slot
        self.frame = frame
        self.type = type.cut(below: 8)
    }
}

extension ValueType {
    /// With lists in lists only so deep: `set l = [l]` makes them any depth.
    fileprivate func cut(below depth: Int) -> ValueType {
        guard case .list(let item) = self else { return self }
        return depth == 0 ? .any : .list(item.cut(below: depth - 1))
    }
}

/// A macro where it was defined.
final class MacroDefinition {
    let macro: Macro
    let scope: Scope
    let chain: Chain?
    /// One compiled function for each context and each kinds of arguments.
    var functions: [FunctionKey: CompiledFunction] = [:]
    /// Whether a `call` block has put it in its own place.
    var isExpanded = false

    struct FunctionKey: Hashable {
        let context: HTMLContext
        let arguments: [ValueType?]
        let captures: [Frame.Capture]
        let captureTypes: [ValueType]

        init(_ definition: MacroDefinition, _ context: HTMLContext, _ arguments: [ValueType?]) {
            let variables = definition.captures
            self.context = context
            self.arguments = arguments
            captures = variables.map(\.capture)
            captureTypes = variables.map(\.type)
        }
    }

    /// The variables of the macros around it that it sees, as they are now.
    var captures: [Variable] {
        var captured: [Variable] = []
        var next: Scope? = scope
        while let current = next, current.frame != 0 {
            for case (_, .variable(let variable)) in current.names where variable.frame != 0 {
                captured.append(variable)
            }
            next = current.parent
        }
        return captured
    }

    init(_ macro: Macro, scope: Scope, chain: Chain?) {
        self.macro = macro
        self.scope = scope
        self.chain = chain
    }
}

/// A macro's code for one context.
struct CompiledFunction {
    let index: Int
    /// Where it ends; nil while it is being compiled.
    var end: HTMLContext?
}

/// The body of a `call` block, seen from the macro that it calls.
final class Caller {
    let parameters: [Parameter]
    let body: [Statement]
    let scope: Scope
    let chain: Chain?
    let blocks: [OpenBlock]
    /// Whether the macro calls it anywhere.
    var isUsed = false

    init(
        parameters: [Parameter], body: [Statement], scope: Scope, chain: Chain?,
        blocks: [OpenBlock]
    ) {
        self.parameters = parameters
        self.body = body
        self.scope = scope
        self.chain = chain
        self.blocks = blocks
    }
}

/// A block that is being compiled: which of its definitions, and what is visible around it.
struct OpenBlock {
    let name: Name
    let level: Int
    let surroundings: Scope
}
