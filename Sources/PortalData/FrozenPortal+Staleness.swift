public import Diagnostics
internal import SQLite

extension FrozenPortal {
    /// Sources that were last read more than some minutes before the day `asOf` began, or never; of one client, or of all.
    ///
    /// A reading that failed does not count, nor one after that day: as in the view `freshness`, time is told by the day of the
    /// data and not by a clock.
    public func staleSources(asOf: String, minutes: Int) throws(DiagnosticList) -> [Finding] {
        do throws(SQLiteError) {
            guard source.table("sync_runs") != nil else { return [] }
            let rows = try database.prepare(
                """
                select integrations.id, integrations.code, clients.slug, (select max(finished_at) from sync_runs
                    where integration_id = integrations.id and status <> 'failed' and substr(finished_at, 1, 10) <= ?1) as last
                from integrations left join clients on clients.id = integrations.client_id
                where coalesce((julianday(?1) - julianday(last)) * 1440 > ?2, 1)
                order by clients.slug, integrations.code
                """, isLongLived: false)
            try rows.bind(asOf, at: 1)
            try rows.bind(Int64(minutes), at: 2)
            var result: [Finding] = []
            while try rows.step() {
                let last = rows.text(at: 3).map { "was last read at \($0)" } ?? "was never read"
                let diagnostic = Diagnostic(
                    "the source is too old on \(asOf): it \(last)", file: path,
                    row: RowName.text(
                        table: "integrations", key: rows.text(at: 0), client: rows.text(at: 2),
                        code: rows.text(at: 1)),
                    hint:
                        "import it again; `--max-age` and `max_age` below `guards` say how old a source may be"
                )
                result.append(Finding(diagnostic, client: rows.text(at: 2)))
            }
            return result
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }
}
