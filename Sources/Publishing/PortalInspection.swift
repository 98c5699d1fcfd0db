public import Diagnostics
internal import Files
internal import PortalData

/// What a build would say of a portal's data, found without building.
public struct PortalInspection: Hashable, Sendable {
    /// What is wrong for all first, then client by client.
    public let diagnostics: [Diagnostic]
    /// What happens to each table and column that the agency added, one sentence each.
    public let additions: [String]

    /// Looks at a database and the content folder on a day.
    ///
    /// - Throws: `DiagnosticList` where the database cannot be read at all.
    public init(of database: String, folder: PortalFolder, asOf: String) throws {
        try FileSystem.makeFolder(folder.staged)
        let frozen = folder.staged + "/.inspected.sqlite"
        try FileSystem.remove(frozen)
        defer { try? FileSystem.remove(frozen) }
        try Freeze.freeze(database, to: frozen)
        let portal = try FrozenPortal(path: frozen, of: database)
        let report = try portal.check(
            asOf: asOf, notes: NoteIndex(content: folder.content), content: folder.content,
            pruned: folder.prunedList())
        let ofAll = report.findings.filter { $0.client == nil }
        let ofClients =
            report.findings.filter { $0.client != nil } + AccessCheck(clients: portal.clients).findings()
        diagnostics = (ofAll + ofClients).map(\.diagnostic)
        additions = report.additions
    }
}
