public import Diagnostics
internal import SQLite
internal import Slices

/// What the database says of how secret a record is and how long it is there.
public struct RecordTerms: Hashable, Sendable {
    /// Of a document: `public`, `confidential`, `restricted` or `sealed`.
    public let classification: String?
    /// The last day on which a document must be kept by its retention policy; nil where there is none, and under legal hold.
    public let retainUntil: String?
    /// The first day on which readers do not see it any more.
    public let expiresOn: String?
}

extension FrozenPortal {
    /// The terms of a client's records that have any, by table and code: `documents plan`.
    public func terms(of client: Client) throws(DiagnosticList) -> [String: RecordTerms] {
        var result: [String: RecordTerms] = [:]
        do throws(SQLiteError) {
            for (table, rows) in try preparedTerms() {
                try rows.bind(client.id, at: 1)
                while try rows.step() {
                    result["\(table) \(rows.text(at: 0) ?? "")"] = RecordTerms(
                        classification: rows.text(at: 2), retainUntil: rows.text(at: 3),
                        expiresOn: rows.text(at: 1))
                }
            }
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
        return result
    }

    private func preparedTerms() throws(SQLiteError) -> [(table: String, rows: Statement)] {
        if let termRows { return termRows }
        var statements: [(table: String, rows: Statement)] = []
        for table in expiringTables where table.has("code") {
            statements.append((table.name, try database.prepare(Self.terms(table))))
        }
        termRows = statements
        return statements
    }

    /// For each of the clients, by slug, the first day after `asOf` on which a record that its readers may see expires.
    ///
    /// A client of whose records none does has none.
    public func firstExpiries(
        asOf: String, of clients: [Client]
    ) throws(DiagnosticList) -> [String: String] {
        var first: [String: String] = [:]
        // One by one a few are found by their index, many by one reading of each table.
        let isFew = clients.count <= 16
        let chosen = isFew ? "and client_id in (\(clients.map { "\($0.id)" }.joined(separator: ",")))" : ""
        let active = Dictionary(
            uniqueKeysWithValues: clients.filter { $0.status == .active }.map { ($0.id, $0.slug) })
        do throws(SQLiteError) {
            for table in expiringTables where table.has("audience") {
                let begun = table.has("publish_on") ? "and (publish_on is null or publish_on <= ?1)" : ""
                // Without the sign an index by client would be followed, row by row.
                let rows = try database.prepare(
                    """
                    select client_id, min(expires_on) from \(RowName.quoted(table.name))
                    where expires_on > ?1 and audience <> 'internal' \(begun)
                        and date(expires_on, '+0 days') is expires_on \(chosen)
                    group by +client_id
                    """, isLongLived: false)
                try rows.bind(asOf, at: 1)
                while try rows.step() {
                    guard let slug = active[rows.integer(at: 0)], let day = rows.text(at: 1) else { continue }
                    first[slug] = first[slug].map { min($0, day) } ?? day
                }
            }
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
        return first
    }

    private var expiringTables: [SourceSchema.Table] {
        plan.schema.tables.compactMap { source.table($0.name) }.filter { table in
            table.has("client_id") && table.has("expires_on")
        }
    }

    private static func terms(_ table: SourceSchema.Table) -> String {
        guard table.name == "documents" else {
            return """
                select t.code, t.expires_on, null, null from \(RowName.quoted(table.name)) as t
                where t.client_id = ?1 and t.expires_on is not null order by t.code
                """
        }
        let starts = ["created", "issued", "closed"].map { basis in
            "when '\(basis)' then \(RetentionDates.expression(basis, of: table) ?? "null")"
        }
        return """
            select t.code, t.expires_on, t.classification,
                iif(t.is_legal_hold or clients.is_legal_hold, null, date(substr(
                    case policy.basis \(starts.joined(separator: " ")) end, 1, 10), '+' || (policy.days - 1) || ' days'))
            from documents as t
            join clients on clients.id = t.client_id
            left join document_types on document_types.id = t.type_id
            left join retention_policies as policy on policy.id = coalesce(
                t.retention_policy_id, document_types.retention_policy_id,
                (select retention_policy_id from retention_rules where table_name = 'documents'))
            where t.client_id = ?1 order by t.code
            """
    }
}
