import Diagnostics
import JSON
import TestSupport

@testable import TemplateEngine

extension DocumentedPage.Example {
    /// What the example makes: text, or the errors as the page spells them.
    func rendered() throws -> String {
        do {
            let output = try render()
            // The end of the last line is not shown.
            return form == .block && output.hasSuffix("\n") ? String(output.dropLast()) : output
        } catch let list as DiagnosticList {
            return spelled(list.all)
        } catch let diagnostic as Diagnostic {
            return spelled([diagnostic])
        }
    }

    private func spelled(_ problems: [Diagnostic]) -> String {
        if form == .comment {
            return problems.map { "\($0.severity): \($0.message)" + ($0.hint.map { "; hint: \($0)" } ?? "") }
                .joined(separator: " / ")
        }
        return problems.map { $0.rendered(colour: false) }.joined(separator: "\n")
    }

    /// Values that JSON does not have, by the names that all examples may use.
    private static func typedValues(_ arena: Arena) -> [(name: String, value: Value)] {
        guard let euro = Currency("EUR") else { preconditionFailure("three capital letters are a currency") }
        return [
            ("today", .date(days: 20_778)), ("due", .date(days: 20_791)),
            ("posted", .instant(seconds: 1_795_249_800)),
            ("fee", .money(minorUnits: 125_000, currency: euro)),
        ]
    }

    private func render() throws -> String {
        let arena = Arena()
        let shapes = DynamicShapes()
        let members = try JSONReader.read(data).object ?? []
        let values =
            members.map { (name: $0.name, value: shapes.value($0.value, into: arena)) }
            + Self.typedValues(arena)
        let library = TemplateLibrary(
            sources: templates.map {
                TemplateSource(name: $0.name, file: $0.name, text: Array($0.text.utf8))
            },
            vocabulary: Vocabulary(), hostFunctions: [], isStrict: false)
        let name = templates[templates.count - 1].name
        let template = try library.compile(
            name, mode: TemplateMode(fileName: name),
            pageVariables: values.map { .init(name: $0.name, type: .any) })
        let renderer = Renderer(shapes: shapes) { _, _, _ throws(HostError) in .null }
        let output = OutputBuffer()
        try values.map(\.value).withUnsafeBufferPointer { page in
            try renderer.render(
                template, globals: UnsafeBufferPointer(start: nil, count: 0), page: page, formatting: .plain,
                into: output)
        }
        let warnings = (template.warnings + renderer.warnings)
        if form == .error, !warnings.isEmpty { return spelled(warnings) }
        return withExtendedLifetime((arena, shapes)) { String(decoding: output.bytes, as: UTF8.self) }
    }
}
