internal import Access
internal import Files

/// Assets that are published no more and that a snapshot needs, each named by its digest.
///
/// What a snapshot has is listed beside its manifest, in lines of `files.jsonl`.
struct SnapshotAssets {
    private let folder: PortalFolder
    private var kept: String { folder.snapshots + "/assets" }

    init(of folder: PortalFolder) { self.folder = folder }

    /// Those of a snapshot; of none where they are not known.
    func list(of id: String) throws -> [PublishedFile] {
        let bytes = try FileSystem.readIfThere(folder.snapshotAssets(id)) ?? []
        return try bytes.split(separator: UInt8(ascii: "\n")).map { try PublishedFile(reading: Array($0)) }
    }

    /// Gives published assets that go a second name, before others may take theirs.
    func keep(_ old: [PublishedFile], besides new: [PublishedFile]) throws {
        let staying = Set(new)
        let going = old.filter { !staying.contains($0) }
        guard !going.isEmpty else { return }
        try FileSystem.makeFolder(folder.snapshots, mode: 0o700)
        try FileSystem.makeFolder(kept)
        for asset in going where FileSystem.kind(place(of: asset)) == nil {
            let published = folder.site + "/" + asset.path.text
            if FileSystem.kind(published) == .file { try FileSystem.link(published, at: place(of: asset)) }
        }
    }

    /// Takes assets away that no published page names any more.
    func withdraw(_ old: [PublishedFile], besides new: [PublishedFile]) throws {
        let paths = Set(new.map(\.path))
        let site = try Folder(path: folder.site)
        for asset in old where !paths.contains(asset.path) { try site.remove(asset.path.text) }
    }

    /// Collects assets from where they are published or kept.
    ///
    /// - Parameters:
    ///   - other: another folder of that kind in which they may be; nil for none.
    ///   - destination: a folder that takes the place of `assets/`.
    /// - Throws: `FileError` where one is nowhere.
    func bringBack(_ assets: [PublishedFile], from other: String?, to destination: String) throws {
        for asset in assets {
            let name = "/" + asset.path.text.dropFirst("assets/".count)
            let path = destination + name
            try FileSystem.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
            let source = try [folder.site + "/assets", other].compactMap(\.self).map { $0 + name }.first {
                path in
                try FileSystem.kind(path) == .file && Digest(of: FileSystem.read(path)) == asset.digest
            }
            try FileSystem.link(source ?? place(of: asset), at: path)
        }
    }

    /// Removes what none of some snapshots needs.
    func prune(keeping headers: [Snapshot.Header]) throws {
        guard FileSystem.kind(kept) != nil else { return }
        let needed = try Set(headers.flatMap { try list(of: $0.id).map(\.digest.hex) })
        for entry in try Folder(path: kept).entries() where !needed.contains(entry.name) {
            try FileSystem.remove(kept + "/" + entry.name)
        }
    }

    private func place(of asset: PublishedFile) -> String { kept + "/" + asset.digest.hex }
}
