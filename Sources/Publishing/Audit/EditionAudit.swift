internal import Diagnostics
internal import Files
internal import PortalData
internal import TemplateEngine

/// Searches what is written of one edition after another for what its readers may not see.
///
/// Everything that the edition's own slice holds may stand there, but no value that is another client's alone: that one only
/// where `audit.mentions` of `vitrine.yaml` allows it.
final class EditionAudit {
    private struct Finding {
        let path: String
        var others = 0
        let entry: AuditTable.Entry
    }

    private let file: MappedFile
    private let table: AuditTable
    private let scanner: AuditScanner
    private let allowsMentions: Bool
    /// Of each shape of the slice's records.
    private let fieldCounts: [Int]
    private let text = AuditText()
    /// For each value, the number of the edition whose slice held it last.
    private var seen: [UInt32]
    private var serial: UInt32 = 0
    private var client: Int64 = 0
    private var edition = ""
    private var path = ""
    private var values: [Value] = []
    private var knowsWholeTexts = false
    private var isOwnText = false
    private var findings: [Int: Finding] = [:]
    /// How much is decoded at a time of a file that was copied, and how much of that again with the next.
    private static let piece = 1 << 18
    private static let overlap = 1 << 10
    private static let mostFindings = 20

    /// An audit by the table at `path`.
    init(table path: String, settings: AuditSettings, vocabulary: Vocabulary) throws(FileError) {
        file = try MappedFile(path)
        guard let table = AuditTable(file.bytes) else {
            throw FileError("read", path, because: "it is no table of an audit")
        }
        self.table = table
        scanner = AuditScanner(table: table)
        allowsMentions = settings.allowsMentions
        fieldCounts = vocabulary.shapes.map(\.fields.count)
        seen = [UInt32](repeating: 0, count: table.header.entries)
    }

    /// Begins with an edition: whatever its slice holds, its readers may see.
    ///
    /// - Parameter values: valid until the next begins.
    func begin(_ edition: Edition, values: [Value]) {
        serial += 1
        client = edition.client.id
        self.edition = edition.name
        self.values = values
        knowsWholeTexts = false
        findings.removeAll(keepingCapacity: true)
        let serial = serial
        // A name or a title is a whole field nearly always, or the last part of a path.
        forEachText { bytes in
            scanner.look(bytes) { index, _ in seen[index] = serial }
            guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return }
            scanner.look(UnsafeRawBufferPointer(rebasing: bytes[(slash + 1)...])) { index, _ in
                seen[index] = serial
            }
        }
    }

    /// Begins with what is the same for every client: nothing that is somebody's may stand there.
    func beginShared(_ name: String) {
        serial += 1
        client = .min
        edition = name
        values = []
        findings.removeAll()
    }

    /// Looks through the whole texts of the edition's slice, once.
    private func lookThroughTexts() {
        guard !knowsWholeTexts else { return }
        knowsWholeTexts = true
        let serial = serial
        let text = AuditText()
        forEachText { bytes in
            text.decode(bytes)
            scanner.scan(text.bytes) { index, _ in seen[index] = serial }
        }
    }

    private func forEachText(_ body: (UnsafeRawBufferPointer) -> Void) {
        for list in values {
            for record in list.items {
                guard let fields = record.fields, let shape = record.shape else { continue }
                for field in 0..<fieldCounts[shape.index] {
                    let bytes = fields[field].bytes
                    if bytes.count >= AuditTable.shortest { body(bytes) }
                }
            }
        }
    }

    /// Searches the path and the bytes of a file.
    func scan(_ bytes: UnsafeRawBufferPointer, at path: String) {
        self.path = path
        var name = path
        name.withUTF8 { search(UnsafeRawBufferPointer($0), .plain) }
        let format = AuditText.Format(path: path)
        var start = 0
        while true {
            let end = min(bytes.count, start + Self.piece)
            search(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), format)
            guard end < bytes.count else { return }
            start = end - Self.overlap
        }
    }

    /// Searches a file as it lies on the disk.
    func scan(file: String, at path: String) throws {
        let mapped = try MappedFile(file)
        withExtendedLifetime(mapped) { scan(mapped.bytes, at: path) }
    }

    /// Searches a copy of a file that a record brings: it is text of the client's own, though no slice holds it.
    func scan(copy: String, at path: String) throws {
        isOwnText = true
        defer { isOwnText = false }
        try scan(file: copy, at: path)
    }

    private func search(_ bytes: UnsafeRawBufferPointer, _ format: AuditText.Format) {
        text.decode(bytes, format)
        scanner.scan(text.bytes) { index, entry in
            guard entry.owner != AuditTable.everybody else { return }
            let isAnothers = entry.owner != client && entry.owner != AuditTable.nobody
            guard allowsMentions || !isAnothers else { return note(index, entry) }
            if isOwnText || seen[index] == serial { return }
            lookThroughTexts()
            if seen[index] != serial { note(index, entry) }
        }
    }

    private func note(_ index: Int, _ entry: AuditTable.Entry) {
        if let known = findings[index] {
            if known.path != path { findings[index]?.others += 1 }
        } else {
            findings[index] = Finding(path: path, entry: entry)
        }
    }

    /// What was found in the edition, in the order of the files' names; errors all of them.
    func diagnostics(naming portal: FrozenPortal) throws -> [Diagnostic] {
        let sorted = findings.sorted { ($0.value.path, $0.key) < ($1.value.path, $1.key) }.map(\.value)
        var result = try sorted.prefix(Self.mostFindings).map { finding in
            let value = String(decoding: table.text(of: finding.entry), as: UTF8.self)
            let row = try portal.rowName(column: Int(finding.entry.column), row: finding.entry.row)
            let more = finding.others > 0 ? ", as it does in \(finding.others) more files" : ""
            return Diagnostic(
                "`\(value)` must not stand here\(more): it is of \(row)", file: "\(edition)/\(finding.path)",
                hint:
                    "no record that the edition shows has it; if it may be seen, list it below `allow` of `audit` in vitrine.yaml"
            )
        }
        if sorted.count > result.count {
            result.append(
                Diagnostic(
                    "the audit found \(sorted.count - result.count) more values", row: "edition \(edition)"))
        }
        return result
    }
}
