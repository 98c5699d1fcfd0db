public import Diagnostics
internal import YAML

extension Assignment {
    /// The columns in a file's front matter, and the Markdown below it as `text`.
    public static func all(inFrontMatter bytes: [UInt8], file: String) throws(DiagnosticList) -> [Assignment]
    {
        guard let parts = try Note.split(bytes, name: file) else {
            throw DiagnosticList([
                Diagnostic(
                    "the file has no front matter", file: file,
                    hint: "begin it with `---` and a column a line")
            ])
        }
        let yaml = YAMLSource(Array(bytes[parts.yaml]), file: file, firstLine: 2)
        let document = try YAMLDocument(yaml)
        var problems: [Diagnostic] = []
        var result: [Assignment] = []
        for entry in document.root.mapping ?? [] {
            let place = yaml.diagnostic("", at: entry.value)
            if let text = entry.value.isNull ? "" : entry.value.string {
                result.append(Assignment(entry.key, text, at: place))
            } else {
                var problem = place
                problem.message = "`\(entry.key)` is not one value"
                problems.append(problem)
            }
        }
        let body = Array(bytes[parts.body])
        guard let text = String(validating: body, as: UTF8.self) else {
            problems.append(
                Diagnostic("the text is not valid UTF-8", file: file, hint: "save the file as UTF-8"))
            throw DiagnosticList(problems)
        }
        guard problems.isEmpty else { throw DiagnosticList(problems) }
        if text.contains(where: { !$0.isWhitespace }) {
            result.append(Assignment("text", text, at: Diagnostic("", file: file)))
        }
        return result
    }
}
