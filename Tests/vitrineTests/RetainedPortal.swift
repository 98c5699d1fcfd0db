import Foundation
import TestSupport
import Testing

/// A small portal whose records grow old, of twin clients who have files of the same names.
final class RetainedPortal {
    let folder = TemporaryFolder()
    var root: URL { folder.url }

    /// A word of every text and file that has to go; nothing else holds it.
    static let canary = "wolverine"

    /// `hello` has the due document `old`, the held one `held` and the young one `new`; `hello-corp` another `old`.
    init(_ more: String = "") throws {
        for arguments in [["init"], ["db", "load", "first.sql"], ["user", "passwd", "ada"]] {
            try #require(try vitrine(arguments).code == 0)
        }
        for (path, text) in [
            ("hello/files/old.csv", "\(Self.canary),1\n"), ("hello/files/older.csv", "\(Self.canary),0\n"),
            ("hello/files/held.csv", "held,1\n"), ("hello/files/new.csv", "new,1\n"),
            ("hello-corp/files/old.csv", "twin,1\n"), ("_shared/terms.csv", "terms,1\n"),
        ] { try folder.write(text, to: "content/" + path) }
        try load(Self.basis + more)
    }

    @discardableResult
    func vitrine(_ arguments: [String]) throws -> Tool.Outcome {
        try Tool.vitrine(arguments, in: root, environment: Portal.environment)
    }

    @discardableResult
    func vitrine(_ arguments: String...) throws -> Tool.Outcome { try vitrine(arguments) }

    func load(_ sql: String) throws {
        try folder.write(sql, to: "more.sql")
        let outcome = try vitrine("db", "load", "more.sql")
        try #require(outcome.code == 0, "\(outcome.errors)")
    }

    func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: folder.path(path)) }

    /// Lines of a query's only column.
    func rows(_ sql: String) throws -> [String] {
        let connection = try SQLiteFile(folder.path("portal.sqlite"))
        return try connection.column(sql)
    }

    /// Every file of the portal that holds a text, relative to its folder.
    func files(holding text: String) throws -> [String] {
        try Portal.tree(root).filter { $0.value.range(of: Data(text.utf8)) != nil && $0.key != "more.sql" }
            .keys.sorted()
    }

    private static let basis = """
        insert into clients (slug, name, status) values ('hello-corp', 'Hello Corp', 'active');
        insert into retention_policies (id, label, basis, days, action) values
            ('year', 'A year', 'created', 365, 'delete');
        update document_types set retention_policy_id = 'year' where id = 'data';
        insert into documents (id, client_id, code, title, description_md, type_id, audience, created_at, is_legal_hold)
        select 100 * clients.id + number, clients.id, code, iif(slug = 'hello', title, 'twin'), text, 'data', 'team', day, held
        from clients join (
            select 1 as number, 'old' as code, 'Old \(canary)' as title, 'text \(canary)' as text,
                '2024-01-15T09:00:00Z' as day, 0 as held
            union all select 2, 'held', 'Held', null, '2024-01-15T09:00:00Z', 1
            union all select 3, 'new', 'New', null, '2026-11-01T09:00:00Z', 0) where slug = 'hello' or number = 3;
        insert into document_versions (client_id, document_id, number, state, file, media_type)
        select client_id, id, 2, 'current', 'files/' || code || '.csv', 'text/csv' from documents
        where client_id = (select id from clients where slug = 'hello');
        insert into document_versions (client_id, document_id, number, state, file, media_type, change_note)
        select client_id, id, 1, 'superseded', 'files/older.csv', 'text/csv', '\(canary)' from documents
        where code = 'old' and client_id = (select id from clients where slug = 'hello');
        insert into document_versions (client_id, document_id, number, state, file, media_type)
        select client_id, id, 1, 'current', 'files/old.csv', 'text/csv' from documents
        where client_id = (select id from clients where slug = 'hello-corp');

        """
}
