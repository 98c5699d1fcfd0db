/// The password file of one edition: who may read it and the hashes of their passwords.
public struct CredentialFile: Hashable, Sendable {
    /// One reader.
    public struct Entry: Hashable, Sendable {
        /// As in the manifest.
        public let user: String
        /// Of his password.
        public let hash: PasswordHash

        /// A reader and the hash of his password.
        public init(user: String, hash: PasswordHash) {
            self.user = user
            self.hash = hash
        }
    }

    /// The edition's name.
    public let edition: String
    /// In byte order of the users' names, each once.
    public let entries: [Entry]

    /// A password file; of two entries of one user the last one counts.
    public init(edition: String, entries: [Entry]) {
        self.edition = edition
        var byUser: [String: Entry] = [:]
        for entry in entries { byUser[entry.user] = entry }
        self.entries = byUser.values.sorted { Manifest.precedes($0.user, $1.user) }
    }

    /// `acme.htpasswd`
    public var name: String { "\(edition).htpasswd" }

    /// A line `user:hash` each.
    public var text: String { entries.map { "\($0.user):\($0.hash.text)\n" }.joined() }

    /// Reads what `text` wrote.
    public init(edition: String, text: String) throws(AccessError) {
        var entries: [Entry] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where !line.isEmpty {
            let parts = line.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, AccessUser.isValidName(String(parts[0])),
                let hash = PasswordHash(String(parts[1]))
            else { throw .brokenCredentials(file: "\(edition).htpasswd", line: index + 1) }
            entries.append(Entry(user: String(parts[0]), hash: hash))
        }
        self.init(edition: edition, entries: entries)
    }
}
