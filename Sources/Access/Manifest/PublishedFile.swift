public import Files
internal import JSON

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
    /// How secret it is; nil for what is of no document.
    public let classification: Classification?
    /// The row that it was made from, as `documents report-2`; nil for what belongs to the whole edition.
    public let record: String?
    /// The last day on which it must be kept, as `2031-12-31`.
    public let retainUntil: String?
    /// The first day on which nobody may read it any more, as `2027-01-01`.
    public let expiresOn: String?

    /// A file and what is known of it.
    public init(
        path: RelativePath, digest: Digest, size: Int, classification: Classification? = nil,
        record: String? = nil,
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

    /// Appends its line of `files.jsonl`; optional members are left out where they are unknown.
    ///
    /// There are as many lines as pages, so what can hold no character that JSON escapes is copied as it is.
    func write(into bytes: inout [UInt8]) {
        bytes += "{\"path\":\"/".utf8
        bytes += path.text.utf8
        bytes += "\",\"rule\":\"".utf8
        bytes += path.text.utf8.prefix { $0 != UInt8(ascii: "/") }
        bytes += "\",\"headers\":\"".utf8
        bytes += headerSet.rawValue.utf8
        bytes += "\",\"sha256\":\"".utf8
        bytes += digest.hex.utf8
        bytes += "\",\"bytes\":".utf8
        bytes += String(size).utf8
        bytes += ",\"media_type\":\"".utf8
        bytes += mediaType.utf8
        bytes.append(UInt8(ascii: "\""))
        let rest = [
            ("classification", classification?.rawValue), ("record", record), ("retain_until", retainUntil),
            ("expires_on", expiresOn),
        ]
        for case (let name, let value?) in rest {
            var json = JSONWriter()
            json.string(value)
            bytes += ",\"\(name)\":".utf8
            bytes += json.bytes
        }
        bytes += "}\n".utf8
    }

    /// The whole of `files.jsonl`: one line a file, in byte order of the paths.
    public static func lines(_ files: [PublishedFile]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(files.count * 256)
        for file in files.sorted(by: { $0.path < $1.path }) { file.write(into: &bytes) }
        return bytes
    }
}
