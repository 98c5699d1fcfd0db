internal import Slices

/// The schema that this version of the tool knows: SQL files built into it.
public enum Migrations {
    /// One step of the schema.
    public struct Migration: Hashable, Sendable {
        /// The `user_version` that it leads to; counted from 1 without gaps.
        public let number: Int
        /// As `Schema/0001-people.sql`.
        public let file: String
        /// Many statements.
        public let sql: String
    }

    /// `pragma application_id` of every portal database, "VTRE".
    public static let applicationID: Int64 = 0x5654_5245

    /// In the order in which they run.
    public static let all: [Migration] = {
        let files = EmbeddedFiles.all.filter { !$0.path.contains("/") && $0.path.hasSuffix(".sql") }
        return files.map { file in
            guard let number = Int(file.path.prefix(4)) else {
                preconditionFailure("a migration's name begins with four digits")
            }
            return Migration(number: number, file: "Schema/\(file.path)", sql: "\(file.text)")
        }
    }()

    /// The `user_version` that this version of the tool reads and writes.
    public static var version: Int { all.last?.number ?? 0 }

    /// The views that every slice has; a file holds the view of its name.
    static let views: [SliceSchema.View] = EmbeddedFiles.all.filter { $0.path.hasPrefix("views/") }.map {
        file in
        let name = file.path.dropFirst("views/".count).prefix { $0 != "." }
        return SliceSchema.View(name: String(name), sql: "\(file.text)", file: "Schema/\(file.path)")
    }
}
