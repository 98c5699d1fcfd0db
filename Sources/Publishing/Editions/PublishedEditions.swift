internal import Files

/// Which editions are published with all that belongs to them.
struct PublishedEditions {
    private let trees: Set<String>
    private let lists: Set<String>
    private let hasRecords: Bool

    init(in folder: PortalFolder) throws {
        func names(_ path: String, dropping ending: String) throws -> Set<String> {
            guard FileSystem.kind(path) == .folder else { return [] }
            return Set(
                try Folder(path: path).entries().filter { $0.name.hasSuffix(ending) }
                    .map { String($0.name.dropLast(ending.count)) })
        }
        trees = try names(folder.site, dropping: "")
        lists = try names(folder.publishedFiles, dropping: ".jsonl")
        let id = try PublicationState(of: folder).id
        hasRecords = id.map { FileSystem.kind(folder.snapshotRecord($0)) == .file } ?? false
    }

    /// Whether an edition's pages and its file list are there, and the snapshot that names its records.
    func has(_ edition: String) -> Bool {
        trees.contains(edition) && lists.contains(edition) && hasRecords
    }
}
