internal import Access
internal import Files
internal import JSON

/// What a target tells of itself: a line `{"state","built_at"}`, then one an edition, `{"edition","generation"}`.
///
/// An edition is told where its pages are known to be those of its list, whatever else is half done.
struct TargetStatus {
    let state: PublicationState
    /// When what is published was built; nil where nothing is.
    let builtAt: String?
    /// By edition.
    let generations: [String: Digest]

    /// What is true of a target.
    init(of target: PortalFolder) throws {
        state = try PublicationState(of: target)
        builtAt = try FileSystem.readIfThere(target.access + "/access.json").map {
            try Manifest(reading: $0).snapshot.builtAt
        }
        var known: [String: Digest] = [:]
        if FileSystem.kind(target.publishedFiles) == .folder {
            for entry in try Folder(path: target.publishedFiles).entries() where !entry.name.hasPrefix(".") {
                let edition = String(entry.name.dropLast(".jsonl".count))
                guard FileSystem.kind("\(target.site)/\(edition)") == .folder else { continue }
                known[edition] = Digest(of: try FileSystem.read(target.publishedFiles(of: edition)))
            }
        }
        generations = known
    }

    /// Reads what `bytes` wrote; nil for anything else.
    init?(_ bytes: [UInt8]) {
        let lines = bytes.split(separator: UInt8(ascii: "\n")).map { try? JSONReader.read(Array($0)) }
        guard let first = lines.first, let text = first?["state"]?.string else { return nil }
        state = PublicationState(text)
        builtAt = first?["built_at"]?.string
        var known: [String: Digest] = [:]
        for line in lines.dropFirst() {
            guard let edition = line?["edition"]?.string,
                let generation = line?["generation"]?.string.flatMap({ Digest(hex: $0) })
            else { return nil }
            known[edition] = generation
        }
        generations = known
    }

    /// In byte order of the editions.
    var bytes: [UInt8] {
        return generations.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .reduce(into: JSONWriter.line([("state", state.text), ("built_at", builtAt)])) { bytes, entry in
                bytes += JSONWriter.line([("edition", entry.key), ("generation", entry.value.hex)])
            }
    }

    /// The snapshot that is published there, or of which half is.
    var id: String? {
        if case .interrupted(let id) = state { return id }
        return state.id
    }
}
