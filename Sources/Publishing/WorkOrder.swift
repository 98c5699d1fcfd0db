/// What every worker of a build is told before its first job.
struct WorkOrder: Hashable {
    /// The portal's folder.
    let root: String
    /// The frozen database.
    let frozen: String
    /// The staged build that is being written.
    let staged: String
    /// The date of the data, `YYYY-MM-DD`.
    let asOf: String

    /// The greeting that says it.
    var message: Message { Message(root, frozen, staged, asOf) }

    init(root: String, frozen: String, staged: String, asOf: String) {
        self.root = root
        self.frozen = frozen
        self.staged = staged
        self.asOf = asOf
    }

    /// Reads a greeting.
    init(_ message: Message) {
        self.init(
            root: message.text(0), frozen: message.text(1), staged: message.text(2), asOf: message.text(3))
    }
}

/// What a worker made of one client.
struct ClientResult {
    /// The client's slug.
    let client: String
    var editions = 0
    var pages = 0
    var files = 0
    var bytes = 0
    /// Editions that were left as they are published.
    var kept = 0
    /// Of all its published editions, the lines of `EditionStamps`.
    var stamps = EditionStamps()
    /// Encoded diagnostics: errors hold the client back, warnings do not.
    var diagnostics: [UInt8] = []

    init(client: String) { self.client = client }

    var message: Message {
        Message(
            fields: [client, "\(editions)", "\(pages)", "\(files)", "\(bytes)", "\(kept)"].map {
                Array($0.utf8)
            }
                + [diagnostics, stamps.bytes])
    }

    /// Reads an answer.
    init(_ message: Message) {
        client = message.text(0)
        editions = message.number(1) ?? 0
        pages = message.number(2) ?? 0
        files = message.number(3) ?? 0
        bytes = message.number(4) ?? 0
        kept = message.number(5) ?? 0
        diagnostics = message.fields.count > 6 ? message.fields[6] : []
        stamps = EditionStamps(message.fields.count > 7 ? message.fields[7] : [])
    }
}
