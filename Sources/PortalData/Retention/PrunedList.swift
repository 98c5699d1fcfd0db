public import Files
internal import JSON

/// What retention and erasure took away, without what was in it: `output/state/pruned.jsonl`, one JSON object a line.
///
/// A record: `{"kind":"record","at":…,"action":"delete","policy":…,"table":…,"record":…,"made_at":…}`, where `record` is
/// the digest of its table, client and name; `action` is `delete`, `archive` or `forget`, which has no policy. A file:
/// `{"kind":"file","at":…,"action":…,"policy":…,"path":…,"sha256":…,"bytes":…}`, its path relative to `content/`.
public struct PrunedList: Hashable, Sendable {
    /// A record that is gone, or a person who was forgotten.
    public struct Record: Hashable, Sendable {
        /// When, `YYYY-MM-DDTHH:MM:SSZ`.
        public let at: String
        /// `delete`, `archive` or `forget`.
        public let action: String
        /// The id of the policy; nil where it was none.
        public let policy: String?
        /// The table.
        public let table: String
        /// See `digest(table:client:name:)`.
        public let digest: String
        /// When the record was made, which tells it from a later one of the same name; empty where nothing says it.
        public let madeAt: String
    }

    /// A file that is gone.
    public struct File: Hashable, Sendable {
        /// As in a record.
        public let at: String, action: String, policy: String?
        /// Relative to `content/`.
        public let path: String
        /// Of its bytes.
        public let digest: Digest
        /// How many.
        public let bytes: Int

        /// A file.
        public init(at: String, action: String, policy: String?, path: String, digest: Digest, bytes: Int) {
            (self.at, self.action, self.policy) = (at, action, policy)
            (self.path, self.digest, self.bytes) = (path, digest, bytes)
        }

        /// As `pruned by retention on 2026-11-20 (policy research)`.
        public var explanation: String {
            "pruned by retention on \(at.prefix(10))" + (policy.map { " (policy \($0))" } ?? "")
        }
    }

    /// In the order in which they went.
    public private(set) var records: [Record] = []
    /// In the order in which they went.
    public private(set) var files: [File] = []
    private var known: Set<String> = []
    private var lines: [String] = []

    /// An empty list.
    public init() {}

    /// Reads the list; a line that is none of ours is kept and means nothing.
    public init(reading bytes: [UInt8]) {
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let text = String(decoding: line, as: UTF8.self)
            guard known.insert(text).inserted else { continue }
            lines.append(text)
            guard let json = try? JSONReader.read(Array(line)) else { continue }
            if let record = Record(json) { records.append(record) }
            if let file = File(json) { files.append(file) }
        }
    }

    /// Adds a record, unless it is there.
    public mutating func add(_ record: Record) {
        if add(line: record.line) { records.append(record) }
    }

    /// Adds a file, unless it is there.
    public mutating func add(_ file: File) {
        if add(line: file.line) { files.append(file) }
    }

    /// Adds what another list has and this one has not.
    public mutating func add(_ other: PrunedList) {
        self = PrunedList(reading: Array((text + other.text).utf8))
    }

    /// The whole list as it is stored.
    public var text: String { lines.map { $0 + "\n" }.joined() }

    /// The newest entry of a file whose bytes have a digest.
    public func file(_ digest: Digest) -> File? { files.last { $0.digest == digest } }

    /// The newest entry of a file beneath `content/`.
    public func file(at path: String) -> File? { files.last { $0.path == path } }

    /// What stands for a record's name: the digest of the JSON array of its table, its client's slug and its name.
    public static func digest(table: String, client: String?, name: String) -> String {
        var writer = JSONWriter()
        writer.beginArray()
        for text in [table, client, name] { writer.string(orNull: text) }
        writer.endArray()
        return Digest(of: writer.bytes).hex
    }

    private mutating func add(line: String) -> Bool {
        guard known.insert(line).inserted else { return false }
        lines.append(line)
        return true
    }
}

extension PrunedList.Record {
    fileprivate init?(_ json: JSONValue) {
        guard json["kind"]?.string == "record", let at = json["at"]?.string,
            let table = json["table"]?.string,
            let action = json["action"]?.string, let digest = json["record"]?.string,
            let madeAt = json["made_at"]?.string
        else { return nil }
        self.init(
            at: at, action: action, policy: json["policy"]?.string, table: table, digest: digest,
            madeAt: madeAt)
    }

    fileprivate var line: String {
        PrunedList.line([
            ("kind", .string("record")), ("at", .string(at)), ("action", .string(action)),
            ("policy", policy.map { .string($0) } ?? .null), ("table", .string(table)),
            ("record", .string(digest)), ("made_at", .string(madeAt)),
        ])
    }
}

extension PrunedList.File {
    fileprivate init?(_ json: JSONValue) {
        guard json["kind"]?.string == "file", let at = json["at"]?.string, let path = json["path"]?.string,
            let action = json["action"]?.string, let bytes = json["bytes"]?.int,
            let digest = json["sha256"]?.string.flatMap({ Digest(hex: $0) })
        else { return nil }
        self.init(
            at: at, action: action, policy: json["policy"]?.string, path: path, digest: digest,
            bytes: Int(clamping: bytes))
    }

    fileprivate var line: String {
        PrunedList.line([
            ("kind", .string("file")), ("at", .string(at)), ("action", .string(action)),
            ("policy", policy.map { .string($0) } ?? .null), ("path", .string(path)),
            ("sha256", .string(digest.hex)), ("bytes", .int(Int64(bytes))),
        ])
    }
}

extension PrunedList {
    fileprivate static func line(_ members: [(String, JSONValue)]) -> String {
        var writer = JSONWriter()
        writer.json(.object(members.map { JSONValue.Member(name: $0.0, value: $0.1) }))
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
