/// A template as its author wrote it.
public struct TemplateSource: Sendable {
    /// As other templates name it: `pages/project.html`.
    public let name: String
    /// As diagnostics name it: `Templates/pages/project.html`.
    public let file: String
    /// UTF-8, without front matter.
    public let text: [UInt8]
    /// The line of the file at which `text` begins.
    public let firstLine: Int
    /// What stands around the text on that line, where it is only a part of it: a value in front matter.
    public let surroundings: (before: String, after: String)

    /// A source; line ends may be LF or CR LF.
    public init(
        name: String, file: String, text: [UInt8], firstLine: Int = 1,
        surroundings: (before: String, after: String) = ("", "")
    ) {
        self.name = name
        self.file = file
        self.text = text
        self.firstLine = firstLine
        self.surroundings = surroundings
    }
}
