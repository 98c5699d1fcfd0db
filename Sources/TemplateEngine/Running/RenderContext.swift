internal import Diagnostics

/// What a running template needs beside its raw memory: kept out of the loop.
final class RenderContext {
    let arena: Arena
    let host: Renderer.Host
    let shapes: ShapeTable?
    var template: Template?
    var formatting = Formatting.plain
    var prepared: PreparedFormatting?
    var hostError: HostError?
    var blocked: [(position: Int, mode: EscapeMode)] = []

    init(arena: Arena, host: @escaping Renderer.Host, shapes: ShapeTable?) {
        self.arena = arena
        self.host = host
        self.shapes = shapes
    }

    /// Whether records of this shape are rows that the host gives.
    func isSchema(_ shape: ShapeID) -> Bool { shape.index < template?.schemaShapeCount ?? 0 }

    /// The names of a record's fields.
    func entry(_ shape: ShapeID) -> ShapeTable.Entry? {
        if shape.index >= ShapeTable.dynamicBase {
            guard let shapes, shape.index - ShapeTable.dynamicBase < shapes.count else { return nil }
            return shapes.entries[shape.index - ShapeTable.dynamicBase]
        }
        guard let template, shape.index < template.shapes.count else { return nil }
        return template.shapes.entries[shape.index]
    }

    /// The formatting at hand, made ready on first use.
    var ready: PreparedFormatting {
        if let prepared { return prepared }
        let made = PreparedFormatting(formatting)
        prepared = made
        return made
    }
}
