internal import Diagnostics

extension Compiler {
    /// `query("…", a, b)`: the text is judged here, and its answer is a list of records that are known.
    func query(_ index: Int, _ arguments: Arguments, _ target: Int32?, _ place: Place) -> Operand {
        let name = library.hostFunctions[index].name
        guard let text = arguments.positional.first, case .string(let bytes) = text.kind,
            arguments.named.isEmpty, let prepare = library.prepare
        else {
            error(
                "`\(name)` takes a text in quotes first, and then values", at: place,
                hint: "write `?` where a value stands, and pass the value behind the text")
            return null
        }
        let values = arguments.positional.dropFirst()
        let query: HostQuery
        do throws(HostError) {
            query = try prepare(String(decoding: bytes, as: UTF8.self))
        } catch {
            self.error(error.message, at: part(error.range, of: text, bytes.count), hint: error.hint)
            return null
        }
        guard values.count == query.parameterCount else {
            error("the text has \(query.parameterCount) `?`, the call \(values.count) values", at: place)
            return null
        }
        globals.formUnion(query.reads)
        let shape = makeShape(query.shape)
        let first = frame.allocate(Int32(values.count + 2))
        let top = frame.top
        move(integer(Int64(query.id)), to: first, place)
        move(integer(Int64(shape)), to: first + 1, place)
        for (number, value) in values.enumerated() {
            let type = evaluate(value, into: first + Int32(number) + 2).type
            switch type {
            case .list, .record, .markup:
                error(
                    "`\(name)` cannot compare with \(words(type))", at: value.place,
                    hint: "pass one of its fields")
            default: break
            }
            frame.top = top
        }
        let slot = target ?? frame.allocate()
        emit(.host, place, a: slot, b: first, c: Int32(values.count + 2), extra: index)
        return Operand(register: slot, type: .list(.record(ShapeID(index: shape))))
    }

    /// A part of a literal, where it is written without escapes; otherwise the whole.
    private func part(_ range: Range<Int>?, of literal: Expression, _ count: Int) -> Place {
        let place = literal.place
        guard let range, Int(place.end - place.start) == count + 2 else { return place }
        return Place(
            source: place.source, start: place.start + 1 + Int32(range.lowerBound),
            end: place.start + 1 + Int32(range.upperBound))
    }
}
