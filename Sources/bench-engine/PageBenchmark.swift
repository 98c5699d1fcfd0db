internal import Diagnostics
internal import JSON
internal import TemplateEngine

/// Renders one page over and over.
struct PageBenchmark {
    private let template: Template
    private let context: [JSONValue.Member]
    private let data: TypedData

    /// - Parameter request: a line of `vitrine render --jsonl`.
    init(_ request: String) throws {
        let json = try JSONReader.read(request)
        guard let templates = json["templates"]?.object, let main = json["main"]?.string,
            let context = json["context"]?.object
        else { throw Diagnostic("a request has `templates`, `main` and `context`") }
        self.context = context
        data = TypedData(context)
        let library = TemplateLibrary(
            sources: templates.map { member in
                TemplateSource(
                    name: member.name, file: member.name, text: Array((member.value.string ?? "").utf8))
            }, vocabulary: data.vocabulary, hostFunctions: [])
        template = try library.compile(main, mode: .html)
    }

    /// Prints pages a second, once with values that are there, as in a build, and once with values made anew for each
    /// page; and how memory grew over the first of the two.
    func run(pages: Int) throws {
        let arena = Arena()
        let output = OutputBuffer()
        let renderer = Renderer { _, _, _ throws(HostError) in .null }
        func values() -> [Value] {
            zip(context, data.vocabulary.globals).map { data.value($0.value, of: $1.type, into: arena) }
        }
        func render(_ values: [Value]) throws(Diagnostic) {
            output.removeAll()
            let none = UnsafeBufferPointer<Value>(start: nil, count: 0)
            try values.withUnsafeBufferPointer { values throws(Diagnostic) in
                try renderer.render(template, globals: values, page: none, formatting: .plain, into: output)
            }
        }
        let kept = values()
        for _ in 0..<min(pages, 1000) { try render(kept) }
        let memory = residentKiB()
        var start = seconds()
        for _ in 0..<pages { try render(kept) }
        let rendering = seconds() - start
        let growth = residentKiB() - memory
        start = seconds()
        let conversions = pages / 10 + 1
        for _ in 0..<conversions {
            arena.removeAll()
            try render(values())
        }
        let converting = seconds() - start

        var writer = JSONWriter()
        writer.beginObject()
        for (name, number) in [
            ("pages_per_second", Int(Double(pages) / rendering)),
            ("with_conversion_per_second", Int(Double(conversions) / converting)),
            ("growth_kib", growth), ("resident_kib", residentKiB()),
        ] {
            writer.name(name)
            writer.int(number)
        }
        writer.name("page")
        writer.string(String(decoding: output.bytes, as: UTF8.self))
        writer.endObject()
        print(String(decoding: writer.bytes, as: UTF8.self))
    }
}
