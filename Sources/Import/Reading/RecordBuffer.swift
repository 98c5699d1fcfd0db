internal import Diagnostics
internal import Slices

/// One record of a source: its fields as UTF-8, and where each stands. Used again for the next.
final class RecordBuffer {
    private(set) var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var places: [(line: Int32, column: Int32)] = []
    /// Where the record begins, from 1.
    var line = 1

    var count: Int { ends.count }

    func clear(line: Int) {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        self.line = line
    }

    /// Adds bytes to the field that `endField` ends.
    func append(_ piece: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: piece) }
    func append(_ byte: UInt8) { bytes.append(byte) }

    func endField(line: Int, column: Int) {
        ends.append(bytes.count)
        places.append((Int32(clamping: line), Int32(clamping: column)))
    }

    /// Adds a whole field.
    func add(_ text: String, line: Int, column: Int = 1) {
        bytes.append(contentsOf: text.utf8)
        endField(line: line, column: column)
    }

    func range(_ field: Int) -> Range<Int> { (field == 0 ? 0 : ends[field - 1])..<ends[field] }

    func isEmpty(_ field: Int) -> Bool { range(field).isEmpty }

    func text(_ field: Int) -> String { String(decoding: bytes[range(field)], as: UTF8.self) }

    /// Whether a field's bytes are exactly those of a text.
    func holds(_ text: String, _ field: Int) -> Bool { bytes[range(field)].elementsEqual(text.utf8) }

    func place(_ field: Int) -> SourceRange {
        SourceRange(line: Int(places[field].line), column: Int(places[field].column))
    }

    /// The first field that is no text: invalid letters, or a NUL.
    func firstUnreadable() -> (field: Int, hasNUL: Bool)? {
        for field in ends.indices {
            let range = range(field)
            let isShowable = bytes.withUnsafeBytes {
                TextCheck.isShowable(UnsafeRawBufferPointer(rebasing: $0[range]))
            }
            if !isShowable { return (field, bytes[range].contains(0)) }
        }
        return nil
    }
}

/// What a reader found next.
enum NextRecord {
    case record
    /// A record that cannot be used; reading goes on behind it.
    case unusable(RowProblem)
    case end
}

/// Why a record cannot be taken: never a value of it.
struct RowProblem: Error, Hashable {
    var message: String
    var hint: String?
    /// Nil: the record as a whole.
    var place: SourceRange?
    /// `rejected`, or a `conflict` with what was changed here.
    var kind = "rejected"
    var table: String?

    init(_ message: String, hint: String? = nil, place: SourceRange? = nil) {
        self.message = message
        self.hint = hint
        self.place = place
    }
}

/// Hands over the records of one source in order.
protocol RecordReader: AnyObject {
    /// As diagnostics call the source of the current record.
    var name: String { get }
    /// What each record's fields are called, in order.
    var fieldNames: [String] { get }
    /// Of the source's bytes, for progress.
    var bytesRead: Int { get }
    /// Reads the next record.
    ///
    /// - Throws: `DiagnosticList` where reading cannot go on.
    func next(into record: RecordBuffer) throws -> NextRecord
}
