public import Diagnostics
internal import Files
public import PortalData

/// Who would see what, if a portal were built now; nothing is built.
public final class PortalSight {
    private let portal: FrozenPortal
    private let notes: NoteIndex
    private let asOf: String
    private let frozen: String

    /// Takes one moment of a database, which is held while this is in use.
    ///
    /// - Throws: `DiagnosticList` where the database cannot be read.
    public init(of database: String, folder: PortalFolder, asOf: String) throws {
        try FileSystem.makeFolder(folder.staged)
        frozen = folder.staged + "/.seen.sqlite"
        try FileSystem.remove(frozen)
        try Freeze.freeze(database, to: frozen)
        do {
            portal = try FrozenPortal(path: frozen, of: database)
            notes = try NoteIndex(content: folder.content)
        } catch {
            try? FileSystem.remove(frozen)
            throw error
        }
        self.asOf = asOf
    }

    deinit { try? FileSystem.remove(frozen) }

    /// Who sees a record; see `FrozenPortal.readers`.
    public func readers(of name: String, in table: String) throws(DiagnosticList) -> RecordReaders {
        try portal.readers(of: name, in: table, asOf: asOf, notes: notes)
    }

    /// Why a user sees a record or not; see `FrozenPortal.explanation`.
    public func explanation(
        of user: String, seeing name: String, in table: String
    ) throws(DiagnosticList) -> (isSeen: Bool, reasons: [String]) {
        try portal.explanation(of: user, seeing: name, in: table, asOf: asOf, notes: notes)
    }
}
