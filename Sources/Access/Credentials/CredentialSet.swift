public import Files

/// The password files of a publication.
public struct CredentialSet: Hashable, Sendable {
    /// In byte order of the editions' names, each once.
    public let files: [CredentialFile]

    /// The name of the empty file that lets nobody in; no edition's file can have it.
    public static let nobody = "nobody"

    /// Password files, one an edition.
    public init(_ files: [CredentialFile]) {
        self.files = files.sorted { Manifest.precedes($0.edition, $1.edition) }
    }

    /// The files that a manifest asks for, from the hashes of all users.
    ///
    /// A reader without a hash has no way in; his edition's file is written all the same.
    public init(_ manifest: Manifest, hashes: [CredentialFile.Entry]) {
        let known = Dictionary(hashes.map { ($0.user, $0) }, uniquingKeysWith: { _, last in last })
        var entries: [String: [CredentialFile.Entry]] = [:]
        for user in manifest.users where user.isValid(on: manifest.snapshot.asOf) {
            guard let entry = known[user.name] else { continue }
            for group in user.groups { entries[group, default: []].append(entry) }
        }
        self.init(
            manifest.groups.map { CredentialFile(edition: $0.id, entries: entries[$0.id] ?? []) })
    }

    /// What is left of these when only those stay who `next` has too and whom `manifest` lets in, with their hashes of then.
    ///
    /// This is what is in force while editions are being switched: nobody reads more than before or than after.
    public func narrowed(to next: CredentialSet, by manifest: Manifest) -> CredentialSet {
        let coming = Dictionary(next.files.map { ($0.edition, $0.entries) }) { first, _ in first }
        let groups = Dictionary(manifest.users.map { ($0.name, $0.groups) }) { first, _ in first }
        return CredentialSet(
            files.map { file in
                let names = Set(file.entries.map(\.user))
                let entries = (coming[file.edition] ?? []).filter { entry in
                    names.contains(entry.user) && groups[entry.user]?.contains(file.edition) == true
                }
                return CredentialFile(edition: file.edition, entries: entries)
            })
    }

    /// Writes the files into `folder` (`output/access/credentials`), each in one step and only if it changed, and
    /// removes those of editions that are no more.
    ///
    /// Mode 0640: the server's group reads them, nobody else does. The folder is made with mode 0750.
    ///
    /// - Returns: whether anybody's way in changed.
    @discardableResult
    public func write(to folder: String) throws(FileError) -> Bool {
        try FileSystem.makeFolder(folder, mode: 0o750)
        let batch = WriteBatch()
        var isChanged = try batch.add([], at: "\(folder)/\(Self.nobody)", mode: 0o640)
        for file in files where try batch.add(file.text, at: "\(folder)/\(file.name)", mode: 0o640) {
            isChanged = true
        }
        try batch.commit()
        let wanted = Set(files.map(\.name) + [Self.nobody])
        for entry in try Folder(path: folder).entries()
        where entry.kind == .file && !wanted.contains(entry.name) {
            try FileSystem.remove("\(folder)/\(entry.name)")
            isChanged = true
        }
        return isChanged
    }

    /// Reads the files that lie in `folder`; an empty set where there is no such folder.
    public static func read(from folder: String) throws -> CredentialSet {
        guard FileSystem.kind(folder) == .folder else { return CredentialSet([]) }
        let opened = try Folder(path: folder)
        let suffix = ".htpasswd"
        return CredentialSet(
            try opened.entries().filter {
                $0.kind == .file && $0.name.hasSuffix(suffix) && !$0.name.hasPrefix(".")
            }.map {
                let text = String(decoding: try opened.read($0.name), as: UTF8.self)
                return try CredentialFile(edition: String($0.name.dropLast(suffix.count)), text: text)
            })
    }
}
