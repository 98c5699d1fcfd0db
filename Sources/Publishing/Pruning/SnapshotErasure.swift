internal import Access
internal import Files
internal import PortalData

/// Takes what is erased out of snapshots: trees of editions that held it, and their lists of records.
///
/// A published edition that holds it loses its list alone: it is made anew by the next build, and its tree is not kept then.
struct SnapshotErasure {
    let folder: PortalFolder
    /// What stands for the records; see `PrunedList.digest(table:client:name:)`.
    let records: Set<String>
    /// Whether a client is gone with all that is his.
    let isGone: (String) -> Bool

    /// Does so; what was done before is not done again.
    func run() throws {
        var known: [String: Bool] = [:]
        let headers = try Snapshot.headers(in: folder)
        for header in headers {
            guard let snapshot = try Snapshot(id: header.id, in: folder) else { continue }
            let editions = try snapshot.editions.map { edition in
                guard let list = edition.records else { return edition }
                let key = edition.client + "/" + list.hex
                let isHit = try isGone(edition.client) || known[key] ?? holds(list, edition.client)
                known[key] = isHit
                guard isHit else { return edition }
                let tree = folder.generation(edition.generation, of: edition.name)
                try FileSystem.removeTree(tree)
                try FileSystem.remove(tree + ".jsonl")
                return Snapshot.Edition(name: edition.name, generation: edition.generation, records: nil)
            }
            let erased = Snapshot(snapshot.header, editions: editions)
            if erased != snapshot {
                try AtomicWrite.write(erased.bytes, to: folder.snapshotRecord(header.id))
            }
            try eraseUsers(of: header.id)
        }
        let needed = try SnapshotPruning.Needed(headers, in: folder)
        guard FileSystem.kind(folder.recordLists) != nil else { return }
        for entry in try Folder(path: folder.recordLists).entries() {
            if let digest = Digest(hex: String(entry.name.prefix { $0 != "." })),
                !needed.records.contains(digest)
            {
                try FileSystem.remove(folder.recordLists + "/" + entry.name)
            }
        }
    }

    private func holds(_ list: Digest, _ client: String) throws -> Bool {
        guard let bytes = try FileSystem.readIfThere(folder.recordList(list)) else { return true }
        return RecordList(lines: bytes).contains { table, name in
            records.contains(PrunedList.digest(table: table, client: client, name: name))
        }
    }

    /// User names stand in the manifests that are kept.
    private func eraseUsers(of id: String) throws {
        let path = folder.snapshotManifest(id)
        guard let bytes = try FileSystem.readIfThere(path) else { return }
        let manifest = try Manifest(reading: bytes)
        let left = manifest.users.filter { user in
            let clients = [nil] + Set(user.groups.map { String($0.prefix { $0 != "." }) })
            return !clients.contains { client in
                records.contains(PrunedList.digest(table: "users", client: client, name: user.name))
            }
        }
        guard left.count < manifest.users.count else { return }
        try AtomicWrite.write(
            Manifest(
                baseURL: manifest.baseURL, realm: manifest.realm, snapshot: manifest.snapshot,
                groups: manifest.groups, users: left, rules: manifest.rules
            ).json(), to: path)
    }
}
