internal import Diagnostics
internal import Files

/// Reads separated values (RFC 4180 and its dialects): any line end, quotes doubled inside of quotes.
///
/// A quote inside of a field that does not begin with one is a letter like any other. Empty lines are no records.
final class CSVReader: RecordReader {
    static let separators: [UInt8] = [44, 59, 9, 124]
    static let mostFields = 2000

    let text: SourceText
    private(set) var fieldNames: [String] = []
    private var separator: UInt8 = 44
    private var line = 1
    private var column = 1

    var name: String { text.name }
    var bytesRead: Int { text.bytesRead }

    /// Reads the header; `separator` is found in it, or in the line before it, where none is given.
    init(_ text: SourceText, separator: UInt8?) throws {
        self.text = text
        let written = announcedSeparator()
        self.separator = try separator ?? written ?? detectedSeparator()
        let header = RecordBuffer()
        repeat {
            guard try read(into: header) else {
                throw failure("there is no header", at: (1, 1), hint: "the first line names the columns")
            }
        } while isBlank(header)
        if let (field, hasNUL) = header.firstUnreadable() {
            throw DiagnosticList([
                Diagnostic(
                    unreadable(hasNUL).message, file: name, range: header.place(field),
                    hint: unreadable(hasNUL).hint)
            ])
        }
        var seen: Set<String> = []
        for field in 0..<header.count {
            let title = header.text(field).trimmed
            guard title.isEmpty || seen.insert(title).inserted else {
                let place = header.place(field)
                throw failure(
                    "two columns are called `\(title)`", at: (place.line, place.columns.lowerBound),
                    hint: "rename one of them in the header")
            }
            fieldNames.append(title)
        }
    }

    func next(into record: RecordBuffer) throws -> NextRecord {
        repeat {
            guard try read(into: record) else { return .end }
        } while isBlank(record)
        if let problem = brokenQuote {
            brokenQuote = nil
            return .unusable(problem)
        }
        guard record.count == fieldNames.count else {
            return .unusable(
                RowProblem(
                    "the record has \(record.count) fields, the header \(fieldNames.count)",
                    hint: "a field with a separator, a quote or a line end stands in quotes",
                    place: SourceRange(line: record.line, column: 1)))
        }
        if let (field, hasNUL) = record.firstUnreadable() {
            var problem = unreadable(hasNUL)
            problem.place = record.place(field)
            return .unusable(problem)
        }
        return .record
    }

    private func unreadable(_ hasNUL: Bool) -> RowProblem {
        hasNUL
            ? RowProblem("a NUL character", hint: "is this UTF-16? then say `--encoding utf-16le`")
            : RowProblem(
                "a character that is not \(text.encoding.rawValue)",
                hint: "say `--encoding`, as `--encoding windows-1252`")
    }

    private func isBlank(_ record: RecordBuffer) -> Bool {
        record.count == 1 && record.isEmpty(0) && brokenQuote == nil && !wasQuoted
    }

    // MARK: Scanning

    /// Text behind a closing quote, found in the record that was read last.
    private var brokenQuote: RowProblem?
    private var wasQuoted = false

    /// Reads one record; false at the end.
    private func read(into record: RecordBuffer) throws -> Bool {
        record.clear(line: line)
        wasQuoted = false
        guard try text.position < text.bytes.count || text.fill(keeping: text.position) else { return false }
        while true {
            let isQuoted = text.position < text.bytes.count && text.bytes[text.position] == 34
            let end = try isQuoted ? quotedField(record) : plainField(record)
            switch end {
            case .separator:
                guard record.count < Self.mostFields else {
                    throw failure("a record has more than \(Self.mostFields) fields", at: (line, column))
                }
                // A separator at the very end has an empty field behind it.
                if text.position >= text.bytes.count, try !text.fill(keeping: text.position) {
                    record.endField(line: line, column: column)
                    return true
                }
            case .line: return true
            }
        }
    }

    private enum FieldEnd { case separator, line }

    private func plainField(_ record: RecordBuffer) throws -> FieldEnd {
        let start = column
        while true {
            let found = text.bytes.withUnsafeBufferPointer { bytes -> UInt8? in
                var index = text.position
                let separator = separator
                while index < bytes.count {
                    let byte = bytes[index]
                    // Line ends, quotes and all usual separators are below `-`; letters and digits are not.
                    if byte == separator || byte == 10 || byte == 13 { break }
                    index += 1
                }
                let piece = UnsafeBufferPointer(rebasing: bytes[text.position..<index])
                record.append(piece)
                column += Self.scalars(in: piece)
                text.position = index
                return index < bytes.count ? bytes[index] : nil
            }
            guard let found else {
                try checkLimit(record, at: (line, start))
                if try text.fill(keeping: text.position) { continue }
                record.endField(line: line, column: start)
                return .line
            }
            try checkLimit(record, at: (line, start))
            record.endField(line: line, column: start)
            return try endField(found)
        }
    }

