internal import JSON
internal import Site

extension [PageDependencies] {
    /// A line of JSON for each type of page.
    var lines: [UInt8] {
        var writer = JSONWriter()
        for page in self {
            writer.beginObject()
            writer.name("page")
            writer.string(page.page)
            for (name, values) in [("templates", page.templates), ("tables", page.tables)] {
                writer.name(name)
                writer.beginArray()
                for value in values { writer.string(value) }
                writer.endArray()
            }
            writer.name("reads_as_of")
            writer.bool(page.readsDay)
            writer.endObject()
            writer.newline()
        }
        return writer.bytes
    }
}
