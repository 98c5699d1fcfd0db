internal import Diagnostics

/// What a part of a program stands in: a block, an include, a macro, or a loop.
struct Surrounding {
    /// A position in the template's list of them; -1 at the top.
    let parent: Int32
    /// How the part was reached, as `included from`; nil for a loop.
    var words: String?
    /// The registers of a loop.
    var loop: Int32 = 0
    /// The tag that leads here; for a loop, what it goes through.
    let place: Place
}

extension SourceTexts {
    /// As many steps of a trail as a reader wants to see.
    private static let shownSteps = 8

    /// The lines of a trail that leads to `place`, innermost first.
    func trail(_ steps: [Surrounding], to place: Place) -> [String] {
        var lines = steps.compactMap { step -> String? in
            guard let words = step.words else { return nil }
            // A block of the template that the author is looking at: that it extends another is no news.
            if words == "extended by", step.place.source == place.source { return nil }
            return "\(words) \(name(of: step.place))"
        }
        if lines.count > Self.shownSteps {
            let hidden = lines.count - Self.shownSteps + 1
            lines.replaceSubrange(4..<4 + hidden, with: ["… and \(hidden) more"])
        }
        return lines
    }
}

extension Template {
    /// How the step at hand was reached, and the items that the loops around it are at, innermost first.
    func surroundings(of interpreter: Interpreter) -> (trail: [String], row: String?) {
        var steps: [Surrounding] = []
        var rows: [String] = []
        var (position, frame, depth) = (interpreter.position, interpreter.frame, interpreter.depth)
        while true {
            var index = surroundingOf.indices.contains(position) ? surroundingOf[position] : -1
            while index >= 0 {
                let step = surroundings[Int(index)]
                steps.append(step)
                if step.words == nil, let row = row(of: frame + Int(step.loop), step, interpreter) {
                    if rows.last != row { rows.append(row) }
                }
                index = step.parent
            }
            guard depth > 0 else { break }
            depth -= 1
            (position, frame) = (interpreter.calls[depth].position, interpreter.calls[depth].frame)
            let name = functionNames[Int(code[position].a)]
            steps.append(
                Surrounding(parent: -1, words: "macro `\(name)`, called from", place: positions[position]))
        }
        let place = positions.indices.contains(interpreter.position) ? positions[interpreter.position] : .none
        let row = rows.count > 4 ? rows.prefix(4) : rows[...]
        return (sources.trail(steps, to: place), row.isEmpty ? nil : row.joined(separator: " of "))
    }

    /// The item that a loop is at, as `project website`, or `item 3 of `rows`` where the schema gives it no code.
    private func row(
        of loop: UnsafeMutablePointer<Value>, _ step: Surrounding, _ interpreter: Interpreter
    ) -> String? {
        guard loop[0].kind == .list, let index = loop[1].integer, loop[0].items.indices.contains(Int(index))
        else { return nil }
        let item = loop[0].items[Int(index)]
        if let shape = item.shape, shape.index < shapeNames.count, let fields = item.fields {
            let entry = shapes.entries[shape.index]
            for field in ["code", "slug"] {
                let found = (0..<entry.count).first { entry.names[$0].bytes.elementsEqual(field.utf8) }
                guard let found, fields[found].kind == .string else { continue }
                let table = shapeNames[shape.index]
                return "\(RowName.singular(table)) \(String(decoding: fields[found].bytes, as: UTF8.self))"
            }
        }
        let list = excerpt(step.place)
        return "item \(index + 1)" + (list.isEmpty ? "" : " of `\(list)`")
    }
}

/// How diagnostics name rows.
public enum RowName {
    /// The rows that loops are at, and the row of the page of an edition: its own, or nil.
    public static func joined(_ loops: String?, page: String?, client: String) -> String {
        guard let loops else { return page.map { "\($0) of \(client)" } ?? "client \(client)" }
        guard let page, loops != page, !loops.hasSuffix(" of \(page)") else { return "\(loops) of \(client)" }
        return "\(loops) on the page of \(page) of \(client)"
    }

    /// One row of a table: `status update` of `status_updates`.
    public static func singular(_ table: String) -> String {
        let words = table.split(separator: "_").joined(separator: " ")
        if words.hasSuffix("ies") { return words.dropLast(3) + "y" }
        return words.hasSuffix("s") ? String(words.dropLast()) : words
    }
}
