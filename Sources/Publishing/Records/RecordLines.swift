internal import Files
internal import Glibc
internal import JSON
internal import PortalData
internal import Slices
internal import TemplateEngine

/// The records of one edition as a snapshot keeps them, to be compared with later and never served.
///
/// The first line says whose edition it is: `{"client":1,"user":null,"view":"team|||"}`. Then a line a record, all in byte
/// order: its table, its code (or its key where there are no codes), a digest of all that it shows, when it was made, and its
/// state, dates and progress: `["projects","website","00c0ffee00c0ffee","2026-10-01T08:00:00Z",{"state":["3","In
/// progress"],"due_on":"2026-12-18"}]`.
struct RecordLines {
    /// A record and its line.
    struct Entry {
        let record: SliceRecord
        let line: Range<Int>
        /// Up to the end of the name, with the comma behind it: no other record's line begins so.
        let identity: Range<Int>
    }

    /// The first line.
    let head: [UInt8]
    /// All others, unsorted.
    private(set) var buffer: [UInt8] = []
    /// In byte order.
    private(set) var entries: [Entry] = []

    /// Of an edition without records.
    init(of edition: Edition) { head = Self.head(of: edition) }

    /// Adds what it holds.
    mutating func append(_ records: [SliceRecord]) {
        entries.reserveCapacity(records.count)
        buffer.reserveCapacity(records.count * 160)
        for record in records { append(record) }
        buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            entries.sort { left, right in
                let (left, right) = (left.line, right.line)
                let order = memcmp(
                    base + left.lowerBound, base + right.lowerBound, min(left.count, right.count))
                return order == 0 ? left.count < right.count : order < 0
            }
        }
    }

    /// Whose edition it is: what an earlier one must say as well to be compared with.
    static func head(of edition: Edition) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.name("client")
        json.int(edition.client.id)
        json.name("user")
        if let user = edition.userID { json.int(user) } else { json.null() }
        json.name("view")
        json.string(edition.view)
        json.endObject()
        json.newline()
        return json.bytes
    }

    /// The whole list.
    var bytes: [UInt8] {
        var bytes = head
        bytes.reserveCapacity(head.count + buffer.count)
        for entry in entries { bytes += buffer[entry.line] }
        return bytes
    }

    private mutating func append(_ record: SliceRecord) {
        let start = buffer.count
        buffer += "[\"".utf8
        buffer += record.kind.utf8
        buffer += "\",".utf8
        append(record.name)
        buffer.append(UInt8(ascii: ","))
        let end = buffer.count
        buffer.append(UInt8(ascii: "\""))
        for shift in stride(from: 60, through: 0, by: -4) {
            buffer.append(Self.digits[Int(record.digest >> shift & 15)])
        }
        buffer += "\",".utf8
        if let created = record.createdAt {
            appendQuoted { CalendarText.append(seconds: created, to: &$0) }
        } else {
            buffer += "null".utf8
        }
        buffer += ",{".utf8
        var isFirst = true
        func begin(_ name: String) {
            if !isFirst { buffer.append(UInt8(ascii: ",")) }
            isFirst = false
            buffer.append(UInt8(ascii: "\""))
            buffer += name.utf8
            buffer += "\":".utf8
        }
        if let state = record.state {
            begin("state")
            buffer.append(UInt8(ascii: "["))
            append(state.key)
            buffer.append(UInt8(ascii: ","))
            append(state.label)
            buffer.append(UInt8(ascii: "]"))
        }
        if let progress = record.progress {
            begin("progress")
            buffer += String(progress).utf8
        }
        record.forEachMoment { column, value in
            begin(column)
            let number = value.integer ?? 0
            appendQuoted { bytes in
                if value.kind == .date {
                    CalendarText.append(days: number, to: &bytes)
                } else {
                    CalendarText.append(seconds: number, to: &bytes)
                }
            }
        }
        buffer += "}]\n".utf8
        entries.append(Entry(record: record, line: start..<buffer.count, identity: start..<end))
    }

    /// A text, or a number as a text.
    private mutating func append(_ value: Value) {
        if let number = value.integer {
            appendQuoted { $0 += String(number).utf8 }
        } else if value.bytes.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5c || $0 == 0x7f }) {
            var json = JSONWriter()
            json.string(String(decoding: value.bytes, as: UTF8.self))
            buffer += json.bytes
        } else {
            appendQuoted { $0 += value.bytes }
        }
    }

    private mutating func appendQuoted(_ body: (inout [UInt8]) -> Void) {
        buffer.append(UInt8(ascii: "\""))
        body(&buffer)
        buffer.append(UInt8(ascii: "\""))
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
