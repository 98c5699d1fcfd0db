public import Diagnostics
public import Files
internal import SQLite
public import Slices

/// One frozen moment of a portal database: whose editions there are, and the rows of each.
///
/// The only thing beside `Freeze` and `Database` that reads the database.
public final class FrozenPortal {
    /// What every slice of this database holds.
    public var sliceSchema: SliceSchema { plan.schema }
    /// In byte order of their slugs.
    public let clients: [Client]

    let database: Connection
    let source: SourceSchema
    let plan: SlicePlan
    let file: String
    /// The file as errors name it.
    let path: String
    /// For each table of the slices, what reads its rows; nil where there is none.
    private lazy var queries: [Result<Statement?, SQLiteError>?] = Array(
        repeating: nil, count: plan.fillings.count)
    let scope: EditionScope
    private var ofLookups: Digest?
    private let noteRow: Statement
    private let momentRow: Statement
    private let projectByCode: Statement
    /// What reads the terms of a client's records, prepared when first asked.
    var termRows: [(table: String, rows: Statement)]?

    /// Opens a file made by `Freeze`, of a database that errors name as `original`; mistakes of its schema are what it throws.
    public convenience init(path: String, of original: String? = nil) throws(DiagnosticList) {
        let database: Connection
        do throws(SQLiteError) {
            database = try Connection(path: path, mode: .immutable)
        } catch {
            throw DatabaseHeader.problems(error, path: original ?? path)
        }
        try self.init(reading: database, file: path, path: original ?? path)
    }

