internal import Diagnostics
internal import Files
internal import JSON
internal import PortalData
internal import Publishing

/// `vitrine backup …` and `vitrine restore`.
enum BackupCommands {
    static let all = [backup, test, restore]

    private static let backup = Command(
        "backup", operands: "FOLDER", count: 1...1,
        summary: "Copy database, content, templates and configuration into a folder",
        details: """
            The folder must not exist. The database is one moment of it, whoever writes to it meanwhile; an older schema is
            backed up as it is. SHA256SUMS in the folder lists every file, so that `sha256sum -c SHA256SUMS` verifies a backup
            without Vitrine. Keys and the credentials of web servers are not in it, the database with its password hashes is:
            keep backups as private as the database. What is published is not in it either, as `build` makes it again.

                vitrine backup /backup/portal-2026-11-20
            """, options: [PortalLock.waiting], undone: "no backup was made"
    ) { invocation in
        let folder = PortalFolder(root: invocation.folder)
        let path = path(invocation.operands[0], invocation)
        let lock = try PortalLock(of: folder, invocation)
        defer { lock.release() }
        let made = try make(folder, at: path)
        return Terminal.say("backed up \(made.fileCount) files to \(path)")
    }

    private static let test = Command(
        "backup test", operands: "[FOLDER]", count: 0...1,
        summary: "Restore a backup aside, build it, and compare with what was published",
        details: """
            Restores to a temporary folder below output/staged/, builds with the dates of the snapshot that was published when
            the backup was made, and compares every file with that snapshot. Without FOLDER a backup is made for it and removed.
            Changes since the publication show as differences: test right after publishing. Ends with 1 where files differ.
            """,
        options: [
            .init("jobs", "N", "how many worker processes; the number of cores by default"),
            PortalLock.waiting,
        ]
    ) { invocation in
        let folder = PortalFolder(root: invocation.folder)
        let jobs = try BuildCommand.jobs(invocation)
        let lock = try PortalLock(of: folder, invocation)
        defer { lock.release() }
        let work = folder.root + "/output/staged/.trial"
        try FileSystem.removeTree(work)
        try FileSystem.makeFolder(work, mode: 0o700)
        defer { try? FileSystem.removeTree(work) }
        let backup =
            try invocation.operands.first.map { try Backup(at: path($0, invocation)) }
            ?? make(folder, at: work + "/backup")
        try FileSystem.makeFolder(work + "/portal", mode: 0o700)
        let outcome = try BackupTrial(of: backup, in: work + "/portal")
            .run(jobs: jobs, executable: "/proc/self/exe")
        return report(outcome, files: backup.fileCount)
    }

    private static let restore = Command(
        "restore", operands: "FOLDER", count: 1...1,
        summary: "Put a backup into this portal's folder",
        details: """
            Every file is compared with its digest first; a file that is changed, missing, a symbolic link or not in the list
            stops it, and so does anything that would be overwritten, unless `--force` is given. Then database, content,
            templates and vitrine.yaml become those of the backup. What is published stays until the next `build --publish`.
            End programs that write to the database before.

                vitrine -C /srv/agency restore /backup/portal-2026-11-20
            """,
        options: [.init("force", nil, "replace what is there"), Author.option, PortalLock.waiting],
        undone: "nothing was restored"
    ) { invocation in
        let folder = PortalFolder(root: invocation.folder)
        let backup = try Backup(at: path(invocation.operands[0], invocation))
        try FileSystem.makeFolder(folder.root)
        let lock = try PortalLock(of: folder, invocation)
        defer { lock.release() }
        let outcome = try Restoration(of: backup, into: folder).run(isReplacing: invocation.has("force"))
        let author = try Author(of: invocation)
        Terminal.say("restored \(backup.fileCount) files; the database is \(outcome.database)")
        if outcome.schema == Migrations.version {
            try note(backup, outcome, folder, by: author)
        } else {
            Terminal.complain(
                "its schema is older: `vitrine db migrate`, then `vitrine retention --apply` for what was pruned since"
            )
        }
        if outcome.isDatabaseElsewhere {
            Terminal.complain(
                "vitrine.yaml names its database outside of this folder, and a backup writes nothing there:"
                    + " move it, or change `database:`")
        }
        return Terminal.say("`vitrine db check` looks at it, `vitrine build --publish` publishes it")
    }

    /// Says in the audit log that the database is an earlier one, and prunes what was pruned since.
    private static func note(
        _ backup: Backup, _ outcome: Restoration.Outcome, _ folder: PortalFolder, by author: Author
    ) throws {
        let portal = LivePortal(
            path: folder.root + "/" + outcome.database, auditHead: try folder.auditHead())
        try portal.write(as: author) { writer in
            try writer.record(
                AuditEntry("restore", after: [.init(name: "made_at", value: .string(backup.madeAt))]))
        }
        let pruned = try Pruning(of: folder, portal, as: author).repeatPruning()
        PruningReport.say(again: pruned)
    }

    private static func make(_ folder: PortalFolder, at path: String) throws -> Backup {
        let configuration = try Configuration(of: folder)
        return try BackupWriter(of: folder, configuration: configuration)
            .write(to: path, madeAt: Clock().now)
    }

    private static func report(_ outcome: BackupTrial.Outcome, files: Int) -> ExitCode {
        guard let snapshot = outcome.snapshot else {
            return Terminal.say(
                "all \(files) files are whole and can be restored; nothing was published to compare with")
        }
        Terminal.complain(outcome.diagnostics)
        for client in outcome.heldBack { Terminal.complain("held back: \(client)") }
        Terminal.say(
            "\(outcome.same) of \(outcome.published) files of \(snapshot) are made again from the backup")
        for (path, reason) in outcome.pruned { Terminal.say("\(reason): \(path)") }
        let shown = 20
        for path in outcome.differences.prefix(shown) { Terminal.complain("differs: \(path)") }
        if outcome.differences.count > shown {
            Terminal.complain("and \(outcome.differences.count - shown) more")
        }
        guard outcome.differences.isEmpty else { return .inputErrors }
        guard outcome.pruned.isEmpty else { return Terminal.say("all others are the same") }
        guard outcome.isSameSnapshot else {
            Terminal.complain("the pages are the same, but not who may read them")
            return .inputErrors
        }
        return Terminal.say("who may read them is the same too: the backup is the portal")
    }

    /// Relative to the portal's folder, as other operands are.
    private static func path(_ operand: String, _ invocation: Invocation) -> String {
        operand.hasPrefix("/") ? operand : invocation.folder + "/" + operand
    }
}
