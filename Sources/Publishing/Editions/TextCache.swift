internal import Files
internal import Markdown
internal import Site

/// The rendered texts of each client, in `output/cache/texts/`: read back only as they were written, by the same program.
struct TextCache {
    private let folder: String
    /// Of the program that renders.
    private let program: String

    init(in folder: PortalFolder, program: Digest) {
        self.folder = folder.renderedTexts
        self.program = program.hex
    }

    /// Those of a client; none where none are kept, or where they are not whole.
    func texts(of client: String) -> RenderedTexts {
        guard let bytes = try? FileSystem.readIfThere("\(folder)/\(client)"), bytes.count > 64,
            bytes[..<64].elementsEqual(Digest(of: Array(bytes[64...])).hex.utf8)
        else { return RenderedTexts() }
        var buffer = MessageBuffer()
        buffer.append(bytes[64...])
        guard let message = buffer.next(), message.text(0) == program else { return RenderedTexts() }
        return RenderedTexts(message.fields.dropFirst().compactMap(Self.entry))
    }

    /// Keeps a client's, if any is new.
    ///
    /// - Parameter isWhole: whether all of the client was rendered, so that nobody needs what was not asked for.
    func keep(_ texts: RenderedTexts, of client: String, isWhole: Bool) throws {
        guard texts.hasNew else { return }
        let fields = texts.entries(unused: !isWhole).map { Self.message($0).encoded }
        let bytes = Message(fields: [Array(program.utf8)] + fields).encoded
        try FileSystem.makeFolder(folder, mode: 0o700)
        let name = try RelativePath(checking: "\(client).new")
        try FileSystem.remove("\(folder)/\(name.text)")
        // Whether it reaches the disk matters to nobody: one that is not whole is none.
        try Folder(path: folder).write(Array(Digest(of: bytes).hex.utf8) + bytes, to: name, mode: 0o600)
        try FileSystem.rename("\(folder)/\(name.text)", to: "\(folder)/\(client)")
    }

    private static func message(_ entry: RenderedTexts.Entry) -> Message {
        var fields = [Array(entry.key.hex.utf8), entry.html, Array("\(entry.headings.count)".utf8)]
        for heading in entry.headings {
            fields += ["\(heading.level)", heading.id, heading.text].map { Array($0.utf8) }
        }
        for link in entry.links {
            let (own, url) = (link.link, link.url)
            fields += [own.destination, own.isImage ? "1" : "0", "\(own.line)", url].map { Array($0.utf8) }
        }
        return Message(fields: fields)
    }

    private static func entry(_ field: [UInt8]) -> RenderedTexts.Entry? {
        var buffer = MessageBuffer()
        buffer.append(field)
        guard let message = buffer.next(), let key = Digest(hex: message.text(0)),
            let count = message.number(2), count >= 0, message.fields.count >= 3 + count * 3
        else { return nil }
        let headings = (0..<count).map { index in
            MarkdownHeading(
                level: message.number(3 + index * 3) ?? 1, id: message.text(4 + index * 3),
                text: message.text(5 + index * 3))
        }
        let links = stride(from: 3 + count * 3, to: message.fields.count, by: 4).map { place in
            RenderedTexts.Entry.Link(
                MarkdownLink(
                    destination: message.text(place), isImage: message.text(place + 1) == "1",
                    line: message.number(place + 2) ?? 0), url: message.text(place + 3))
        }
        return RenderedTexts.Entry(key: key, html: message.fields[1], headings: headings, links: links)
    }
}
