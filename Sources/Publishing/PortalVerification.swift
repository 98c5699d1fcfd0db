public import Access
public import Diagnostics
internal import Files
internal import PortalData

/// Holds what is published against its manifest, and remembers the newest publication that was sound.
public struct PortalVerification {
    private let root: String
    private let key: VerifyingKey?

    /// The tree in a folder with `site/` and `access/`: a portal's `output/`, or where a web server finds them.
    ///
    /// - Parameter key: whose signature it must have; nil where none is asked for.
    public init(root: String, key: VerifyingKey?) {
        self.root = root
        self.key = key
    }

    /// Verifies.
    ///
    /// - Parameter today: in UTC, as `2026-06-01`.
    public func run(today: String) throws -> PublishedTree.Report {
        let memory = root + "/state/verified"
        let seen = try FileSystem.text(memory).flatMap { SeenSnapshot($0) }
        let tree = PublishedTree(site: root + "/site", access: root + "/access")
        let path = root + "/state/" + PortalFolder.prunedName
        let pruned =
            FileSystem.kind(path) == nil ? PrunedList() : PrunedList(reading: try FileSystem.read(path))
        let report = tree.verify(
            .init(today: today, key: key, seen: seen) { _, digest in pruned.file(digest)?.explanation })
        if report.faults.isEmpty, let manifest = report.manifest, FileSystem.kind(root + "/state") == .folder
        {
            try AtomicWrite.write(SeenSnapshot(manifest.snapshot).text, to: memory)
        }
        return report
    }

    /// The manifest of a tree.
    public static func manifest(of root: String) throws(DiagnosticList) -> Manifest {
        let path = root + "/access/access.json"
        do {
            return try Manifest(reading: FileSystem.read(path))
        } catch {
            throw DiagnosticList([
                Diagnostic("\(error)", file: path, hint: "`vitrine build --publish` writes a manifest")
            ])
        }
    }

    /// The manifest of what is published, also where nothing but `output/state/` is left of it.
    static func manifest(publishedIn folder: PortalFolder) throws -> Manifest {
        guard FileSystem.kind(folder.access + "/access.json") == nil,
            let bytes = try FileSystem.readIfThere(folder.publishedManifest)
        else { return try manifest(of: folder.output) }
        return try Manifest(reading: bytes)
    }

    /// The files of a tree that readers may ask for.
    public static func files(of root: String) throws(DiagnosticList) -> [PublishedFile] {
        let path = root + "/access/files.jsonl"
        do {
            return try PublishedFile.read(FileSystem.read(path, limit: 1 << 30))
        } catch {
            throw DiagnosticList([Diagnostic("\(error)", file: path)])
        }
    }
}
