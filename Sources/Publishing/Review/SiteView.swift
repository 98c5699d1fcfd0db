public import Access
internal import Files

/// What readers get, or would get: the manifest and every file, of what is published or of a build that waits.
public struct SiteView {
    /// Who may read what.
    public let manifest: Manifest
    /// As `files.jsonl` lists them.
    public let files: [PublishedFile]

    private let made: Set<String>
    private let build: StagedBuild?
    private let folder: PortalFolder

    /// What a staged build would make of the site; of none, what is published.
    ///
    /// - Throws: where nothing is published, or a part is missing.
    public init(of build: StagedBuild?, in folder: PortalFolder) throws {
        let access = build?.access ?? folder.access
        manifest = try Manifest(reading: FileSystem.read(access + "/access.json", limit: 1 << 30))
        files = try FileSystem.read(access + "/files.jsonl", limit: 1 << 30)
            .split(separator: UInt8(ascii: "\n")).map { try PublishedFile(reading: Array($0)) }
        made = try Set(build?.madeEditions() ?? [])
        self.build = build
        self.folder = folder
    }

    /// The bytes of one file; no symbolic link is followed.
    public func bytes(of file: PublishedFile) throws -> [UInt8] {
        if let build {
            if made.contains(file.rule) { return try Folder(path: build.site).read(file.path.text) }
            let name = String(file.path.text.dropFirst("assets/".count))
            if file.rule == "assets", FileSystem.kind("\(build.assets)/\(name)") == .file {
                return try Folder(path: build.assets).read(name)
            }
        }
        return try Folder(path: folder.site).read(file.path.text)
    }
}
