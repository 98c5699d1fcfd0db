internal import JSON
internal import Slices
internal import TemplateEngine

extension DataFile {
    /// The whole file, UTF-8; without rows the header line alone, or an empty array.
    func bytes(of rows: UnsafeBufferPointer<Value>) -> [UInt8] {
        switch format {
        case .csv: csv(rows)
        case .json: json(rows)
        }
    }

    /// RFC 4180: a header line, CRLF at every line's end, quotes where they are needed.
    private func csv(_ rows: UnsafeBufferPointer<Value>) -> [UInt8] {
        var bytes: [UInt8] = []
        func line(_ fields: (Column, inout [UInt8]) -> Void) {
            let start = bytes.count
            for (index, column) in columns.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                fields(column, &bytes)
            }
            // An empty line is no row for most readers.
            if bytes.count == start { bytes += "\"\"".utf8 }
            bytes += "\r\n".utf8
        }
        line { column, bytes in bytes += column.name.utf8 }
        for row in rows {
            line { column, bytes in
                let (value, currency) = column.value(of: row)
                switch value.kind {
                case .string: Self.appendField(value.bytes, to: &bytes)
                case .bool: bytes += (value.integer == 1 ? "true" : "false").utf8
                case .date: bytes += CalendarText.text(days: value.integer ?? 0).utf8
                case .instant: bytes += CalendarText.text(seconds: value.integer ?? 0).utf8
                case .double: bytes += (value.double ?? 0).description.utf8
                case .null: bytes += (currency?.name ?? "").utf8
                default: if let number = value.integer { bytes += String(number).utf8 }
                }
            }
        }
        return bytes
    }

    /// Text as a field. What a spreadsheet would take for a formula gets a `'` in front: `= + - @`, tab and CR begin one.
    private static func appendField(_ text: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
        let isFormula = text.first.map { "=+-@\t\r".utf8.contains($0) } ?? false
        let isQuoted = text.contains { $0 == 0x22 || $0 == 0x2c || $0 == 0x0d || $0 == 0x0a }
        if isQuoted { bytes.append(0x22) }
        if isFormula { bytes.append(UInt8(ascii: "'")) }
        guard isQuoted else { return bytes.append(contentsOf: text) }
        for byte in text {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }

    /// An array with an object for each row, members in the order of the columns.
    private func json(_ rows: UnsafeBufferPointer<Value>) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginArray()
        for row in rows {
            writer.beginObject()
            for column in columns {
                writer.name(column.name)
                let (value, currency) = column.value(of: row)
                switch value.kind {
                case .string: writer.string(String(decoding: value.bytes, as: UTF8.self))
                case .bool: writer.bool(value.integer == 1)
                case .date: writer.string(CalendarText.text(days: value.integer ?? 0))
                case .instant: writer.string(CalendarText.text(seconds: value.integer ?? 0))
                case .double: writer.double(value.double ?? 0)
                case .null: writer.string(orNull: currency?.name)
                default: if let number = value.integer { writer.int(number) } else { writer.null() }
                }
            }
            writer.endObject()
        }
        writer.endArray()
        writer.newline()
        return writer.bytes
    }
}
