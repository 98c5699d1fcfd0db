internal import Diagnostics

extension Compiler {
    // MARK: Blocks

    func place(_ block: Block, at place: Place) {
        guard let definitions = chain?.blocks[block.name], let first = definitions.first else { return }
        if first.isRequired {
            error(
                "the block `\(library.names.text(block.name))` is required, but no template fills it",
                at: first.place)
        }
        compile(
            definition: 0, of: block.name, at: place, parent: block.isScoped ? scope : chain?.scope ?? scope)
    }

    /// One of a block's definitions; 0 is the most derived.
    func compile(definition level: Int, of name: Name, at place: Place, parent: Scope) {
        guard let definitions = chain?.blocks[name], definitions.indices.contains(level) else { return }
        let outer = scope
        let mark = frame.top
        nested("block `\(library.names.text(name))`, included from", at: place) {
            scope = Scope(parent: parent, frame: frame.id)
            blocks.append(OpenBlock(name: name, level: level, surroundings: parent))
            let outerLoops = loops
            loops = []
            compile(definitions[level].body)
            loops = outerLoops
            blocks.removeLast()
        }
        scope = outer
        frame.top = mark
    }

    /// `super()`: what the block would be without this template.
    func compileSuper(at place: Place) {
        guard let block = blocks.last else {
            return error("`super()` stands outside of a block", at: place)
        }
        guard let definitions = chain?.blocks[block.name], definitions.indices.contains(block.level + 1)
        else {
            return error(
                "no template above has a block `\(library.names.text(block.name))`", .name, at: place,
                hint: "leave `super()` out")
        }
        // What this block has set is not seen there.
        compile(definition: block.level + 1, of: block.name, at: place, parent: block.surroundings)
    }

    // MARK: Includes

    func include(_ name: String, _ place: Place, ignoreMissing: Bool, withContext: Bool) {
        do throws(SyntaxFailure) {
            let linked = try linker.chain(name, from: place)
            if linked.templates.contains(where: { includes.contains($0.source) }) {
                return error(
                    "`\(name)` includes itself", .limit, at: place,
                    hint: (includes.map { library.name($0) } + [name]).map { "`\($0)`" }.joined(
                        separator: " → "))
            }
            let mark = frame.top
            nested("included from", at: place) {
                let parent = Scope(parent: withContext ? scope : globalScope, frame: frame.id)
                parent.bind(loopName, .undefined)
                let outerLoops = loops
                loops = []
                compileChain(linked, parent: parent)
                loops = outerLoops
            }
            frame.top = mark
        } catch {
            if case .missing = error, ignoreMissing { return }
            report(error)
        }
    }

    // MARK: Imports

    func importAll(_ name: String, _ place: Place, _ alias: Name) {
        if let module = module(name, place) { scope.bind(alias, .module(module)) }
    }

    func importNames(_ name: String, _ place: Place, _ names: [(name: Name, alias: Name, place: Place)]) {
        guard let module = module(name, place) else { return }
        for (name, alias, namePlace) in names {
            guard let binding = module.own(name) else {
                let known = module.names.map { library.names.text($0.name) }
                error(
                    "the template has no macro named `\(library.names.text(name))`", .name, at: namePlace,
                    hint: nearestHint(library.names.text(name), known))
                continue
            }
            scope.bind(alias, binding)
        }
    }

    /// The names that a template gives at its top level.
    private func module(_ name: String, _ place: Place) -> Scope? {
        do throws(SyntaxFailure) {
            let linked = try linker.chain(name, from: place)
            guard let template = linked.templates.first else { return nil }
            if includes.contains(template.source) {
                error("`\(name)` imports itself", .limit, at: place)
                return nil
            }
            templateNames.formUnion(linked.templates.map { library.name($0.source) })
            if let known = modules[template.source] { return known }
            let module = Scope(parent: globalScope, frame: frame.id)
            let outer = (scope, chain, loops)
            nested("imported from", at: place) {
                (scope, chain, loops) = (module, linked, [])
                linked.scope = module
                includes.append(template.source)
                compileModule(template.body)
                includes.removeLast()
            }
            (scope, chain, loops) = outer
            let holdsValues = module.names.contains { if case .variable = $0.binding { true } else { false } }
            if !holdsValues { modules[template.source] = module }
            return module
        } catch {
            report(error)
            return nil
        }
    }

    private func compileModule(_ statements: [Statement]) {
        compileSilently(
            statements.filter {
                switch $0.kind {
                case .set, .setCapture, .macro, .importAll, .importNames, .condition: true
                default: false
                }
            })
    }
}
