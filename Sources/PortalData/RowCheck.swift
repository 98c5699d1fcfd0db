internal import Diagnostics
internal import Glibc
internal import SQLite
internal import Slices

/// Finds the rows of one table whose columns do not hold what their names promise.
struct RowCheck {
    let table: SourceSchema.Table
    let sliced: SliceSchema.Table
    let database: Connection
    /// Whether the table is one of this version's, and no row breaks a rule of its own: what those say is not asked again.
    let isKept: Bool
    private static let mostRows = 100

    func findings() throws(SQLiteError) -> [Finding] {
        var result = try rowsFailing(checks())
        if table.has("code"), table.has("client_id"), !keepsCodesApart { result += try collidingCodes() }
        return result
    }

    private struct Check {
        let condition: String
        let message: String
        let hint: String
    }

    private func checks() -> [Check] {
        var result: [Check] = []
        for column in sliced.columns where !isRule(for: column.name) {
            let name = RowName.quoted(column.name)
            let label = "`\(table.name).\(column.name)`"
            if column.name.hasSuffix("_on") {
                result.append(
                    Check(
                        condition: "\(name) is not null and (typeof(\(name)) <> 'text'"
                            + " or date(\(name), '+0 days') is not \(name))",
                        message: "\(label) is not a date", hint: "write it as 2026-11-30"))
            } else if column.name.hasSuffix("_at") {
                result.append(
                    Check(
                        condition: "\(name) is not null and (typeof(\(name)) <> 'text'"
                            + " or strftime('%Y-%m-%dT%H:%M:%SZ', \(name), '+0 days') is not \(name))",
                        message: "\(label) is not an instant",
                        hint: "write it as 2026-11-30T09:30:00Z, in UTC"))
            } else if column.name.hasPrefix("is_") {
                result.append(
                    Check(
                        condition:
                            "\(name) is not null and (typeof(\(name)) <> 'integer' or \(name) not in (0, 1))",
                        message: "\(label) is not 0 or 1", hint: "1 for yes, 0 for no"))
            } else if column.name.hasSuffix("_minor") {
                result.append(
                    Check(
                        condition: "\(name) is not null and typeof(\(name)) <> 'integer'",
                        message: "\(label) is not a whole number", hint: "12.50 EUR is 1250"))
            } else if column.name == "currency" {
                result.append(
                    Check(
                        condition: "\(name) is not null and \(name) not glob '[A-Z][A-Z][A-Z]'",
                        message: "\(label) is not a currency", hint: "write three capital letters, as EUR"))
            }
        }
        let refersToAudience = table.foreignKeys.contains { key in
            key.table == "audiences" && key.pairs.map(\.from) == ["client_id", "audience"]
        }
        if table.has("audience"), table.has("client_id"), !(isKept && refersToAudience) {
            result.append(
                Check(
                    condition: "audience is null or not exists (select 1 from audiences"
                        + " where audiences.client_id = \(RowName.quoted(table.name)).client_id and key = audience)",
                    message: "`\(table.name).audience` is no audience of the client",
                    hint: "add it to `audiences`, or use `team`"))
        }
        return result
    }

    /// Whether the table's own rules say of a column what its name promises.
    private func isRule(for column: String) -> Bool {
        guard isKept else { return false }
        let rules = [
            "date(\(column), '+0 days') is \(column)",
            "strftime('%Y-%m-%dT%H:%M:%SZ', \(column), '+0 days') is \(column)", "(\(column) in (0, 1))",
            "\(column) glob '[A-Z][A-Z][A-Z]'",
        ]
        if rules.contains(where: { Self.contains($0, in: table.sql) }) { return true }
        let isInteger = table.columns.contains { $0.name == column && $0.type == "INTEGER" }
        return column.hasSuffix("_minor") && isInteger && table.sql.hasSuffix("strict")
    }

    private static func contains(_ part: String, in text: String) -> Bool {
        text.withCString { text in part.withCString { strstr(text, $0) != nil } }
    }

    /// All checks in one reading; the findings in the order of the checks.
    private func rowsFailing(_ checks: [Check]) throws(SQLiteError) -> [Finding] {
        if checks.isEmpty { return [] }
        let conditions = checks.map { "(\($0.condition))" }
        let rows = try database.prepare(
            "select \(description), \(conditions.joined(separator: ", ")) from \(RowName.quoted(table.name))"
                + " where \(conditions.joined(separator: " or ")) order by 1", isLongLived: false)
        var found = [[Finding]](repeating: [], count: checks.count)
        while try rows.step() {
            for (index, check) in checks.enumerated()
            where rows.integer(at: 3 + index) != 0 && found[index].count < Self.mostRows {
                found[index].append(finding(rows, check.message, hint: check.hint))
            }
        }
        return Array(found.joined())
    }

    /// The key, the client's slug and the code.
    private var description: String {
        let key =
            table.primaryKey.isEmpty
            ? "rowid" : table.primaryKey.map(RowName.quoted).joined(separator: " || ' ' || ")
        let client = table.name == "clients" ? "id" : table.has("client_id") ? "client_id" : "null"
        let slug =
            "(select slug from clients as owner where owner.id = \(RowName.quoted(table.name)).\(client))"
        return "\(key), \(client == "null" ? "null" : slug), \(table.has("code") ? "code" : "null")"
    }

    private func finding(_ row: Statement, _ message: String, hint: String) -> Finding {
        let client = row.text(at: 1)
        let code = row.text(at: 2).flatMap { Slug.isValid($0) ? $0 : nil }
        let name = RowName.text(table: table.name, key: row.text(at: 0), client: client, code: code)
        return Finding(Diagnostic(message, row: name, hint: hint), client: client)
    }

    /// Whether the table's own rules say that codes are written as they stand in addresses, and that no client has one twice.
    private var keepsCodesApart: Bool {
        isKept && table.uniqueKeys.contains(["client_id", "code"])
            && ["'*[^a-z0-9-]*'", "'-*'", "'*-'", "'*--*'"].allSatisfy {
                Self.contains("code not glob \($0)", in: table.sql)
            }
    }

    /// Codes of one client that become the same address.
    private func collidingCodes() throws(SQLiteError) -> [Finding] {
        let rows = try database.prepare(
            "select \(description), client_id from \(RowName.quoted(table.name)) where code is not null"
                + " order by client_id, 1", isLongLived: false)
        var result: [Finding] = []
        var client: Int64?
        var seen: Set<String> = []
        while try rows.step() {
            if client != rows.integer(at: 3) {
                client = rows.integer(at: 3)
                seen.removeAll(keepingCapacity: true)
            }
            let folded = Slug.folded(rows.text(at: 2) ?? "")
            if folded.isEmpty {
                result.append(
                    finding(rows, "`\(table.name).code` has no letter or digit", hint: "use a-z, 0-9 and `-`")
                )
            } else if !seen.insert(folded).inserted {
                result.append(
                    finding(
                        rows, "`\(table.name).code` gives the same address as another row's",
                        hint: "codes of one client must differ in letters or digits, not in case or signs"))
            }
        }
        return result
    }
}
