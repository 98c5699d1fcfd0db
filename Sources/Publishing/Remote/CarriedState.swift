internal import Diagnostics
internal import Files

/// Brings `output/state/`, all that must survive between builds, to another place and fetches it from there.
///
/// It lies there as one release, named by its list of digests. `state/carried` says which one the state here was made from, so
/// that a newer one is never taken for an older. The caller holds the portal's lock.
public struct CarriedState {
    private let folder: PortalFolder
    private let releases: ReleaseFolder
    private var work: String { folder.staged + "/.state" }
    private var base: String { folder.state + "/carried" }

    /// The state of a portal and the place that it is brought to.
    public init(of folder: PortalFolder, by transport: Transport) {
        self.folder = folder
        releases = ReleaseFolder(transport: transport, isPrivate: true)
    }

    /// Brings it there.
    ///
    /// - Returns: whether anything was new there.
    /// - Throws: `TargetError.moved` where the state there is not one that this was made from.
    public func push() throws -> Bool {
        guard try !PublicationState(of: folder).isInterrupted else { throw PublicationError.interrupted }
        defer { try? FileSystem.removeTree(work) }
        guard let name = try collect() else { throw TargetError.noState }
        let there = try releases.state()
        if there.current == name {
            try AtomicWrite.write(name + "\n", to: base)
            return false
        }
        guard try there.current.map(bases().contains) ?? true else { throw TargetError.moved }
        try releases.carry(["."], from: work, as: name)
        // Either may be there, should this end between the two.
        try AtomicWrite.write((there.current.map { $0 + "\n" } ?? "") + name + "\n", to: base)
        try releases.switchOver(to: name, from: there.current, then: nil)
        try AtomicWrite.write(name + "\n", to: base)
        return true
    }

    /// Fetches it, in place of what is here; pages of another publication go, since the next build makes them.
    ///
    /// - Returns: whether anything was new here.
    /// - Throws: `TargetError.changedHere` where the state here was made from none that was brought there;
    ///   `DiagnosticList` where what comes is not what its list says.
    public func pull() throws -> Bool {
        defer { try? FileSystem.removeTree(work) }
        guard let there = try releases.state().current else { throw TargetError.noState }
        if let here = try collect() {
            if here == there {
                try AtomicWrite.write(there + "\n", to: base)
                return false
            }
            guard try bases().contains(here) else { throw TargetError.changedHere }
        }
        try FileSystem.removeTree(work)
        try FileSystem.makeFolder(work, mode: 0o700)
        try releases.transport.fetch("releases/" + there, to: work)
        try check(named: there)
        try install(there)
        return true
    }

    /// Puts what is carried together in the working folder; its name, nil where there is nothing.
    private func collect() throws -> String? {
        try FileSystem.removeTree(work)
        try FileSystem.makeFolder(work, mode: 0o700)
        let files = try Folder.create(path: folder.state)
        var list = DigestList()
        for name in try files.files() where !Self.isOwn(name) {
            if let slash = name.lastIndex(of: "/") { try FileSystem.makeFolder(work + "/" + name[..<slash]) }
            try FileSystem.link(folder.state + "/" + name, at: work + "/" + name)
            try list.add(name, files.digest(name).digest)
        }
        guard !list.entries.isEmpty else { return nil }
        try AtomicWrite.write(list.text, to: work + "/" + DigestList.name)
        return Self.name(of: list.text)
    }

    private static func name(of list: String) -> String { String(Digest(of: list).hex.prefix(32)) }

    /// What is of this machine alone, and keys.
    private static func isOwn(_ name: String) -> Bool {
        ["lock", "carried", "verified"].contains(name) || name.hasSuffix(".key") || name.hasPrefix(".")
    }

    private func bases() throws -> [String] {
        (try FileSystem.text(base) ?? "").split(separator: "\n").map(String.init)
    }

    private func check(named name: String) throws {
        let fetched = try Folder(path: work)
        let text = String(decoding: try fetched.read(DigestList.name), as: UTF8.self)
        let found = try fetched.files().filter { $0 != DigestList.name }
        let fault =
            Self.name(of: text) == name
            ? try DigestList(reading: text).fault(in: fetched, found: found) : DigestList.name
        if let path = fault ?? found.first(where: Self.isOwn) {
            throw DiagnosticList([Diagnostic("the state there is damaged", file: path)])
        }
    }

    private func install(_ name: String) throws {
        try FileSystem.remove(work + "/" + DigestList.name)
        try AtomicWrite.write(name + "\n", to: work + "/carried")
        // The lock among them, which is held.
        for own in try Folder(path: folder.state).files() where Self.isOwn(own) && own != "carried" {
            try FileSystem.link(folder.state + "/" + own, at: work + "/" + own)
        }
        try FileSystem.synchroniseAll(holding: folder.output)
        // What lies here belongs to what was published by the state of before.
        try FileSystem.remove(folder.access + "/access.json")
        try FileSystem.removeTree(folder.cache)
        if FileSystem.kind(folder.site) == .folder {
            for entry in try Folder(path: folder.site).entries() where entry.name != "assets" {
                let list = "/editions/\(entry.name).jsonl"
                let (old, new) = try (
                    FileSystem.readIfThere(folder.state + list), FileSystem.readIfThere(work + list)
                )
                if old != new { try FileSystem.removeTree(folder.site + "/" + entry.name) }
            }
        }
        try FileSystem.makeFolder(work, mode: 0o755)
        try FileSystem.exchange(work, folder.state)
    }
}
