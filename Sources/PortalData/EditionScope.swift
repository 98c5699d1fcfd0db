internal import SQLite

/// What the statements of `SliceQuery` read of the edition at hand beside their parameters: temporary tables of the connection.
///
/// SQLite looks a value up in such a table as it is; a list in a parameter it would copy into an index for each statement.
final class EditionScope {
    static let audiences = "(select value from temp.vitrine_audiences)"
    static let limitedAudiences = "(select value from temp.vitrine_limited_audiences)"
    static let limitedProjects = "(select value from temp.vitrine_limited_projects)"

    private struct List {
        let clear: Statement
        let add: Statement

        init(_ name: String, _ type: String, in database: Connection) throws(SQLiteError) {
            try database.execute(
                "create temp table if not exists \(name) (value \(type) primary key) without rowid")
            clear = try database.prepare("delete from temp.\(name)")
            add = try database.prepare("insert into temp.\(name) (value) values (?1)")
        }
    }

    private let audiences: List
    private let limitedAudiences: List
    private let limitedProjects: List

    init(in database: Connection) throws(SQLiteError) {
        audiences = try List("vitrine_audiences", "text", in: database)
        limitedAudiences = try List("vitrine_limited_audiences", "text", in: database)
        limitedProjects = try List("vitrine_limited_projects", "integer", in: database)
    }

    /// Makes the tables tell of `edition`: audiences without a limit, those inside of it, and its projects.
    func set(_ edition: Edition) throws(SQLiteError) {
        for list in [audiences, limitedAudiences, limitedProjects] { try list.clear.run() }
        for audience in edition.audiences {
            try audiences.add.bind(audience, at: 1)
            try audiences.add.run()
        }
        for audience in edition.limit?.audiences ?? [] {
            try limitedAudiences.add.bind(audience, at: 1)
            try limitedAudiences.add.run()
        }
        for project in edition.limit?.projects ?? [] {
            try limitedProjects.add.bind(project, at: 1)
            try limitedProjects.add.run()
        }
    }
}
