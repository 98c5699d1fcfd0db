internal import Diagnostics
internal import Files
internal import PortalData
internal import Publishing

/// `vitrine db …`.
enum DatabaseCommands {
    static let all = [create, migrate, load, check]

    private static let create = Command(
        "db create", summary: "Make an empty portal database", undone: "no database was made"
    ) { invocation in
        let path = try database(invocation)
        try Database.create(path)
        return Terminal.say("made \(path)")
    }

    private static let migrate = Command(
        "db migrate", summary: "Bring the database to this version's schema",
        undone: "the database is as it was"
    ) { invocation in
        let path = try database(invocation)
        let versions = try Database.migrate(path)
        return Terminal.say(
            versions.from == versions.to
                ? "\(path) has version \(versions.to) already"
                : "\(path) went from version \(versions.from) to \(versions.to)")
    }

    private static let load = Command(
        "db load", operands: "FILE…", count: 1...10_000,
        summary: "Run SQL scripts on the database, all or nothing",
        details: "Foreign keys are enforced; rows may come in any order within a run.",
        undone: "the database is as it was"
    ) { invocation in
        var scripts: [Database.LoadScript] = []
        var problems: [Diagnostic] = []
        for name in invocation.operands {
            let path = name.hasPrefix("/") ? name : invocation.folder + "/" + name
            do throws(FileError) {
                if let text = String(validating: try FileSystem.read(path), as: UTF8.self) {
                    scripts.append(Database.LoadScript(file: name, text: text))
                } else {
                    problems.append(Diagnostic("the script is not UTF-8", file: name))
                }
            } catch {
                problems.append(Diagnostic("cannot \(error.operation) it: \(error.reason)", file: name))
            }
        }
        guard problems.isEmpty else { throw DiagnosticList(problems) }
        try Database.load(scripts, into: try database(invocation))
        return Terminal.say("loaded \(scripts.count) \(scripts.count == 1 ? "script" : "scripts")")
    }

    private static let check = Command(
        "db check", summary: "Find what would stop a build or hold a client back",
        options: [.init("as-of", "DATE", "the date of the data")]
    ) { invocation in
        let folder = PortalFolder(root: invocation.folder)
        let configuration = try Configuration(of: folder)
        let asOf = try invocation.options["as-of"] ?? configuration.asOf ?? Clock().today
        guard Clock.isDay(asOf) else {
            throw UsageError(message: "`--as-of` takes a day such as 2026-11-20", command: nil)
        }
        let inspection = try PortalInspection(
            of: configuration.databasePath(in: folder), folder: folder, asOf: asOf)
        for addition in inspection.additions { Terminal.say(addition) }
        Terminal.complain(inspection.diagnostics)
        guard !DiagnosticList(inspection.diagnostics).hasErrors else { return .inputErrors }
        return Terminal.say("the database is sound")
    }

    private static func database(_ invocation: Invocation) throws -> String {
        let folder = PortalFolder(root: invocation.folder)
        return try Configuration(of: folder).databasePath(in: folder)
    }
}
