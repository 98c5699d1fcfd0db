internal import Diagnostics
internal import JSON
internal import SQLite

extension PortalWriter {
    /// Gives a user a password, by its bcrypt hash; one who was only invited becomes active.
    public func setPasswordHash(_ hash: String, of username: String) throws {
        let find = try database.prepare("select status from users where username = ?1", isLongLived: false)
        try find.bind(username, at: 1)
        guard try find.step() else {
            throw DiagnosticList([
                Diagnostic(
                    "there is no user `\(username)`", file: path,
                    hint: "add one to the table `users` first")
            ])
        }
        let before = find.json(at: 0)
        let update = try database.prepare(
            """
            update users set password_hash = ?1, status = iif(status = 'invited', 'active', status)
            where username = ?2 returning status
            """, isLongLived: false)
        try update.bind(hash, at: 1)
        try update.bind(username, at: 2)
        guard try update.step() else { return }
        let after = update.json(at: 0)
        try update.run()
        try record(
            AuditEntry(
                "set-password", table: "users", record: username,
                before: before == after ? [] : [.init(name: "status", value: before)],
                after: before == after ? [] : [.init(name: "status", value: after)]))
    }
}