    /// Goes over the separator or line end at the position.
    private func endField(_ byte: UInt8) throws -> FieldEnd {
        text.position += 1
        column += 1
        if byte == separator { return .separator }
        if byte == 13 {
            if text.position >= text.bytes.count { _ = try text.fill(keeping: text.position) }
            if text.position < text.bytes.count, text.bytes[text.position] == 10 { text.position += 1 }
        }
        line += 1
        column = 1
        return .line
    }

    private func quotedField(_ record: RecordBuffer) throws -> FieldEnd {
        let start = (line: line, column: column)
        wasQuoted = true
        text.position += 1
        column += 1
        while true {
            // Up to a quote, all is the field's.
            let isQuote = text.bytes.withUnsafeBufferPointer { bytes in
                let index = bytes[text.position...].firstIndex(of: 34) ?? bytes.count
                let piece = UnsafeBufferPointer(rebasing: bytes[text.position..<index])
                record.append(piece)
                count(piece)
                text.position = index
                return index < bytes.count
            }
            try checkLimit(record, at: start)
            guard isQuote else {
                if try text.fill(keeping: text.position) { continue }
                throw failure(
                    "a quote is never closed", at: start, hint: "a quote inside of a field is written twice")
            }
            text.position += 1
            column += 1
            if text.position >= text.bytes.count, try !text.fill(keeping: text.position) {
                record.endField(line: start.line, column: start.column)
                return .line
            }
            let byte = text.bytes[text.position]
            if byte == 34 {
                record.append(34)
                text.position += 1
                column += 1
            } else if byte == separator || byte == 10 || byte == 13 {
                record.endField(line: start.line, column: start.column)
                return try endField(byte)
            } else {
                brokenQuote =
                    brokenQuote
                    ?? RowProblem(
                        "text stands behind a closing quote",
                        hint: "a quote inside of a field is written twice",
                        place: SourceRange(line: line, column: column))
                return try plainField(record)
            }
        }
    }

    /// Follows lines and columns through the inside of quotes.
    private func count(_ piece: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for (index, byte) in piece.enumerated() where byte == 10 || byte == 13 {
            // CRLF is one line end, also where a piece ends between.
            if byte == 10, index > 0 ? piece[index - 1] == 13 : endedInReturn {
                start = index + 1
                continue
            }
            line += 1
            column = 1
            start = index + 1
        }
        if let last = piece.last { endedInReturn = last == 13 }
        column += Self.scalars(in: UnsafeBufferPointer(rebasing: piece[start...]))
    }
    private var endedInReturn = false

    private static func scalars(in piece: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        for byte in piece { count &+= byte & 0xC0 != 0x80 ? 1 : 0 }
        return count
    }

    private func checkLimit(_ record: RecordBuffer, at place: (line: Int, column: Int)) throws {
        let start = record.count == 0 ? 0 : record.range(record.count - 1).upperBound
        guard record.bytes.count - start <= SourceText.fieldLimit,
            record.bytes.count <= 16 * SourceText.fieldLimit
        else {
            throw failure(
                "a field is larger than \(SourceText.fieldLimit) bytes", at: place,
                hint: "is a quote never closed here?")
        }
    }

    /// What a first line `sep=;` says, as spreadsheets write it for one another; goes over that line.
    private func announcedSeparator() -> UInt8? {
        let first = text.bytes[text.position...].prefix { $0 != 10 && $0 != 13 }
        let words =
            first.count == 7 && first.first == 34 && first.last == 34 ? first.dropFirst().dropLast() : first
        guard words.count == 5, words.prefix(4).elementsEqual("sep=".utf8), let separator = words.last,
            separator < 128, separator != 34, !Unicode.Scalar(separator).properties.isAlphabetic
        else { return nil }
        text.position += first.count
        for byte in [13, 10] as [UInt8]
        where text.position < text.bytes.count && text.bytes[text.position] == byte {
            text.position += 1
        }
        line += 1
        return separator
    }

    /// The candidate that stands most often in the first line, outside of quotes.
    private func detectedSeparator() throws -> UInt8 {
        var counts = [0, 0, 0, 0]
        var isQuoted = false
        for byte in text.bytes {
            if byte == 34 { isQuoted.toggle() }
            if isQuoted { continue }
            if let index = Self.separators.firstIndex(of: byte) { counts[index] += 1 }
            if byte == 10 || byte == 13, counts.contains(where: { $0 > 0 }) { break }
            if byte == 10 || byte == 13 { continue }
        }
        let most = counts.max() ?? 0
        return Self.separators[counts.firstIndex(of: most) ?? 0]
    }

    private func failure(_ message: String, at place: (line: Int, column: Int), hint: String? = nil)
        -> DiagnosticList
    {
        DiagnosticList([
            Diagnostic(
                message, file: name, range: SourceRange(line: place.line, column: place.column), hint: hint)
        ])
    }
}

extension String {
    /// Without spaces, tabs and line ends around it.
    var trimmed: String {
        var part = self[...]
        while let first = part.first, first.isWhitespace { part.removeFirst() }
        while let last = part.last, last.isWhitespace { part.removeLast() }
        return String(part)
    }
}
