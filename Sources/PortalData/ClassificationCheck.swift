public import Diagnostics
internal import SQLite

/// Finds documents that are more secret than what their audience may read, and says how secret an edition's may be.
struct ClassificationCheck {
    let database: Connection

    /// The classifications, each followed by the more secret ones.
    private static let order = "public confidential restricted sealed"

    func findings() throws(SQLiteError) -> [Finding] {
        let rows = try database.prepare(
            """
            select documents.id, clients.slug, documents.code, classification, highest_classification
            from documents
            join clients on clients.id = documents.client_id
            join audiences on audiences.client_id = documents.client_id and key = audience
            where audience <> 'internal' and instr(?1, classification) > instr(?1, highest_classification)
            order by clients.slug, documents.id
            """, isLongLived: false)
        try rows.bind(Self.order, at: 1)
        var result: [Finding] = []
        while try rows.step() {
            let slug = rows.text(at: 1) ?? ""
            result.append(
                Finding(
                    Diagnostic(
                        "the document is \(rows.text(at: 3) ?? ""), and its audience may read what is"
                            + " \(rows.text(at: 4) ?? "") at most",
                        row: RowName.text(
                            table: "documents", key: rows.text(at: 0), client: slug, code: rows.text(at: 2)),
                        hint: "give it another `audience`, or change the audience's `highest_classification`"),
                    client: slug))
        }
        return result
    }

    /// The highest classification that an edition may hold.
    ///
    /// A grant is for one person and opens even what no audience of his may read.
    func highest(of edition: Edition) throws(SQLiteError) -> String {
        guard edition.grantsNothing else { return "sealed" }
        let find = try database.prepare(
            "select highest_classification from audiences where client_id = ?1 and key = ?2")
        var highest = "public"
        for audience in edition.audiences + (edition.limit?.audiences ?? []) {
            try find.bind(edition.client.id, at: 1)
            try find.bind(audience, at: 2)
            if try find.step(), let own = find.text(at: 0), Self.isHigher(own, than: highest) {
                highest = own
            }
            find.reset()
        }
        return highest
    }

    private static func isHigher(_ one: String, than other: String) -> Bool {
        let words = order.split(separator: " ")
        return (words.firstIndex(of: one[...]) ?? 0) > (words.firstIndex(of: other[...]) ?? 0)
    }
}

extension FrozenPortal {
    /// The highest classification that each edition may hold, by the edition's name.
    public func highestClassifications(of editions: [Edition]) throws(DiagnosticList) -> [String: String] {
        do throws(SQLiteError) {
            let check = ClassificationCheck(database: database)
            return Dictionary(
                uniqueKeysWithValues: try editions.map { edition throws(SQLiteError) in
                    (edition.name, try check.highest(of: edition))
                })
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }
}
