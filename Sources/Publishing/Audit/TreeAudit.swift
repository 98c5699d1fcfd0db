internal import Access
public import Diagnostics
internal import Files
internal import PortalData
internal import Site
internal import Slices
internal import TemplateEngine

/// Searches everything that is published for what its readers may not see by the database as it is now.
public struct TreeAudit {
    /// What came of it.
    public struct Report: Sendable {
        /// What must not stand where it stands, edition by edition.
        public var diagnostics: [Diagnostic] = []
        /// Files that were searched.
        public var files = 0
    }

    private let folder: PortalFolder
    private let configuration: Configuration

    /// The audit of what a portal has published.
    public init(of folder: PortalFolder, configuration: Configuration) {
        self.folder = folder
        self.configuration = configuration
    }

    /// Searches every file of the document root.
    ///
    /// - Parameter asOf: the date of the data, `YYYY-MM-DD`.
    public func run(asOf: String) throws -> Report {
        let work = folder.staged + "/.audited"
        try FileSystem.removeTree(work)
        try FileSystem.makeFolder(work, mode: 0o700)
        defer { try? FileSystem.removeTree(work) }
        let database = configuration.databasePath(in: folder)
        try Freeze.freeze(database, to: work + "/frozen.sqlite")
        let portal = try FrozenPortal(path: work + "/frozen.sqlite", of: database)
        let slice = try Slice(schema: portal.sliceSchema)
        try AuditTable.write(from: portal, configuration, into: work)
        let audit = try EditionAudit(
            table: AuditTable.path(in: work), settings: configuration.audit, vocabulary: slice.vocabulary)
        let notes = try NoteIndex(content: folder.content)
        let arena = Arena()
        var report = Report()
        for edition in try portal.readership(asOf: asOf).editions {
            let path = folder.site + "/" + edition.name
            guard FileSystem.kind(path) == .folder else { continue }
            arena.removeAll()
            try portal.fill(slice, with: edition, asOf: asOf, notes: notes)
            defer { try? slice.clear() }
            audit.begin(edition, values: try slice.values(into: arena))
            report.files += try audit.scan(folder: path)
            report.diagnostics += try audit.diagnostics(naming: portal)
        }
        audit.beginShared("assets")
        report.files += try audit.scan(folder: folder.site + "/assets")
        report.diagnostics += try audit.diagnostics(naming: portal)
        return report
    }
}

extension EditionAudit {
    /// Searches every file below a folder; returns how many there are.
    fileprivate func scan(folder path: String) throws -> Int {
        guard FileSystem.kind(path) == .folder else { return 0 }
        let names = try Folder(path: path).files()
        for name in names { try scan(file: "\(path)/\(name)", at: name) }
        return names.count
    }

    /// What is wrong with files that every client's pages share.
    func diagnostics(of assets: ThemeAssets, naming portal: FrozenPortal) throws -> [Diagnostic] {
        beginShared("assets")
        for asset in assets.all { asset.bytes.withUnsafeBytes { scan($0, at: asset.publishedName) } }
        return try diagnostics(naming: portal)
    }
}
