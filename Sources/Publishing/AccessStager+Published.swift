internal import Access
internal import Files

/// What is published already, also where nothing but `output/state/` is left of it.
extension AccessStager {
    /// Whether the published files are there, and not only what is known of them.
    var isInPlace: Bool {
        FileSystem.kind(folder.access + "/access.json") == .file
            && made.allSatisfy { FileSystem.kind("\(folder.site)/\($0)") == .folder }
    }

    /// The user names of each published edition's readers.
    func publishedReaders() throws -> [String: Set<String>] {
        let isKnown = [folder.access + "/access.json", folder.publishedManifest]
            .contains { FileSystem.kind($0) != nil }
        let hasPasswords =
            configuration.servers.signOn == nil && FileSystem.kind(folder.access + "/credentials") != nil
        if isKnown, !hasPasswords {
            return try PortalVerification.manifest(publishedIn: folder).readersByEdition
                .mapValues { Set($0) }
        }
        return Dictionary(
            try CredentialSet.read(from: folder.access + "/credentials").files.map { file in
                (file.edition, Set(file.entries.map(\.user)))
            }, uniquingKeysWith: { first, _ in first })
    }
}
