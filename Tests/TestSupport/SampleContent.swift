import Foundation

/// The sample agency, as it lies in the repository.
public enum SampleContent {
    /// The path of its `content` folder.
    public static let folder = Tool.repository.appending(path: "content").path()

    /// The paths of its SQL, relative to the repository: what all clients share, then who each client is and what it has.
    public static func scripts() throws -> [String] {
        let clients = try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { !$0.hasPrefix("_") }.sorted()
        return ["content/_shared/agency.sql"] + clients.map { "content/\($0)/client.sql" }
            + clients.map { "content/\($0)/records.sql" }.filter {
                FileManager.default.fileExists(atPath: Tool.repository.appending(path: $0).path())
            }
    }

    /// A word that only the records of one client for one audience have.
    public struct Canary: Sendable {
        /// The client's slug.
        public let client: String
        /// The audience; `internal` where nobody may read it.
        public let audience: String
        /// The word, in lower case.
        public let word: String
    }

    /// The words that were planted, from `canaries.csv` beside this file.
    public static func canaries() throws -> [Canary] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "canaries.csv")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: ",").map(String.init)
            return Canary(client: cells[0], audience: cells[1], word: cells[2].lowercased())
        }
    }
}
