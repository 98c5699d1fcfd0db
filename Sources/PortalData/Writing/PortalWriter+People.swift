internal import Diagnostics
internal import JSON
internal import SQLite

extension PortalWriter {
    /// Adds a user with a role at a client; he gets in once he has a password.
    ///
    /// `columns` are further ones of `users`; `last` is the last day of the membership.
    public func addUser(
        _ username: String, role: String, at client: String, until last: String?, _ columns: [Assignment]
    ) throws -> RecordChange {
        let finder = try finder()
        let users = try finder.table("users")
        let memberships = try finder.table("memberships")
        let owner = try finder.client(client)
        let row = try newRow([Assignment("username", username)] + columns, to: users, finder)
        return try showing([owner.id]) {
            let user = try insert(row)
            let membership = [
                Assignment("client", client), Assignment("user", username), Assignment("role", role),
                Assignment("valid_until_on", last ?? ""),
            ]
            _ = try insert(newRow(membership, to: memberships, finder))
            return user
        }
    }

    /// Notes that a user was sent an invitation.
    func noteInvitation(of user: FoundRecord) throws {
        let update = try database.prepare(
            "update users set last_invited_at = ?1 where id = ?2", isLongLived: false)
        try bind([.string(author.at), user.key], to: update)
        try update.run()
        try record(AuditEntry("invite", table: "users", record: user.name))
    }
}
