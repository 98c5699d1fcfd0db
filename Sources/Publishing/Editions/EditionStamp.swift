internal import Files
internal import PortalData
internal import Site

/// What an edition is made of, as digests: while they stay, rendering would give the same files, and is left out.
///
/// They may change for nothing (a file that was touched, a program that was built anew): then an edition is rendered as it was.
struct EditionStamp: Hashable {
    /// One thing that editions are made of, as people call it.
    enum Part: String, CaseIterable {
        case program, templates, settings
        case day = "the day"
        case files = "notes or files"
        case rows, readers
        case baseline = "the snapshot that is compared with"
    }

    /// The first 128 bits of each in hexadecimal digits, in the order of `Part.allCases`.
    private var digests: [Substring]

    init(_ parts: [Part: Digest]) {
        digests = Part.allCases.map { (parts[$0] ?? Digest(of: "")).hex.prefix(32) }
    }

    /// Reads what `text` wrote; nil where it is none.
    init?(_ text: Substring) {
        digests = text.split(separator: "-")
        guard digests.count == Part.allCases.count else { return nil }
    }

    /// The digests with `-` between them.
    var text: String { digests.joined(separator: "-") }

    /// What differs from an earlier one, for people.
    func reason(against earlier: EditionStamp?) -> String {
        guard let earlier else { return "nothing is known of the last time" }
        let parts = zip(Part.allCases, zip(digests, earlier.digests)).filter { $0.1.0 != $0.1.1 }
        return parts.map(\.0.rawValue).joined(separator: ", ")
    }
}

/// Makes the stamps of a build's editions.
struct EditionStamper {
    /// Of what all editions of a build share.
    private let shared: [EditionStamp.Part: Digest]
    /// Of the program that renders.
    let program: Digest
    private let content: String

    /// Stamps of a build.
    init(theme: Theme, identity: EditionInput.Identity, asOf: String, content: String) {
        self.content = content
        // The program itself, and the zones by which it tells the time.
        let program = ["/proc/self/exe", "/usr/share/zoneinfo/tzdata.zi"]
            .map { FileSystem.version(of: $0) ?? "" }.joined(separator: "\n")
        let settings = [identity.title, identity.agency, identity.contact, identity.baseURL]
            .map { "\($0.utf8.count):\($0)" }.joined()
        self.program = Digest(of: program)
        shared = [
            .program: self.program, .templates: theme.digest, .settings: Digest(of: settings),
            // Where no page reads it, what the day decides is in the rows.
            .day: Digest(of: theme.readsDay ? asOf : ""),
        ]
    }

    /// What all editions of a client share: which files lie in its folder, and what is known of records that bring some.
    ///
    /// - Parameter contents: of its own folder; nil where that is to be found out.
    func clientDigest(_ slug: String, contents: Digest?, terms: [String: RecordTerms]) throws -> Digest {
        let digester = Digester()
        for folder in [slug, "_shared"] {
            let path = content + "/" + folder
            if folder == slug, let contents {
                digester.update(contents.bytes)
            } else if FileSystem.kind(path) == .folder {
                digester.update(try Folder(path: path).versions().bytes)
            }
        }
        for (record, own) in terms.sorted(by: { $0.key < $1.key }) {
            let facts = [own.classification, own.retainUntil, own.expiresOn].map { $0 ?? "" }
            digester.update("\(record)\n\(facts.joined(separator: "\n"))\n")
        }
        return digester.finish()
    }

    /// The stamp of one edition; `rows` is its fingerprint, `client` of its client.
    func stamp(
        of edition: Edition, rows: Digest, client: Digest, baseline: Baseline?
    ) -> EditionStamp {
        var parts = shared
        parts[.files] = client
        parts[.rows] = rows
        parts[.readers] = Digest(of: edition.view)
        parts[.baseline] = Digest(of: baseline?.stamp(of: edition.name) ?? "")
        return EditionStamp(parts)
    }
}

/// Stamps of the editions that are published, and what was said when they were rendered.
struct EditionStamps {
    /// One edition.
    struct Entry: Hashable {
        let stamp: EditionStamp
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
        // What was kept by the last build is not by this one, before it has looked.
        for name in entries.keys { entries[name]?.isKept = false }
    }

    /// Reads what `bytes` wrote; a line that is none of ours counts as none.
    init(_ bytes: [UInt8]) {
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            guard words.count == 4, let stamp = EditionStamp(words[1][...]),
                let warnings = Self.bytes(hex: words[3])
            else { continue }
            entries[words[0]] = Entry(stamp: stamp, warnings: warnings, isKept: words[2] == "kept")
        }
    }

    /// A line an edition, in byte order.
    var bytes: [UInt8] {
        var lines: [UInt8] = []
        for (name, entry) in entries.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            lines += "\(name) \(entry.stamp.text) \(entry.isKept ? "kept" : "made") ".utf8
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
