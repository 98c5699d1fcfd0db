internal import Diagnostics
internal import Import
internal import PortalData
internal import Publishing

/// `vitrine export`.
enum ExportCommand {
    static let command = Command(
        "export", summary: "Write everything of one client into a folder, to be kept or imported elsewhere",
        details: """
            The folder must not exist. In it: every row of the client in every table, the agency's own tables too, with what the
            rows refer to (staff, users, services, types, workflows, roles), a table a file, a row a line of JSON; the
            client's files and notes, and those that all clients share; its part of the audit log; README.md with counts,
            and SHA256SUMS. What is internal is in it: it is the agency's export, and not for the client as it is.
            Passwords, keys and SQL files are not in it. The audit log keeps that it was made. `vitrine import FOLDER` makes the client of it in another portal.

                vitrine export --client acme --to /exports/acme-2026-11-20
            """,
        options: [.init("client", "SLUG", "whose"), .init("to", "FOLDER", "where"), Author.option]
    ) { invocation in
        guard let client = invocation.options["client"], let name = invocation.options["to"], !name.isEmpty
        else {
            throw UsageError(message: "`export` needs `--client` and `--to`", command: nil)
        }
        let path = name.hasPrefix("/") ? name : invocation.folder + "/" + name
        let outcome = try ClientExport(of: client, to: path, as: Author(of: invocation))
            .run(of: LivePortal(of: invocation), content: PortalFolder(root: invocation.folder).content)
        let rows = outcome.tables.reduce(0) { $0 + $1.rows }
        Terminal.say(
            "exported \(rows) rows of \(outcome.tables.count) tables and \(outcome.files) files to \(path)")
        return Terminal.say("what is internal is in it: it is not for the client as it is")
    }

    /// Reads an export: what `vitrine import FOLDER` does.
    static func read(_ path: String, _ invocation: Invocation) throws -> ExitCode {
        let folder = PortalFolder(root: invocation.folder)
        let lock = try PortalLock(of: folder, invocation)
        defer { lock.release() }
        let outcome = try ClientImport(of: path).run(
            in: LivePortal(of: invocation), content: folder.content, as: Author(of: invocation))
        Terminal.say("imported \(outcome.client): \(outcome.rows) rows, \(outcome.files) files")
        for path in outcome.differing {
            Terminal.complain("\(TerminalText.neutralised(path)) is another file here, and stays")
        }
        return Terminal.say(
            "users have no passwords: `vitrine user passwd` makes them; `vitrine db check` looks at it all")
    }
}
