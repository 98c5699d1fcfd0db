internal import Files
internal import PortalData

/// Where everything of one portal lies on the disk.
public struct PortalFolder: Hashable, Sendable {
    /// The folder with `vitrine.yaml`.
    public let root: String

    /// What the tool writes, `site/` and `access/` among it.
    public let output: String

    /// The portal in a folder.
    public init(root: String) { (self.root, output) = (root, root + "/output") }

    /// Where a web server finds what was published elsewhere: `site/` and `access/` lie in the folder itself.
    public init(target: String) { (root, output) = (target, target) }

    var configuration: String { root + "/vitrine.yaml" }
    /// What authors wrote: a folder for each client, and `_shared`.
    public var content: String { root + "/content" }
    var templates: String { root + "/Templates" }

    /// The document root: one folder an edition, and `assets`.
    public var site: String { output + "/site" }
    /// The manifest, credentials and server files; never inside the document root.
    public var access: String { output + "/access" }
    /// What was built and waits to be published: one folder a build.
    var staged: String { output + "/staged" }
    /// What was brought to a target and is not in force there: one folder a snapshot.
    var incoming: String { output + "/incoming" }
    /// What the operator of a target says of it.
    var targetSettings: String { root + "/target.yaml" }
    /// What the next build must know.
    var state: String { output + "/state" }
    /// The moment of the database that the last build saw.
    var moment: String { cache + "/moment.sqlite" }
    /// A digest of all that web servers read beside the pages, as it was published.
    var accessDigest: String { cache + "/access" }
    /// What the last build knew of each client.
    var memory: String { cache + "/build" }
    /// The manifest of what is published, for builds where nothing else of it is left.
    var publishedManifest: String { state + "/access.json" }
    /// The texts of each client as they were rendered.
    var renderedTexts: String { cache + "/texts" }
    /// The lock that a build or publication holds.
    var lock: String { state + "/lock" }
    /// The id of what is published.
    var current: String { state + "/current" }
    /// What each published edition of one user was made for: its name, a tab, and its view.
    var ownViews: String { state + "/own-views" }
    /// For each type of page, what it was made of: templates, tables, and whether it reads the date.
    var pages: String { state + "/pages.jsonl" }
    /// For each published edition, the stamp of what it was made of.
    var stamps: String { state + "/stamps" }
    /// The lines of `files.jsonl` of assets that published pages name.
    var pageAssets: String { state + "/assets.jsonl" }
    /// For each published edition, the list of its files as it stands in `files.jsonl`.
    var publishedFiles: String { state + "/editions" }

    /// For each snapshot that is kept, its generations.
    var snapshotRecords: String { state + "/snapshots" }
    func snapshotRecord(_ id: String) -> String { "\(snapshotRecords)/\(id).jsonl" }
    /// The coming snapshot of a publication that runs, or that did not come to its end.
    var journal: String { state + "/journal.jsonl" }
    /// Which records an edition of a snapshot holds: a list each, by its digest.
    var recordLists: String { state + "/record-lists" }
    func recordList(_ digest: Digest) -> String { "\(recordLists)/\(digest.hex).jsonl" }
    /// What is not published any more: generations by edition, and what else is kept of a snapshot by id; never served.
    var snapshots: String { output + "/snapshots" }
    func generations(of edition: String) -> String { "\(snapshots)/\(edition)" }
    func generation(_ digest: Digest, of edition: String) -> String {
        "\(generations(of: edition))/\(digest.hex)"
    }
    /// What may be deleted and changes nothing but time.
    var cache: String { output + "/cache" }
    /// The manifest of a snapshot that is kept.
    func snapshotManifest(_ id: String) -> String { "\(snapshots)/\(id)/access.json" }
    /// What `pageAssets` was with it.
    func snapshotAssets(_ id: String) -> String { "\(snapshots)/\(id)/assets.jsonl" }
    /// What `ownViews` was with it.
    func snapshotViews(_ id: String) -> String { "\(snapshots)/\(id)/own-views" }
    func publishedFiles(of edition: String) -> String { "\(publishedFiles)/\(edition).jsonl" }
    /// For each client, which records its editions held, publication by publication.
    var recordJournals: String { state + "/history" }
    func recordJournal(of client: String) -> String { "\(recordJournals)/\(client).jsonl" }
    /// For each client, which record each path of its editions was made of, and since when.
    var pathJournals: String { state + "/paths" }
    func pathJournal(of client: String) -> String { "\(pathJournals)/\(client).jsonl" }
    /// The key with which addresses of the access log are hashed.
    var addressKey: String { state + "/addresses.key" }
    /// What retention and erasure took away; see `PrunedList`.
    var pruned: String { state + "/" + Self.prunedName }
    static let prunedName = "pruned.jsonl"
    /// There while rows are gone and their files may not be.
    var pruning: String { state + "/pruning" }
    /// Records that retention moved out of the portal, with their files and a manifest.
    var archive: String { root + "/archive" }

    /// The list of what retention and erasure took away.
    func prunedList() throws -> PrunedList {
        FileSystem.kind(pruned) == nil ? PrunedList() : PrunedList(reading: try FileSystem.read(pruned))
    }

    /// The file of the newest digest of the audit log; makes its folder.
    public func auditHead() throws -> String {
        try FileSystem.makeFolder(state)
        return state + "/audit-head"
    }
}
