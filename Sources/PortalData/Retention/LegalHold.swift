internal import SQLite

/// What a legal hold keeps: documents, their versions and signatures, records about them, and whole clients.
struct LegalHold {
    private let database: Connection
    private let source: SourceSchema
    private var documents: [Int64: String] = [:]
    private var clients: [String: Int64] = [:]

    init(_ database: Connection, _ source: SourceSchema) throws {
        self.database = database
        self.source = source
        let held = try database.prepare("select id, code from documents where is_legal_hold = 1 order by id")
        while try held.step() { documents[held.integer(at: 0)] = held.text(at: 1) }
        let owners = try database.prepare("select slug, id from clients where is_legal_hold = 1 order by id")
        while try owners.step() { clients[owners.text(at: 0) ?? ""] = owners.integer(at: 1) }
    }

    /// Why a record and what goes with it must stay; nil where nothing says so.
    func reason(for deletion: Deletion, client: String?) throws -> String? {
        if let client, clients[client] != nil { return "legal hold of client \(client)" }
        guard !documents.isEmpty else { return nil }
        var touched: [(table: String, id: Int64)] = deletion.cleared.map { ($0.table, $0.id) }
        for (table, ids) in deletion.rows { touched += ids.map { (table, $0) } }
        let held = try touched.compactMap { try document(of: $0.id, in: $0.table) }
        return held.compactMap { documents[$0] }.min().map { "legal hold of documents \($0)" }
    }

    /// The held document that a row belongs to.
    private func document(of id: Int64, in table: String) throws -> Int64? {
        if table == "documents" { return documents[id] == nil ? nil : id }
        let version =
            "(select document_id from document_versions where document_versions.id = t.document_version_id)"
        let column: String
        if source.table(table)?.has("document_id") == true {
            column = "t.document_id"
        } else if source.table(table)?.has("document_version_id") == true {
            column = version
        } else if table == "signature_parties" {
            column = "(select \(version) from signature_requests as t where t.id = s.signature_request_id)"
        } else {
            return nil
        }
        let alias = table == "signature_parties" ? "s" : "t"
        let find = try database.prepare(
            "select \(column) from \(RowName.quoted(table)) as \(alias) where \(alias).rowid = ?1",
            isLongLived: false)
        try find.bind(id, at: 1)
        guard try find.step(), let document = find.optionalInteger(at: 0), documents[document] != nil else {
            return nil
        }
        return document
    }
}
