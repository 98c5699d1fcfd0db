internal import Files

/// What `output/state/current` says: what is published, and how far that is true.
enum PublicationState: Hashable, Sendable {
    case nothing
    /// All of it, under this id.
    case published(String)
    /// The pages of this id (nil: none), but who may read them was narrowed for a publication that a hook then stopped.
    case narrowed(String?)
    /// A publication of this id did not come to its end, so that some editions may be its and some those of before.
    case interrupted(String)

    /// Reads it.
    init(of folder: PortalFolder) throws {
        self.init(try FileSystem.text(folder.current) ?? "")
    }

    /// Reads what `text` wrote.
    init(_ text: String) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        self =
            switch (words[0], words.count) {
            case ("", 1): .nothing
            case ("narrowed", 2): .narrowed(words[1].isEmpty ? nil : words[1])
            case ("interrupted", 2): .interrupted(words[1])
            default: .published(text)
            }
    }

    /// One line without its end.
    var text: String {
        switch self {
        case .nothing: ""
        case .published(let id): id
        case .narrowed(let id): "narrowed " + (id ?? "")
        case .interrupted(let id): "interrupted " + id
        }
    }

    /// Writes it.
    func write(in folder: PortalFolder) throws {
        try AtomicWrite.write(text + "\n", to: folder.current)
    }

    /// Whose pages readers see; nil where that is nobody's, or half of somebody's.
    var id: String? {
        switch self {
        case .published(let id): id
        case .narrowed(let id): id
        case .nothing, .interrupted: nil
        }
    }

    /// Whether half of something is published.
    var isInterrupted: Bool { if case .interrupted = self { true } else { false } }

    /// Whether the files that servers read, and what servers have read of them, are those of the manifest.
    var isSettled: Bool {
        switch self {
        case .nothing, .published: true
        case .narrowed, .interrupted: false
        }
    }

    /// The same before a hook stopped a publication.
    var beforeNarrowing: PublicationState {
        guard case .narrowed(let id) = self else { return self }
        return id.map { .published($0) } ?? .nothing
    }
}