    /// What a connection sees: the live database, while a transaction holds it still.
    init(reading database: Connection, file: String? = nil, path: String) throws(DiagnosticList) {
        self.file = file ?? path
        self.path = path
        self.database = database
        do {
            try DatabaseHeader.check(database, path: path)
            source = try SourceSchema(database)
            let plan = try SlicePlan(source)
            self.plan = plan
            clients = try Self.clients(of: database)
            let problems = clients.filter { !Slug.isClient($0.slug) }.map { client in
                Diagnostic("the slug cannot stand in an address", file: path, row: "clients \(client.id)")
            }
            guard problems.isEmpty else { throw DiagnosticList(problems) }
            scope = try EditionScope(in: database)
            noteRow = try database.prepare("select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11")
            momentRow = try database.prepare("select ?1")
            projectByCode = try database.prepare("select id from projects where client_id = ?1 and code = ?2")
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }

    /// Every edition and every reader on a day, `YYYY-MM-DD`.
    public func readership(asOf: String) throws(DiagnosticList) -> Readership {
        do throws(SQLiteError) {
            return try ReadershipQuery(database, asOf: asOf).readership(of: clients)
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }

    /// Copies an edition's rows, and nothing else, into an empty slice of `sliceSchema`.
    ///
    /// A row is copied when its client matches, its audience is one of the edition's (or it was granted), `publish_on` is
    /// at most `asOf`, `expires_on` (the first day on which it is gone) is after it, and all its parents were copied.
    ///
    /// - Returns: how many rows it holds now, and its fingerprint.
    @discardableResult
    public func fill(
        _ slice: Slice, with edition: Edition, asOf: String, notes: NoteIndex
    ) throws(DiagnosticList) -> (rows: Int, fingerprint: Digest) {
        precondition(slice.schema == plan.schema, "a slice of another schema")
        do {
            var fingerprint: Digest?
            let rows = try slice.filling {
                if let table = plan.schema.table("moment") { try insertMoment(asOf, slice, table) }
                let ofNotes = plan.schema.table("notes")
                fingerprint = try read(edition, asOf: asOf, notes: notes) { row, table in
                    _ = try slice.insert(row, into: table)
                } note: { note, project in
                    if let ofNotes { try insert(note, project, slice, ofNotes) }
                }
                for table in plan.fillings.indices.reversed() { try insertLookups(table, slice) }
            }
            guard let fingerprint else { preconditionFailure("a slice is filled by reading") }
            return (rows, fingerprint)
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }

    // MARK: Rows

    /// What reads the rows of a table of the slices; nil where there are none. Made when it is first asked for.
    func query(_ table: Int) throws(SQLiteError) -> Statement? {
        if let known = queries[table] { return try known.get() }
        let made = Result { () throws(SQLiteError) -> Statement? in
            switch plan.fillings[table] {
            case .rows(let sql), .lookup(let sql):
                try source.hasRows(plan.schema.tables[table].name, in: database) ? database.prepare(sql) : nil
            case .ours: nil
            }
        }
        queries[table] = made
        return try made.get()
    }

    /// Of the columns of all tables, and of all rows that any edition may name.
    func lookupDigest() throws -> Digest {
        if let known = ofLookups { return known }
        let digest = try Self.digestOfLookups(plan, database)
        ofLookups = digest
        return digest
    }

    func bind(_ edition: Edition, asOf: String, to query: Statement) throws(SQLiteError) {
        // A statement that names fewer parameters has no place for the others.
        let count = query.parameterCount
        try query.bind(edition.client.id, at: 1)
        if count >= 2 { try query.bind(asOf, at: 2) }
        if count >= 3 { try query.bind(edition.userID, at: 3) }
    }

    private func insertMoment(_ asOf: String, _ slice: Slice, _ table: Int) throws {
        try momentRow.bind(asOf, at: 1)
        defer { momentRow.reset() }
        if try momentRow.step() { _ = try slice.insert(momentRow, into: table) }
    }

    private func insertLookups(_ table: Int, _ slice: Slice) throws {
        guard case .lookup = plan.fillings[table], let query = try query(table) else { return }
        defer { query.reset() }
        try slice.keys(ofLookup: table).forEachRow(of: query) { _ = try slice.insert($0, into: table) }
    }

    private func insert(_ note: Note, _ project: Int64?, _ slice: Slice, _ table: Int) throws {
        try bind(note, project: project)
        defer { noteRow.reset() }
        if try noteRow.step() { _ = try slice.insert(noteRow, into: table) }
    }

    func isVisible(_ note: Note, project: Int64?, in edition: Edition) -> Bool {
        if edition.audiences.contains(note.audience) { return true }
        guard let limit = edition.limit, limit.audiences.contains(note.audience), let project else {
            return false
        }
        return limit.projects.contains(project)
    }

    private func bind(_ note: Note, project: Int64?) throws(SQLiteError) {
        let texts = [note.code, note.title, note.audience]
        for (index, text) in texts.enumerated() { try noteRow.bind(text, at: index + 1) }
        try noteRow.bind(project, at: 4)
        try noteRow.bind(note.writtenOn, at: 5)
        try noteRow.bind(note.author, at: 6)
        try noteRow.bind(note.summary, at: 7)
        let body = note.body.withUnsafeBytes { bytes in
            Result { () throws(SQLiteError) in try noteRow.bind(text: bytes, at: 8) }
        }
        try body.get()
        try noteRow.bind(note.source, at: 9)
        try noteRow.bind(Int64(note.bodyLine), at: 10)
        // The day is all that a note says of its age; the file's own time differs from machine to machine. At noon in
        // UTC it is that day in nearly every zone.
        try noteRow.bind(note.writtenOn.map { $0 + "T12:00:00Z" }, at: 11)
    }

    /// The project that a note names.
    func projectID(_ code: String, of client: Client, _ note: Note) throws -> Int64 {
        try projectByCode.bind(client.id, at: 1)
        try projectByCode.bind(code, at: 2)
        defer { projectByCode.reset() }
        if try projectByCode.step() { return projectByCode.integer(at: 0) }
        var problem = note.projectPlace ?? Diagnostic("")
        problem.message = "\(client.slug) has no project `\(code)`"
        problem.hint = "write the `code` of one of the client's projects"
        throw DiagnosticList([problem])
    }

    private static func clients(of database: Connection) throws(SQLiteError) -> [Client] {
        let rows = try database.prepare(
            """
            select id, slug, name, status, locale, time_zone, currency, access_expires_on, networks_json,
                is_second_factor_required from clients order by slug
            """, isLongLived: false)
        var result: [Client] = []
        while try rows.step() {
            result.append(
                Client(
                    id: rows.integer(at: 0), slug: rows.text(at: 1) ?? "", name: rows.text(at: 2) ?? "",
                    status: Client.Status(rawValue: rows.text(at: 3) ?? "") ?? .suspended,
                    locale: rows.text(at: 4) ?? "", timeZone: rows.text(at: 5) ?? "",
                    currency: rows.text(at: 6) ?? "", accessExpiresOn: rows.text(at: 7),
                    networks: Client.networks(inJSON: rows.text(at: 8)),
                    isSecondFactorRequired: rows.integer(at: 9) != 0))
        }
        return result
    }
}
