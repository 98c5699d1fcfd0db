internal import Files

/// The snapshots in which one edition held a record.
public struct RecordSpan: Hashable, Sendable {
    /// The edition's name.
    public let edition: String
    /// The id of the first snapshot.
    public let from: String
    /// The id of the snapshot that no longer held it; nil where it is to be seen.
    public let until: String?

    /// The spans of a record, by its label such as `projects website`, in the order in which they began.
    ///
    /// Empty where it was never published, or is not published on its own.
    public static func all(
        label: String, client: String, in folder: PortalFolder
    ) throws -> [RecordSpan] {
        let path = folder.recordJournal(of: client)
        guard let space = label.firstIndex(of: " "), FileSystem.kind(path) != nil else { return [] }
        let (table, name) = (String(label[..<space]), String(label[label.index(after: space)...]))
        var spans: [RecordSpan] = []
        for line in RecordJournal.lines(try FileSystem.read(path)) {
            let open = spans.firstIndex { $0.edition == line.edition && $0.until == nil }
            if open == nil, line.appeared?.contains(name, of: table) == true {
                spans.append(RecordSpan(edition: line.edition, from: line.snapshot, until: nil))
            } else if let open, line.vanished?.contains(name, of: table) == true {
                spans[open] = RecordSpan(
                    edition: line.edition, from: spans[open].from, until: line.snapshot)
            }
        }
        return spans
    }
}
