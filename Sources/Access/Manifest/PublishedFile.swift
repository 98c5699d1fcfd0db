public import Files
public import JSON

/// One file of the document root, as `files.jsonl` lists it.
///
/// Its rule, header set and media type follow from its path.
public struct PublishedFile: Hashable, Sendable {
    /// Relative to the document root: `acme/projects/website.html`.
    public let path: RelativePath
    /// Of the bytes.
    public let digest: Digest
    /// In bytes.
    public let size: Int
    /// How secret it is, in the agency's words; nil where nobody said.
    public let classification: String?
    /// The row that it was made from, as `documents report-2`; nil for what belongs to the whole edition.
    public let record: String?
    /// The last day on which it must be kept, as `2031-12-31`.
    public let retainUntil: String?
    /// The first day on which nobody may read it any more, as `2027-01-01`.
    public let expiresOn: String?

    /// A file and what is known of it.
    public init(
        path: RelativePath, digest: Digest, size: Int, classification: String? = nil, record: String? = nil,
        retainUntil: String? = nil, expiresOn: String? = nil
    ) {
        self.path = path
        self.digest = digest
        self.size = size
        self.classification = classification
        self.record = record
        self.retainUntil = retainUntil
        self.expiresOn = expiresOn
    }

    /// As a URL names it: `/acme/projects/website.html`.
    public var urlPath: String { "/" + path.text }

    /// The headers that it is answered with.
    public var headerSet: HeaderSet { HeaderSet(for: path) }

    /// The media type that servers give it.
    public var mediaType: String { MediaType.ofPublished(path) }

    /// The first segment, which is the id of its rule: an edition, or `assets`.
    public var rule: String { String(path.segments.first ?? "") }

    /// Writes its line of `files.jsonl`; optional members are left out where they are unknown.
    public func write(into json: inout JSONWriter) {
        json.beginObject()
        json.name("path")
        json.string(urlPath)
        json.name("rule")
        json.string(rule)
        json.name("headers")
        json.string(headerSet.rawValue)
        json.name("sha256")
        json.string(digest.hex)
        json.name("bytes")
        json.int(size)
        json.name("media_type")
        json.string(mediaType)
        let rest = [
            ("classification", classification), ("record", record), ("retain_until", retainUntil),
            ("expires_on", expiresOn),
        ]
        for case (let name, let value?) in rest {
            json.name(name)
            json.string(value)
        }
        json.endObject()
        json.newline()
    }

    /// The whole of `files.jsonl`: one line a file, in byte order of the paths.
    public static func lines(_ files: [PublishedFile]) -> [UInt8] {
        var json = JSONWriter()
        for file in files.sorted(by: { $0.path < $1.path }) { file.write(into: &json) }
        return json.bytes
    }
}
