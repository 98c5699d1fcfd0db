public import Diagnostics
internal import SQLite

extension Database {
    /// Gives a user a password, by its bcrypt hash; one who was only invited becomes active.
    public static func setPasswordHash(_ hash: String, of username: String, in path: String)
        throws(DiagnosticList)
    {
        do {
            let database = try Connection(path: path, mode: .readWrite)
            database.setBusyTimeout(milliseconds: 10_000)
            try DatabaseHeader.check(database, path: path)
            let update = try database.prepare(
                """
                update users set password_hash = ?1, status = iif(status = 'invited', 'active', status)
                where username = ?2 returning id
                """, isLongLived: false)
            try update.bind(hash, at: 1)
            try update.bind(username, at: 2)
            guard try update.step() else {
                throw DiagnosticList([
                    Diagnostic(
                        "there is no user `\(username)`", file: path,
                        hint: "add one to the table `users` first")
                ])
            }
            while try update.step() {}
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }
}
