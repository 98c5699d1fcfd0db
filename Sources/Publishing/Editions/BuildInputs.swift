internal import Diagnostics
internal import Files
internal import PortalData

/// What a build finds, and what of it differs from what the last one found.
struct BuildInputs {
    /// The frozen moment of the database.
    let frozen: String
    /// Whether the next moment can be compared with it.
    let isExact: Bool
    /// What changed in the database since the moment that `memory` is about; everything where there is none.
    let change: MomentChange
    /// Of everything that all clients share, the database apart.
    let key: Digest
    /// By client, of the files in its folder; those that cannot be listed are missing.
    let contents: [String: Digest]
    /// What the last build knew; nil where nothing of it holds any more.
    let memory: BuildMemory?

    /// Whether nothing differs, so that there is nothing to do.
    var areUnchanged: Bool {
        guard let memory, change == .nothing else { return false }
        return memory.clients.allSatisfy { slug, client in
            !client.isHeldBack && client.contents == contents[slug]
        }
    }

    /// Looks at everything that a build of all clients reads, and keeps the moment of the database.
    init(of folder: PortalFolder, configuration: Configuration, options: Build.Options) throws {
        try FileSystem.makeFolder(folder.cache, mode: 0o700)
        let contents = try Self.contents(of: folder)
        let key = try Self.key(folder, options, shared: contents["_shared"])
        let state = try PublicationState(of: folder)
        let kept = BuildMemory(of: folder)
        let known = kept.flatMap { kept in
            kept.isExact && kept.key == key && state == .published(kept.snapshot) ? kept : nil
        }
        frozen = folder.moment
        (change, isExact) = try KeptMoment(of: configuration.databasePath(in: folder), keptAt: frozen).take(
            isKnown: kept?.isExact == true
        ) { try BuildMemory.forget(in: folder) }
        memory = change == .everything ? nil : known
        self.key = key
        self.contents = contents
    }

    /// Of each client's folder, and of the one that all share.
    private static func contents(of folder: PortalFolder) throws -> [String: Digest] {
        guard FileSystem.kind(folder.content) == .folder else { return [:] }
        let content = try Folder(path: folder.content)
        var result: [String: Digest] = [:]
        for entry in try content.entries() where entry.kind == .folder {
            // What is wrong with a folder is for whoever reads its files to say.
            result[entry.name] = try? content.open(folder: entry.name).versions()
        }
        return result
    }

    private static func key(
        _ folder: PortalFolder, _ options: Build.Options, shared: Digest?
    ) throws -> Digest {
        let digester = Digester()
        for path in ["/proc/self/exe", "/usr/share/zoneinfo/tzdata.zi", folder.pruned] {
            digester.update("\(FileSystem.version(of: path) ?? "")\n")
        }
        digester.update(try FileSystem.readIfThere(folder.configuration) ?? [])
        if FileSystem.kind(folder.templates) == .folder {
            digester.update(try Folder(path: folder.templates).versions().bytes)
        }
        digester.update(shared?.bytes ?? [])
        digester.update(
            "\n\(options.asOf) \(options.baseline ?? "") \(options.generator) \(options.maxAge?.minutes ?? 0)"
        )
        return digester.finish()
    }
}
