internal import Glibc
internal import PortalData
internal import Publishing

extension Invocation {
    /// Changes the database of the portal that a command works on, as the one who runs it.
    func changing<Result>(_ body: (PortalWriter) throws -> Result) throws -> Result {
        try LivePortal(of: self).write(as: Author(of: self), body)
    }
}

extension LivePortal {
    /// The database of the portal that a command works on.
    init(of invocation: Invocation) throws {
        let folder = PortalFolder(root: invocation.folder)
        let path = try Configuration(of: folder).databasePath(in: folder)
        self.init(path: path, auditHead: try folder.auditHead())
    }
}

extension Author {
    static let option = Command.Option(
        "actor", "NAME", "who does it, for the audit log; your login by default")

    /// `--actor`, else the login name, else the number of the user; at the time of `Clock`.
    init(of invocation: Invocation) throws {
        let login = getenv("USER").map { String(cString: $0) } ?? ""
        let actor = invocation.options["actor"] ?? (login.isEmpty ? "uid \(getuid())" : login)
        guard !actor.isEmpty, actor.utf8.count <= 100, actor != "sql" else {
            throw UsageError(message: "`--actor` takes a name that is not `sql`", command: nil)
        }
        self.init(actor: actor, at: try Clock().now)
    }
}
