internal import Files
internal import JSON

extension PublishedFile {
    /// Reads a line of `files.jsonl` as `write` writes it.
    ///
    /// - Throws: `JSONError`, or `ManifestError` where a member is missing or belongs to another path.
    public init(reading line: [UInt8]) throws {
        let json = try JSONReader.read(line)
        func text(_ name: String) throws(ManifestError) -> String {
            guard let text = json[name]?.string else {
                throw ManifestError(path: "$.\(name)", problem: "is no string")
            }
            return text
        }
        let shown = try text("path")
        guard shown.hasPrefix("/"), let path = RelativePath(String(shown.dropFirst())) else {
            throw ManifestError(path: "$.path", problem: "is no path that may be published: `\(shown)`")
        }
        guard let digest = Digest(hex: try text("sha256")), let size = json["bytes"]?.int, size >= 0 else {
            throw ManifestError(path: "$.sha256", problem: "and `bytes` do not describe a file")
        }
        let word = json["classification"]?.string
        let classification = word.flatMap { Classification(rawValue: $0) }
        guard word == nil || classification != nil else {
            throw ManifestError(path: "$.classification", problem: "is of no known kind")
        }
        self.init(
            path: path, digest: digest, size: Int(size), classification: classification,
            record: json["record"]?.string, retainUntil: json["retain_until"]?.string,
            expiresOn: json["expires_on"]?.string)
        for (name, expected) in [
            ("rule", rule), ("headers", headerSet.rawValue), ("media_type", mediaType),
        ] where try text(name) != expected {
            throw ManifestError(
                path: "$.\(name)", problem: "is not `\(expected)`, which follows from the path")
        }
    }

    /// Reads the whole of `files.jsonl`.
    ///
    /// - Throws: as `init(reading:)`; also for a last line without an end.
    public static func read(_ bytes: [UInt8]) throws -> [PublishedFile] {
        guard bytes.isEmpty || bytes.last == UInt8(ascii: "\n") else {
            throw ManifestError(path: "files.jsonl", problem: "ends in the middle of a line")
        }
        return try bytes.split(separator: UInt8(ascii: "\n")).map { try PublishedFile(reading: Array($0)) }
    }
}
