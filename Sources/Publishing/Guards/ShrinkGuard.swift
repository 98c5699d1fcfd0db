internal import Diagnostics
internal import Files
internal import JSON
internal import PortalData

/// Which clients may lose most of what is published of them.
public enum ShrinkAllowance: Hashable, Sendable {
    case nobody, everybody
    /// By its slug.
    case client(String)

    func holds(for client: String) -> Bool { self == .everybody || self == .client(client) }
}

/// Finds editions of which most would be gone for no reason: so looks a database after an import that went wrong.
///
/// A record whose row is still there was withdrawn, made more private or has expired, and one that was erased is on no list any
/// more: that is a reason. So is a client that is suspended or offboarded.
struct ShrinkGuard {
    private let folder: PortalFolder
    private let build: StagedBuild?
    private let portal: FrozenPortal
    private let settings: GuardSettings
    private let allowance: ShrinkAllowance
    private let made: Set<String>
    /// Published editions whose records are known, by client.
    private let published: [String: [Snapshot.Edition]]

    /// Compares what was made with what is published; without a build only who is published with who is known.
    init(
        of build: StagedBuild?, _ portal: FrozenPortal, in folder: PortalFolder, _ settings: GuardSettings,
        _ allowance: ShrinkAllowance
    ) throws {
        (self.build, self.portal, self.folder) = (build, portal, folder)
        (self.settings, self.allowance) = (settings, allowance)
        made = Set(try build?.madeEditions() ?? [])
        let editions = try Snapshot(publishedIn: folder)?.editions ?? []
        published = Dictionary(grouping: editions.filter { $0.records != nil }, by: \.client)
    }

    /// What is wrong with a client's editions; errors all of them.
    func findings(of slug: String) throws -> [Diagnostic] {
        guard !allowance.holds(for: slug), let client = portal.clients.first(where: { $0.slug == slug })
        else {
            return []
        }
        return try (published[slug] ?? []).filter { made.contains($0.name) }.compactMap {
            try finding(of: $0, of: client)
        }
    }

    /// Published clients that are not in the database any more, with the editions that they had.
    func vanished() throws -> [(client: String, editions: [String], finding: Diagnostic)] {
        let slugs = Set(portal.clients.map(\.slug))
        let ids = Set(portal.clients.map(\.id))
        return try published.sorted { $0.key < $1.key }.compactMap { slug, editions in
            guard !slugs.contains(slug), !allowance.holds(for: slug) else { return nil }
            // One that was renamed has another slug.
            if let id = try editions.first.flatMap(client), ids.contains(id) { return nil }
            let finding = Diagnostic(
                "the client is published, and not in the database any more", row: "client \(slug)",
                hint: "`client offboard` takes one away; `--allow-shrink \(slug)` says that it is meant")
            return (slug, editions.map(\.name), finding)
        }
    }

    /// Whether clients that shrank are most of those that are published.
    func isMost(_ count: Int) -> Bool { count * 2 > published.count }

    private func finding(of edition: Snapshot.Edition, of client: Client) throws -> Diagnostic? {
        guard let build, let digest = edition.records,
            let old = try FileSystem.readIfThere(folder.recordList(digest)),
            let oldFiles = try FileSystem.readIfThere(folder.publishedFiles(of: edition.name))
        else { return nil }
        let new = try FileSystem.read(build.recordList(of: edition.name))
        let newFiles = try FileSystem.read(build.fileList(of: edition.name))
        // A line a record, and one besides.
        var records = Loss(before: Self.lines(old) - 1, after: Self.lines(new) - 1)
        var pages = Loss(before: Self.pages(oldFiles), after: Self.pages(newFiles))
        guard records.isTooMuch(by: settings) || pages.isTooMuch(by: settings) else { return nil }
        let lost = RecordList(lines: old).subtracting(RecordList(lines: new))
        let gone = try portal.countGone(
            lost.byTable, of: client, notes: NoteIndex(content: folder.content))
        records.explained = lost.count - gone
        pages.explained = lost.count - gone
        let losses = [records.words("records", settings), pages.words("pages", settings)].compactMap(\.self)
        guard !losses.isEmpty else { return nil }
        return Diagnostic(
            "most of what is published would be gone: \(losses.joined(separator: ", ")) are left",
            row: "edition \(edition.name)",
            hint: "`--allow-shrink \(client.slug)` says that it is meant")
    }

    private struct Loss {
        let before: Int
        let after: Int
        /// How many were taken away by somebody.
        var explained = 0

        func isTooMuch(by settings: GuardSettings) -> Bool {
            let gone = before - after - explained
            return gone >= settings.shrinkLeast && gone * 100 > settings.shrinkPercent * before
        }

        func words(_ what: String, _ settings: GuardSettings) -> String? {
            isTooMuch(by: settings) ? "\(after) of \(before) \(what)" : nil
        }
    }

    private static func lines(_ list: [UInt8]) -> Int { list.count { $0 == UInt8(ascii: "\n") } }

    /// The HTML files of a list.
    private static func pages(_ list: [UInt8]) -> Int {
        let (start, ending) = (#"{"path":""#.utf8.count, ".html".utf8)
        return list.split(separator: UInt8(ascii: "\n")).count { line in
            line.dropFirst(start).prefix { $0 != UInt8(ascii: "\"") }.suffix(ending.count).elementsEqual(
                ending)
        }
    }

    /// Whose edition it was, by the first line of its records.
    private func client(of edition: Snapshot.Edition) throws -> Int64? {
        let list = try edition.records.flatMap { try FileSystem.readIfThere(folder.recordList($0)) }
        let line = list?.prefix { $0 != UInt8(ascii: "\n") }
        return line.flatMap { try? JSONReader.read(Array($0))["client"]?.int }
    }
}
