internal import Access
internal import Files
internal import PortalData
internal import Site

/// Writes the files of one edition into a staged build, and keeps the list of what it wrote.
struct EditionWriter {
    private let edition: RelativePath
    private let folder: Folder
    private let content: Folder?
    private let terms: [String: RecordTerms]
    private let audit: EditionAudit?
    private let links: LinkCheck
    /// In the order of writing.
    private(set) var files: [PublishedFile] = []
    /// The sum of their sizes.
    private(set) var byteCount = 0

    /// Begins an edition's folder in the staged site.
    ///
    /// - Parameters:
    ///   - content: nil where the portal has no content folder, so that no file can come from there.
    ///   - terms: of the records that bring files, by table and code.
    ///   - audit: what searches each file; nil where none does.
    ///   - links: what looks where links of pages lead.
    init(
        edition: String, site: String, content: Folder?, terms: [String: RecordTerms], audit: EditionAudit?,
        links: LinkCheck
    ) throws {
        self.edition = try RelativePath(checking: edition)
        folder = try Folder.create(path: site + "/" + edition)
        self.content = content
        self.terms = terms
        self.audit = audit
        self.links = links
        links.begin(edition)
    }

    /// Writes one file.
    mutating func write(_ file: OutputFile) throws {
        let path = try RelativePath(checking: file.path)
        let digest: Digest
        let size: Int
        switch file.content {
        case .bytes(let bytes):
            try folder.write(bytes, to: path)
            (digest, size) = (Digest(of: bytes), bytes.count)
            audit?.scan(bytes, at: file.path)
            links.scan(bytes, at: file.path)
        case .contentFile(let source):
            guard let content else { throw FileError("open", source, because: "there is no content folder") }
            (digest, size) = try folder.copy(source, of: content, to: path)
            try audit?.scan(copy: "\(folder.path)/\(path.text)", at: file.path)
            links.add(file.path)
        }
        byteCount += size
        let own = file.record.flatMap { terms[$0] }
        files.append(
            PublishedFile(
                path: edition.appending(path), digest: digest, size: size,
                classification: own?.classification.flatMap { Classification(rawValue: $0) },
                record: file.record,
                retainUntil: own?.retainUntil, expiresOn: own?.expiresOn))
    }
}
