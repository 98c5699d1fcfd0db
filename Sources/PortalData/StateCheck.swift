internal import Diagnostics
internal import SQLite

/// Finds records in a state that belongs to the workflow of another table, which only a writer past the triggers leaves.
struct StateCheck {
    let database: Connection
    let source: SourceSchema

    func findings() throws(SQLiteError) -> [Finding] {
        var result: [Finding] = []
        for table in source.tables {
            guard let key = table.key, table.has("client_id"),
                table.foreignKeys.contains(where: { reference in
                    reference.table == "workflow_states" && reference.pairs.map(\.from) == ["state_id"]
                })
            else { continue }
            let rows = try database.prepare(
                """
                select record.\(RowName.quoted(key)), clients.slug from \(RowName.quoted(table.name)) as record
                left join clients on clients.id = record.client_id
                where record.state_id is not null and not exists (
                    select 1 from workflow_states
                    join workflows on workflows.id = workflow_states.workflow_id
                    where workflow_states.id = record.state_id and workflows.table_name = ?1)
                order by 1 limit 100
                """, isLongLived: false)
            try rows.bind(table.name, at: 1)
            while try rows.step() {
                let client = rows.text(at: 1)
                result.append(
                    Finding(
                        Diagnostic(
                            "`\(table.name).state_id` is no state of a workflow for `\(table.name)`",
                            row: RowName.text(table: table.name, key: rows.text(at: 0), client: client),
                            hint: "its states are in `workflow_states`"),
                        client: client))
            }
        }
        return result
    }
}
