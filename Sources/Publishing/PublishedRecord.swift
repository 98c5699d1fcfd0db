internal import Access
internal import Files

/// Where one record is published, as far as the file list tells: its own page and files, and not lists that name it.
public struct PublishedRecord: Hashable, Sendable {
    /// The id of the snapshot.
    public let snapshot: String
    /// The date of its data.
    public let asOf: String
    /// Addresses, in byte order; at least one.
    public let paths: [String]

    /// Looks for a label such as `projects website` in a client's published editions.
    ///
    /// Nil where nothing of it is published, or nothing at all.
    public init?(label: String, client: String, in folder: PortalFolder) throws {
        guard let id = try PublicationState(of: folder).id,
            let snapshot = BackupDescription.Published(
                manifest: try FileSystem.read(folder.access + "/access.json")), snapshot.id == id
        else { return nil }
        var paths: [String] = []
        for line in try FileSystem.read(folder.access + "/files.jsonl").split(separator: UInt8(ascii: "\n")) {
            guard let file = try? PublishedFile(reading: Array(line)), file.record == label,
                file.rule.prefix(while: { $0 != "." }) == client[...]
            else { continue }
            paths.append(file.urlPath)
        }
        guard !paths.isEmpty else { return nil }
        self.snapshot = snapshot.id
        asOf = snapshot.asOf
        self.paths = paths
    }
}
