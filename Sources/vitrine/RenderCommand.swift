internal import Diagnostics
internal import Files
internal import Glibc
internal import JSON
internal import TemplateEngine

/// `vitrine render`: a template with data of the user's own, without a portal.
enum RenderCommand {
    static let command = Command(
        "render", operands: "[TEMPLATE]", count: 0...1, summary: "Render one template with data from JSON",
        details: """
            Needs no portal: paths are checked while the page is made. Templates that TEMPLATE names are looked for in its
            folder and below. Names that end in .html are escaped as HTML, .xml and .svg as XML, others not at all. An object
            `{"$safe": "…"}` in the data is trusted markup.

            With `--jsonl`, every line of the input is `{"templates": {name: source}, "main": name, "context": {…}}`, and every
            line of the output `{"output": "…"}` or `{"error": {"kind", "message", "template", "line", "column"}}`. The kind is
            `syntax`, `name`, `type`, `escape`, `limit` or `runtime`.
            """,
        options: [
            .init("data", "FILE", "an object of JSON; its members are the template's names"),
            .init("jsonl", nil, "answer requests on standard input, one a line"),
        ]
    ) { invocation in
        if invocation.has("jsonl") {
            guard invocation.operands.isEmpty, !invocation.has("data") else {
                throw UsageError(message: "`--jsonl` takes neither a template nor `--data`", command: nil)
            }
            guard let input = fdopen(STDIN_FILENO, "r") else { return .done }
            var buffer: UnsafeMutablePointer<CChar>?
            var room = 0
            defer { free(buffer) }
            // Bytes as they come: what is no UTF-8 is an error, and not another character.
            while case let count = getline(&buffer, &room, input), count > 0, let buffer {
                let line = UnsafeRawBufferPointer(start: buffer, count: count)
                Terminal.put(TemplateRequest.answer(to: Array(line)), on: STDOUT_FILENO)
            }
            return .done
        }
        guard let template = invocation.operands.first else {
            throw UsageError(message: "`render` takes TEMPLATE or `--jsonl`", command: nil)
        }
        return try render(template, data: invocation.options["data"], in: invocation.folder)
    }

    private static func render(_ template: String, data: String?, in root: String) throws -> ExitCode {
        let path = template.hasPrefix("/") ? template : root + "/" + template
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let folder = try Folder(path: String(path.dropLast(name.utf8.count)))
        let text = try FileSystem.read(path)
        let request = TemplateRequest(
            sources: [TemplateSource(name: name, file: template, text: text)], main: name,
            context: try data.map { try members(of: $0, in: root) } ?? [])
        do throws(DiagnosticList) {
            let (output, warnings) = try request.rendered { other in
                guard let text = try? folder.read(other) else { return nil }
                return TemplateSource(name: other, file: template.dropLast(name.count) + other, text: text)
            }
            Terminal.complain(warnings)
            Terminal.put(output, on: STDOUT_FILENO)
            return .done
        } catch {
            Terminal.complain(error.all)
            return .inputErrors
        }
    }

    private static func members(of file: String, in root: String) throws -> [JSONValue.Member] {
        let bytes = try FileSystem.read(file.hasPrefix("/") ? file : root + "/" + file)
        do throws(JSONError) {
            if let members = try JSONReader.read(bytes).object { return members }
        } catch {
            let before = bytes.prefix(error.offset)
            let lineStart = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
            let place = SourceRange(
                line: before.count { $0 == 10 } + 1,
                column: String(decoding: before[lineStart...], as: UTF8.self).unicodeScalars.count + 1)
            throw DiagnosticList([Diagnostic(error.message, file: file, range: place)])
        }
        throw DiagnosticList([Diagnostic("the data is no object", file: file, hint: "write `{\"name\": …}`")])
    }
}
