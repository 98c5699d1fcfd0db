internal import Diagnostics

/// The texts of a library's templates, to show where something is wrong.
final class SourceTexts {
    let sources: [TemplateSource]

    init(_ sources: [TemplateSource]) { self.sources = sources }

    func file(_ index: Int) -> String? { sources.indices.contains(index) ? sources[index].file : nil }

    /// A diagnostic with line, columns and excerpt of a place.
    func diagnostic(
        _ message: String, severity: Diagnostic.Severity = .error, kind: Diagnostic.Kind? = nil,
        at place: Place,
        hint: String? = nil, trail: [String] = []
    ) -> Diagnostic {
        guard sources.indices.contains(Int(place.source)) else {
            return Diagnostic(message, severity: severity, kind: kind, hint: hint, trail: trail)
        }
        let source = sources[Int(place.source)]
        let bytes = source.text
        let start = min(Int(place.start), bytes.count)
        let lineStart = bytes[..<start].lastIndex(of: 10).map { $0 + 1 } ?? 0
        let lineEnd = bytes[start...].firstIndex(of: 10) ?? bytes.count
        let end = min(max(Int(place.end), start + 1), max(lineEnd, start + 1))
        let (before, after) = lineStart == 0 ? source.surroundings : ("", "")
        let column = before.unicodeScalars.count + Self.scalars(bytes[lineStart..<start]) + 1
        let length = max(1, Self.scalars(bytes[start..<min(end, bytes.count)]))
        let line = bytes[..<start].reduce(source.firstLine) { $1 == 10 ? $0 + 1 : $0 }
        let excerpt = before + String(decoding: bytes[lineStart..<lineEnd], as: UTF8.self) + after
        return Diagnostic(
            message, severity: severity, kind: kind, file: source.file,
            range: SourceRange(line: line, columns: column..<column + length), line: excerpt, hint: hint,
            trail: trail)
    }

    /// `Templates/layouts/base.html:31`
    func name(of place: Place) -> String {
        guard sources.indices.contains(Int(place.source)) else { return "" }
        let source = sources[Int(place.source)]
        let end = min(Int(place.start), source.text.count)
        return "\(source.file):\(source.text[..<end].reduce(source.firstLine) { $1 == 10 ? $0 + 1 : $0 })"
    }

    private static func scalars(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    }
}
