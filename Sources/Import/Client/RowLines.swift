internal import Diagnostics
internal import Files
internal import JSON

/// The rows of one exported table, one after the other.
final class RowLines {
    private let text: SourceText
    private var line = 0

    init(folder: String, table: String) throws {
        let name = "rows/\(table).jsonl"
        text = try SourceText("\(folder)/\(name)", name: name, encoding: .utf8)
    }

    /// The next row; nil at the end.
    func next() throws -> JSONValue? {
        var searched = text.position
        while true {
            if let end = text.bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                line += 1
                let bytes = Array(text.bytes[text.position..<end])
                text.position = end + 1
                guard let row = try? JSONReader.read(bytes), row.object != nil else {
                    throw problem("the line is no object of JSON")
                }
                return row
            }
            let known = text.bytes.count - text.position
            guard try text.fill(keeping: text.position) else {
                guard known == 0 else { throw problem("the last line is cut off") }
                return nil
            }
            searched = text.position + known
        }
    }

    /// What is wrong with the row that was read last.
    func problem(_ message: String) -> DiagnosticList {
        DiagnosticList([
            Diagnostic(message, file: text.name, range: SourceRange(line: max(1, line), column: 1))
        ])
    }
}
