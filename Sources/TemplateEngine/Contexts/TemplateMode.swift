/// What kind of text a template makes, and so how values in it are escaped.
public enum TemplateMode: UInt8, Hashable, Sendable {
    /// HTML: every value is escaped for its place, and refused where no escaping is safe.
    case html
    /// XML and SVG: text and quoted attributes.
    case xml
    /// No escaping at all: titles and paths, which are escaped as values later.
    case text

    /// The mode for a file of this name, by its ending.
    public init(fileName: String) {
        self =
            if fileName.hasSuffix(".html") {
                .html
            } else if fileName.hasSuffix(".xml") || fileName.hasSuffix(".svg") {
                .xml
            } else {
                .text
            }
    }
}
