public import Diagnostics
internal import SQLite

extension LivePortal {
    /// Slugs of the clients whose readers a change of a row may concern, in byte order.
    @discardableResult
    public func clients(concernedBy name: String, in table: String) throws(DiagnosticList) -> [String] {
        try read { database in
            let finder = try RecordFinder(database: database, source: SourceSchema(database))
            let found = try finder.record(name, in: finder.table(table))
            return try finder.clients(concernedBy: found).map(finder.slug)
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
    }
}
