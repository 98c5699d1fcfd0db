internal import Files
internal import Glibc
internal import PortalData

extension AuditTable {
    /// Where the table of a build lies while it is made.
    static func path(in work: String) -> String { work + "/audit" }

    /// Makes the table of a portal and puts it into a folder, for nobody else to read and all at once.
    ///
    /// - Throws: where it cannot be made; then there is an empty one, so that nobody waits for it.
    static func write(
        from portal: FrozenPortal, _ configuration: Configuration, into work: String
    ) throws {
        let table = Result { try collect(from: portal, configuration) }
        let bytes = (try? table.get()) ?? AuditTableBuilder().table()
        try Folder(path: work).write(bytes, to: RelativePath(checking: "audit-new"), mode: 0o600)
        try FileSystem.rename(work + "/audit-new", to: path(in: work))
        _ = try table.get()
    }

    /// Waits until the parent of this process has made the table; workers have enough to do before they need it.
    ///
    /// A worker ends with its parent, so it never waits in vain.
    static func wait(for path: String) {
        while FileSystem.kind(path) == nil { usleep(500) }
    }
}
