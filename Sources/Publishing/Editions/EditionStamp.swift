internal import Files
internal import PortalData
internal import Site

/// What an edition is made of, in one digest: while it stays, rendering would give the same files, and is left out.
///
/// It may change for nothing (a file that was touched, a program that was built anew): then an edition is rendered as it was.
struct EditionStamper {
    /// Of what all editions of a build share.
    private let shared: Digest
    private let asOf: String
    private let content: String

    /// Stamps of a build.
    init(theme: Theme, identity: EditionInput.Identity, asOf: String, content: String) {
        self.asOf = asOf
        self.content = content
        let digester = Digester()
        // The program itself, and the zones by which it tells the time.
        for path in ["/proc/self/exe", "/usr/share/zoneinfo/tzdata.zi"] {
            digester.update("\(FileSystem.version(of: path) ?? "")\n")
        }
        digester.update(theme.digest.bytes)
        for text in [identity.title, identity.agency, identity.contact, identity.baseURL] {
            digester.update("\(text.utf8.count):\(text)")
        }
        // A question in SQL may ask for the day without a template naming it, and for how old a source is below.
        digester.update("\n\(asOf)")
        shared = digester.finish()
    }

    /// What all editions of a client share: which files lie in its folder, and what is known of records that bring some.
    func clientDigest(_ slug: String, terms: [String: RecordTerms]) throws -> Digest {
        let digester = Digester()
        for folder in [slug, "_shared"] {
            let path = content + "/" + folder
            guard FileSystem.kind(path) == .folder else { continue }
            for name in try Folder(path: path).files() {
                digester.update("\(folder)/\(name)\n\(FileSystem.version(of: "\(path)/\(name)") ?? "")\n")
            }
        }
        for (record, own) in terms.sorted(by: { $0.key < $1.key }) {
            let facts = [own.classification, own.retainUntil, own.expiresOn].map { $0 ?? "" }
            digester.update("\(record)\n\(facts.joined(separator: "\n"))\n")
        }
        return digester.finish()
    }

    /// The digest of one edition.
    func stamp(
        of edition: Edition, in portal: FrozenPortal, notes: NoteIndex, client: Digest
    ) throws -> Digest {
        let rows = try portal.fingerprint(
            of: edition, asOf: asOf, notes: notes, readsFreshness: true)
        let digester = Digester()
        for part in [shared, client, rows] { digester.update(part.bytes) }
        digester.update(edition.view)
        return digester.finish()
    }
}

/// Stamps of the editions that are published, and what was said when they were rendered.
struct EditionStamps {
    /// One edition.
    struct Entry: Hashable {
        let stamp: Digest
        /// Encoded, to be said again.
        let warnings: [UInt8]
        /// Whether what is published is what rendering would give.
        var isKept = false
    }

    var entries: [String: Entry] = [:]

    init() {}

    /// Those of what is published; none where nobody knows whether it is.
    init(publishedIn folder: PortalFolder) throws {
        let isKnown = try PublicationState(of: folder).id != nil && FileSystem.kind(folder.stamps) != nil
        self.init(isKnown ? try FileSystem.read(folder.stamps, limit: 1 << 30) : [])
    }

    /// Reads what `bytes` wrote; a line that is none of ours counts as none.
    init(_ bytes: [UInt8]) {
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            guard words.count == 4, let stamp = Digest(hex: words[1]),
                let warnings = Self.bytes(hex: words[3])
            else { continue }
            entries[words[0]] = Entry(stamp: stamp, warnings: warnings, isKept: words[2] == "kept")
        }
    }

    /// A line an edition, in byte order.
    var bytes: [UInt8] {
        var lines: [UInt8] = []
        for (name, entry) in entries.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            lines += "\(name) \(entry.stamp.hex) \(entry.isKept ? "kept" : "made") ".utf8
            for byte in entry.warnings {
                lines += [Self.digits[Int(byte >> 4)], Self.digits[Int(byte & 15)]]
            }
            lines.append(UInt8(ascii: "\n"))
        }
        return lines
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func bytes(hex: String) -> [UInt8]? {
        let values = hex.utf8.map { digits.firstIndex(of: $0).map(UInt8.init) }
        guard values.count % 2 == 0, !values.contains(nil) else { return nil }
        return stride(from: 0, to: values.count, by: 2).map { (values[$0] ?? 0) << 4 | (values[$0 + 1] ?? 0) }
    }
}
