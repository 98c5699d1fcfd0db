internal import Diagnostics
internal import Files
internal import SQLite
internal import Slices

/// Checks the files that rows name: that they are there, inside the client's folder, and what they say they are.
struct FileCheck {
    let database: Connection
    let clients: [Client]
    let pruned: PrunedList
    private let content: Folder?
    /// Enough for libmagic to tell what it is.
    private static let prefixBytes = 64 << 10

    init(
        database: Connection, content: String, clients: [Client], pruned: PrunedList
    ) throws(FileError) {
        self.database = database
        self.clients = clients
        self.pruned = pruned
        self.content = FileSystem.kind(content) == nil ? nil : try Folder(path: content)
    }

    func findings() throws -> [Finding] {
        var result = try versions()
        for column in ["logo", "logo_dark"] {
            result += try images(
                "select id, slug, \(column) from clients where \(column) is not null order by id",
                "clients.\(column)")
        }
        result += try images(
            "select id, null, photo from staff where photo is not null order by id", "staff.photo")
        result += try images(
            """
            select photos.id, slug, file from photos join clients on clients.id = client_id
            where audience <> 'internal' order by slug, photos.id
            """, "photos.file")
        return result
    }

    /// Where a row's file lies beneath the content folder: in the client's own part of it, or in `_shared/`.
    ///
    /// Nil for a path that would leave it.
    static func path(_ file: String, slug: String?) -> String? {
        let isShared = file.hasPrefix("_shared/") || slug == nil
        let full =
            isShared ? (file.hasPrefix("_shared/") ? file : "_shared/\(file)") : "\(slug ?? "")/\(file)"
        let segments = full.split(separator: "/", omittingEmptySubsequences: false)
        guard !segments.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }), !full.utf8.contains(0)
        else {
            return nil
        }
        return full
    }

    private func versions() throws -> [Finding] {
        let rows = try database.prepare(
            """
            select document_versions.id, clients.slug, documents.code, document_versions.file,
                document_versions.media_type, document_versions.sha256, document_types.max_bytes,
                document_versions.media_type in (select value from json_each(document_types.media_types_json))
            from document_versions
            join documents on documents.id = document_versions.document_id
            join document_types on document_types.id = documents.type_id
            join clients on clients.id = document_versions.client_id
            where document_versions.file is not null
                and document_versions.state in ('current', 'superseded') and documents.audience <> 'internal'
            order by clients.slug, document_versions.id
            """)
        var result: [Finding] = []
        while try rows.step() {
            let slug = rows.text(at: 1) ?? ""
            let row = RowName.text(
                table: "document_versions", key: rows.text(at: 0), client: slug, code: rows.text(at: 2))
            func add(_ message: String, _ hint: String) {
                result.append(Finding(Diagnostic(message, row: row, hint: hint), client: slug))
            }
            let type = rows.text(at: 4) ?? ""
            guard let file = rows.text(at: 3) else { continue }
            if rows.integer(at: 7) == 0 {
                add(
                    "documents of this type cannot be `\(type)`",
                    "add it to the type's `media_types_json`, or change the type")
            }
            guard let path = Self.path(file, slug: slug) else {
                add("`file` leaves the content folder", "name it from the client's folder, without `..`")
                continue
            }
            guard let found = look(path) else {
                if let file = pruned.file(at: path) {
                    add(
                        "the file behind it was \(file.explanation): content/\(path)",
                        "`vitrine retention --apply` deletes the row again")
                } else {
                    add("the file behind it is missing: content/\(path)", "put it there, or correct `file`")
                }
                continue
            }
            if found.size > rows.integer(at: 6) {
                add(
                    "the file is larger than its type allows",
                    "raise the type's `max_bytes`, or use `storage_url`")
            }
            if !Self.isSame(found.type, type) {
                add("the file is `\(found.type)`, not `\(type)`", "correct `media_type`, or replace the file")
            }
            if let wanted = rows.text(at: 5), try digest(path) != wanted {
                add(
                    "the file is not the one whose `sha256` is given", "correct `sha256`, or restore the file"
                )
            }
        }
        return result
    }

    private func images(_ sql: String, _ column: String) throws -> [Finding] {
        let rows = try database.prepare(sql, isLongLived: false)
        var result: [Finding] = []
        while try rows.step() {
            let slug = rows.text(at: 1)
            let table = String(column.prefix { $0 != "." })
            let row = RowName.text(table: table, key: rows.text(at: 0), client: slug)
            let path = Self.path(rows.text(at: 2) ?? "", slug: slug)
            let found = path.flatMap { look($0) }
            if let found, found.type.hasPrefix("image/") || Self.isSame(found.type, "image/svg+xml") {
                continue
            }
            let gone = path.flatMap { pruned.file(at: $0) }.map { "was \($0.explanation)" } ?? "is missing"
            let message =
                found == nil
                ? "the file behind `\(column)` \(gone)" : "the file behind `\(column)` is no image"
            let place = path.map { "content/\($0)" } ?? "a file without `..`"
            result.append(Finding(Diagnostic(message, row: row, hint: "it should be \(place)"), client: slug))
        }
        return result
    }

    private func look(_ path: String) -> (type: String, size: Int64)? {
        guard let content, let bytes = try? content.prefix(path, count: Self.prefixBytes) else { return nil }
        let size =
            bytes.count < Self.prefixBytes ? bytes.count : (try? content.digest(path))?.size ?? bytes.count
        if bytes.isEmpty { return ("application/x-empty", 0) }
        return (Self.plainType(bytes) ?? MediaType.detect(bytes), Int64(size))
    }

    private func digest(_ path: String) throws -> String? { try content?.digest(path).digest.hex }

    /// The type of what anybody recognises; libmagic takes a millisecond for a text.
    ///
    /// Text in which a markup language may hide is left to libmagic.
    static func plainType(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: "%PDF-".utf8) { return "application/pdf" }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        return isPlainText(bytes) ? "text/plain" : nil
    }

    private static let markup = [
        "!doctype", "?xml", "?php", "html", "head", "body", "script", "svg", "style", "title",
    ]

    private static func isPlainText(_ bytes: [UInt8]) -> Bool {
        // The end of a long file's first part may cut a character.
        let end =
            bytes.count < prefixBytes ? bytes.count : bytes.count - bytes.reversed().prefix { $0 > 127 }.count
        return bytes[..<end].withUnsafeBytes { text in
            guard TextCheck.isShowable(text),
                !text.contains(where: { $0 < 32 && ![9, 10, 12, 13].contains($0) })
            else {
                return false
            }
            return !text.indices.contains { index in
                text[index] == 0x3C
                    && markup.contains { word in
                        text[(index + 1)...].prefix(word.utf8.count).lazy.map { $0 | 0x20 }.elementsEqual(
                            word.utf8.lazy.map { $0 | 0x20 })
                    }
            }
        }
    }

    /// Whether what libmagic found may be called what the row says: it does not tell kinds of text apart.
    static func isSame(_ found: String, _ said: String) -> Bool {
        if found == said { return true }
        if said == "application/octet-stream" { return true }
        let isText = found.hasPrefix("text/") || ["application/csv", "application/json"].contains(found)
        let wantsText = said.hasPrefix("text/") || ["application/json"].contains(said)
        if isText, wantsText, said != "text/html", found != "text/html" { return true }
        if said == "image/svg+xml" { return found == "text/xml" || found == "image/svg" }
        let isArchive = found == "application/zip" || found == "application/octet-stream"
        return isArchive && said.hasPrefix("application/vnd.openxmlformats")
    }
}
