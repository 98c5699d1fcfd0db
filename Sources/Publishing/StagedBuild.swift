internal import Files

/// One finished build that no reader has seen yet: a folder below `output/staged/`, named by what it holds.
///
/// Its parts: `site/<edition>/`, `assets/`, `files/<edition>.jsonl` (that edition's lines of `files.jsonl`),
/// `records/<edition>.jsonl`, `access/` (the manifest, `files.jsonl`, `credentials/`, `servers/`) and `previous` (the snapshot
/// it was built upon).
public struct StagedBuild: Hashable, Sendable {
    /// As `2026-11-20-0123456789ab`: the date of the data, and a digest of everything in it.
    public let id: String
    /// Its folder.
    let path: String

    var site: String { path + "/site" }
    /// Editions of clients that are not published yet, to be looked at.
    var drafts: String { path + "/drafts" }
    var assets: String { path + "/assets" }
    var files: String { path + "/files" }
    var access: String { path + "/access" }
    /// The coming password files; missing where they, and the server files, are as they are published.
    var credentials: String { access + "/credentials" }
    /// The coming `accessDigest` of the portal.
    var accessDigest: String { path + "/access-digest" }
    /// For each edition, the records that it holds.
    var records: String { path + "/records" }
    /// The list of an edition's files.
    func fileList(of edition: String) -> String { "\(files)/\(edition).jsonl" }
    /// The list of an edition's records.
    func recordList(of edition: String) -> String { "\(records)/\(edition).jsonl" }
    /// The editions that were made, in byte order.
    func madeEditions() throws -> [String] {
        guard FileSystem.kind(files) != nil else { return [] }
        return try Folder(path: files).entries().map { String($0.name.dropLast(".jsonl".count)) }
    }
    /// The date of its data, `YYYY-MM-DD`.
    var asOf: String { String(id.prefix("YYYY-MM-DD".utf8.count)) }
    /// The clients of whom an edition is not published as it was made, by slug.
    public func waitingClients(in folder: PortalFolder) throws -> Set<String> {
        let waiting = try madeEditions().filter { name in
            try FileSystem.readIfThere(folder.publishedFiles(of: name)) != FileSystem.read(fileList(of: name))
        }
        return Set(waiting.map { String($0.prefix { $0 != "." }) })
    }
    /// Whether an edition of a client was made.
    public func holds(client: String) throws -> Bool {
        try madeEditions().contains { $0.prefix { $0 != "." } == client[...] }
    }
    /// The coming `ownViews` of the portal.
    var ownViews: String { path + "/own-views" }
    /// The coming `pageAssets` of the portal.
    var pageAssets: String { path + "/page-assets.jsonl" }
    /// The coming `pages` of the portal.
    var pages: String { path + "/pages.jsonl" }
    /// The coming `stamps` of the portal.
    var stamps: String { path + "/stamps" }
    var previous: String { path + "/previous" }
    /// The list of what was brought from elsewhere, beside pages and assets.
    var deliveryList: String { path + "/" + DigestList.name }
    /// Whether it was brought here, where nothing is known of its records and nothing of before is kept.
    var isReceived: Bool { FileSystem.kind(deliveryList) == .file }
    private var reviewed: String { path + "/reviewed" }

    /// The build of that id; nil where nothing of it is staged.
    public init?(id: String, in folder: PortalFolder) {
        guard !id.isEmpty, !id.hasPrefix("."), !id.contains("/"),
            FileSystem.kind(folder.staged + "/" + id) == .folder
        else { return nil }
        self.init(id: id, path: folder.staged + "/" + id)
    }

    init(id: String, path: String) {
        self.id = id
        self.path = path
    }

    /// Whether it was made of what is published, so that nothing is lost when it follows.
    func isPublishable(after state: PublicationState) throws -> Bool {
        if state == .interrupted(id) { return true }
        let previous = PublicationState(try FileSystem.text(self.previous) ?? "")
        return previous == state || previous == state.beforeNarrowing
    }

    /// Notes that somebody has looked at it: a name, or a command that showed it.
    public func markReviewed(by who: String) throws {
        try AtomicWrite.write("\(id) \(who)\n", to: reviewed)
    }

    /// Whether somebody has looked at it, and not at a build that lay here before.
    public var isReviewed: Bool {
        (try? FileSystem.text(reviewed))?.hasPrefix(id + " ") == true
    }

    /// Removes it.
    public func remove() throws { try FileSystem.removeTree(path) }

    /// Everything that waits, in the order of the ids.
    public static func all(in folder: PortalFolder) throws -> [StagedBuild] {
        guard FileSystem.kind(folder.staged) != nil else { return [] }
        return try Folder(path: folder.staged).entries()
            .filter { $0.kind == .folder && !$0.name.hasPrefix(".") }
            .map { StagedBuild(id: $0.name, path: folder.staged + "/" + $0.name) }
    }
}
