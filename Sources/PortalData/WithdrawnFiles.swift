public import Diagnostics
internal import SQLite

/// The file of a version that readers may not have, or not any more.
public struct WithdrawnFile: Hashable, Sendable {
    /// The slug of its client.
    public let client: String
    /// Beneath `content/`: `acme/files/report-2.pdf`.
    public let path: String
    /// Of its bytes, in hexadecimal digits; nil where the database does not say.
    public let digest: String?
}

extension FrozenPortal {
    /// Files of drafts and of versions that were withdrawn.
    public func withdrawnFiles() throws(DiagnosticList) -> [WithdrawnFile] {
        do throws(SQLiteError) {
            let rows = try database.prepare(
                """
                select slug, file, sha256 from document_versions join clients on clients.id = client_id
                where state in ('draft', 'withdrawn') and file is not null order by document_versions.id
                """, isLongLived: false)
            var files: [WithdrawnFile] = []
            while try rows.step() {
                guard let slug = rows.text(at: 0), let file = rows.text(at: 1) else { continue }
                files.append(
                    WithdrawnFile(
                        client: slug, path: file.hasPrefix("_shared/") ? file : "\(slug)/\(file)",
                        digest: rows.text(at: 2)))
            }
            return files
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }
}
