import Foundation
import SQLite
import TestSupport

/// Changes a portal at random, as agencies do over the years: rows of any table, notes, files, templates, users, the day.
struct PortalEditor {
    private let portal: Portal
    private let columns: [(table: String, column: String)]
    /// The date of the data.
    private(set) var asOf = "2026-11-20"
    private var day = 20

    init(of portal: Portal) throws {
        self.portal = portal
        let database = try Connection(
            path: portal.root.appending(path: "portal.sqlite").path(), mode: .readOnly)
        let query = try database.prepare(
            """
            select t.name, c.name from pragma_table_list t, pragma_table_info(t.name) c
            where t.schema = 'main' and t.type = 'table' and c.pk = 0 and t.name not like 'sqlite%'
                and t.name not in ('audit_log', 'portal_meta') and c.name not in ('updated_at', 'created_at')
            order by 1, 2
            """)
        var found: [(String, String)] = []
        while try query.step() { found.append((query.text(at: 0) ?? "", query.text(at: 1) ?? "")) }
        columns = found
    }

    /// Makes one change that the schema allows, and says which.
    mutating func edit(using random: inout SeededGenerator) throws -> String {
        switch Int.random(in: 0..<20, using: &random) {
        case 0:
            day += 1
            asOf = day <= 30 ? "2026-11-\(day)" : "2026-12-\(day < 40 ? "0" : "")\(day - 30)"
            return "as of \(asOf)"
        case 1:
            let audience = ["team", "internal", "board"].randomElement(using: &random) ?? ""
            let text =
                "---\ntitle: Note \(Int.random(in: 0..<1000, using: &random))\naudience: \(audience)\n---\nText.\n"
            try portal.edit("content/noor/random.md") { _ in text }
            return "note for \(audience)"
        case 2:
            let word = "word\(Int.random(in: 0..<1000, using: &random))"
            try portal.edit("Templates/pages/extra.html") { _ in
                "---\npath: \"extra.html\"\ntitle: \"Extra\"\n---\n\(word) {{ projects | length }}\n"
            }
            return "template \(word)"
        case 3:
            let title = "Title \(Int.random(in: 0..<1000, using: &random))"
            try portal.edit("vitrine.yaml") { $0.replacing(/(?m)^title:.*$/, with: "title: \(title)") }
            return title
        case 4:
            let files = try FileManager.default.subpathsOfDirectory(
                atPath: portal.root.appending(path: "content").path()
            )
            .filter { $0.hasSuffix(".txt") || $0.hasSuffix(".csv") }.sorted()
            guard let file = files.randomElement(using: &random) else { return "no file" }
            try portal.edit("content/" + file) { $0 + "\n" }
            return "file \(file)"
        default: return try changeRow(using: &random)
        }
    }

    /// Makes one change of what is a client's own: a row, a note or a file.
    mutating func edit(_ client: String, using random: inout SeededGenerator) throws -> String {
        let word = "word\(Int.random(in: 0..<1000, using: &random))"
        guard Bool.random(using: &random) else {
            try portal.edit("content/\(client)/random.md") { _ in
                "---\ntitle: \(word)\naudience: team\n---\nText.\n"
            }
            return "note of \(client)"
        }
        let own = Set(columns.filter { $0.column == "client_id" }.map(\.table))
        for _ in 0..<200 {
            guard
                let (table, column) = columns.filter({ own.contains($0.table) }).randomElement(using: &random)
            else { break }
            let sql = """
                update "\(table)" set "\(column)" = "\(column)" || ' \(word)' where rowid = (select min(rowid)
                    from "\(table)" where client_id = (select id from clients where slug = '\(client)'));
                """
            try portal.edit("change.sql") { _ in sql }
            if column != "client_id", try Tool.vitrine("db", "load", "change.sql", in: portal.root).code == 0
            {
                return sql
            }
        }
        return "nothing"
    }

    /// Gives one field what another row has there, or another text.
    private func changeRow(using random: inout SeededGenerator) throws -> String {
        for _ in 0..<200 {
            guard let (table, column) = columns.randomElement(using: &random) else { break }
            if column == "client_id" { continue }
            let seed = Int.random(in: 1..<1_000_000, using: &random)
            let row = "(select rowid from \"\(table)\" order by (rowid * \(seed)) % 1009, rowid limit 1)"
            let other =
                "(select \"\(column)\" from \"\(table)\" order by (rowid * \(seed / 7)) % 1013, rowid limit 1)"
            let value = seed % 3 == 0 ? "\"\(column)\" || ' \(seed % 100)'" : other
            let sql = "update \"\(table)\" set \"\(column)\" = \(value) where rowid = \(row);"
            try portal.edit("change.sql") { _ in sql }
            if try Tool.vitrine("db", "load", "change.sql", in: portal.root).code == 0 { return sql }
        }
        return "nothing"
    }
}
