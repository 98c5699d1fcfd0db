internal import Diagnostics
internal import Files

/// What the last build knew of each client, so that the next one asks again only of those that changed.
///
/// It belongs to the kept moment of the database, and to one publication: where something else is published, it says nothing.
/// Lies in `output/cache/`; deleting it costs time alone.
struct BuildMemory {
    /// What was found out about one client.
    struct Client {
        /// Of the files in its folder; nil where they could not be listed.
        var contents: Digest?
        /// The first day on which a record that readers see is gone.
        var firstExpiry: String?
        /// Whether its published editions stayed as they were because of an error.
        var isHeldBack = false
        /// All that was said of it, encoded.
        var diagnostics: [UInt8] = []
        var editions: [Edition] = []
    }

    /// One edition of a client.
    struct Edition: Hashable {
        let name: String
        /// As `PortalData.Edition.view` tells it.
        let view: String
        /// The highest classification that it may hold.
        let highest: String
    }

    /// Of everything that all clients share.
    let key: Digest
    /// The publication whose editions it is about.
    let snapshot: String
    /// Whether the kept moment is a copy of the database, page by page.
    let isExact: Bool
    /// What was said of everything that is shared, encoded.
    let diagnostics: [UInt8]
    /// By slug.
    var clients: [String: Client] = [:]

    init(key: Digest, snapshot: String, isExact: Bool, diagnostics: [UInt8]) {
        self.key = key
        self.snapshot = snapshot
        self.isExact = isExact
        self.diagnostics = diagnostics
    }

    /// Reads what `write` wrote; nil where there is nothing, or nothing of this version's.
    init?(of folder: PortalFolder) {
        guard let bytes = try? FileSystem.readIfThere(folder.memory) else { return nil }
        var buffer = MessageBuffer()
        buffer.append(bytes)
        guard let message = buffer.next(), message.text(0) == Self.format,
            let key = Digest(hex: message.text(1)), let count = message.number(5)
        else { return nil }
        self.init(
            key: key, snapshot: message.text(2), isExact: message.text(3) == "exact",
            diagnostics: message.fields[4])
        var next = 6
        for _ in 0..<count {
            guard next + 6 <= message.fields.count, let editions = message.number(next + 5) else {
                return nil
            }
            var client = Client(
                contents: Digest(hex: message.text(next + 1)), isHeldBack: message.text(next + 3) == "held",
                diagnostics: message.fields[next + 4])
            client.firstExpiry = message.text(next + 2).isEmpty ? nil : message.text(next + 2)
            let slug = message.text(next)
            next += 6
            guard next + 3 * editions <= message.fields.count else { return nil }
            for _ in 0..<editions {
                client.editions.append(
                    Edition(
                        name: message.text(next), view: message.text(next + 1),
                        highest: message.text(next + 2)))
                next += 3
            }
            clients[slug] = client
        }
    }

    private static let format = "build memory 1"

    /// Keeps it for the next build.
    func write(in folder: PortalFolder) throws {
        let texts = [Self.format, key.hex, snapshot, isExact ? "exact" : ""]
        var fields = texts.map { Array($0.utf8) } + [diagnostics, Array("\(clients.count)".utf8)]
        for (slug, client) in clients.sorted(by: { $0.key < $1.key }) {
            let facts = [
                slug, client.contents?.hex ?? "", client.firstExpiry ?? "", client.isHeldBack ? "held" : "",
            ]
            fields +=
                facts.map { Array($0.utf8) } + [client.diagnostics, Array("\(client.editions.count)".utf8)]
            for edition in client.editions {
                fields += [edition.name, edition.view, edition.highest].map { Array($0.utf8) }
            }
        }
        try AtomicWrite.write(Message(fields: fields).encoded, to: folder.memory, mode: 0o600)
    }

    /// Makes nothing known, before what it belongs to changes.
    static func forget(in folder: PortalFolder) throws { try FileSystem.remove(folder.memory) }
}
