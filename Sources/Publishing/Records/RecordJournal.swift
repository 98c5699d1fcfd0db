internal import JSON

/// Which records the editions of one client held, publication by publication; only ever appended to.
///
/// A line says what came to an edition with a snapshot, another what left it:
/// `{"snapshot":"2026-11-20-0123456789ab","as_of":"2026-11-20","edition":"acme","appeared":{"projects":["website"]}}`.
struct RecordJournal {
    enum Change: String {
        case appeared, vanished
    }

    /// As it stands in the file.
    private(set) var bytes: [UInt8]
    private var held: [String: RecordList] = [:]

    /// Reads a journal; a line that is none of ours is kept and says nothing.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        for line in Self.lines(bytes) {
            if let list = line.appeared { held[line.edition, default: RecordList()].formUnion(list) }
            if let list = line.vanished { held[line.edition]?.subtract(list) }
        }
    }

    /// What an edition held after the last line.
    func records(of edition: String) -> RecordList { held[edition] ?? RecordList() }

    /// Adds a line, unless it would say nothing.
    mutating func append(_ change: Change, _ list: RecordList, edition: String, snapshot: String) {
        guard !list.isEmpty else { return }
        var json = JSONWriter()
        json.beginObject()
        for (name, text) in [
            ("snapshot", snapshot), ("as_of", String(snapshot.prefix(10))), ("edition", edition),
        ] {
            json.name(name)
            json.string(text)
        }
        json.name(change.rawValue)
        list.write(to: &json)
        json.endObject()
        json.newline()
        bytes += json.bytes
    }

    /// One line, read.
    struct Line {
        let snapshot: String
        let edition: String
        let appeared: RecordList?
        let vanished: RecordList?
    }

    static func lines(_ bytes: [UInt8]) -> [Line] {
        bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard let json = try? JSONReader.read(Array(line)), let snapshot = json["snapshot"]?.string,
                let edition = json["edition"]?.string
            else { return nil }
            return Line(
                snapshot: snapshot, edition: edition,
                appeared: json[Change.appeared.rawValue].map { RecordList($0) },
                vanished: json[Change.vanished.rawValue].map { RecordList($0) })
        }
    }
}
