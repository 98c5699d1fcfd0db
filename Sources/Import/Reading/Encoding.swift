internal import Slices

/// How the bytes of a source are letters.
public enum Encoding: String, Hashable, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    case windows1252 = "windows-1252"
    case latin1 = "iso-8859-1"

    /// What the beginning of a file says: a byte order mark and its length, or UTF-8 where the bytes are; nil for neither.
    static func detected(in beginning: UnsafeRawBufferPointer) -> (encoding: Encoding, markLength: Int)? {
        if beginning.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if beginning.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if beginning.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        // The last letter may go on beyond the piece. A NUL is no other encoding's either.
        let whole = beginning.dropLast(min(3, beginning.count))
        for cut in 0...3 where cut <= beginning.count {
            let piece = UnsafeRawBufferPointer(
                rebasing: beginning[..<max(whole.count, beginning.count - cut)])
            if piece.allSatisfy({ $0 != 0 }) ? TextCheck.isShowable(piece) : true { return (.utf8, 0) }
        }
        return nil
    }
}

/// Turns bytes of an encoding into UTF-8, piece by piece.
///
/// What is no letter becomes the byte 0xFF, which no UTF-8 has, so that whoever reads the field finds its place.
struct Transcoder {
    let encoding: Encoding
    /// Of a unit that the last piece ended in, or of a pair.
    private var pendingByte: UInt8?
    private var pendingLead: UInt16?

    init(_ encoding: Encoding) { self.encoding = encoding }

    /// Appends a piece as UTF-8.
    mutating func append(_ piece: UnsafeRawBufferPointer, to output: inout [UInt8]) {
        switch encoding {
        case .utf8: output.append(contentsOf: piece)
        case .latin1: for byte in piece { Self.append(UInt32(byte), to: &output) }
        case .windows1252:
            for byte in piece {
                let isSpecial = (0x80...0x9F).contains(byte)
                Self.append(isSpecial ? Self.windows[Int(byte) - 0x80] : UInt32(byte), to: &output)
            }
        case .utf16LittleEndian, .utf16BigEndian:
            for byte in piece {
                guard let first = pendingByte else {
                    pendingByte = byte
                    continue
                }
                pendingByte = nil
                let (high, low) = encoding == .utf16BigEndian ? (first, byte) : (byte, first)
                append(unit: UInt16(high) << 8 | UInt16(low), to: &output)
            }
        }
    }

    /// Appends what the last piece left open.
    mutating func finish(_ output: inout [UInt8]) {
        if pendingByte != nil || pendingLead != nil { output.append(0xFF) }
        (pendingByte, pendingLead) = (nil, nil)
    }

    private mutating func append(unit: UInt16, to output: inout [UInt8]) {
        if let lead = pendingLead {
            pendingLead = nil
            if (0xDC00...0xDFFF).contains(unit) {
                return Self.append(
                    0x10000 + (UInt32(lead) - 0xD800) << 10 + UInt32(unit) - 0xDC00, to: &output)
            }
            output.append(0xFF)
        }
        switch unit {
        case 0xD800...0xDBFF: pendingLead = unit
        case 0xDC00...0xDFFF: output.append(0xFF)
        default: Self.append(UInt32(unit), to: &output)
        }
    }

    private static func append(_ code: UInt32, to output: inout [UInt8]) {
        if code < 0x80 {
            output.append(UInt8(code))
        } else if let scalar = Unicode.Scalar(code), let bytes = UTF8.encode(scalar) {
            output.append(contentsOf: bytes)
        } else {
            output.append(0xFF)
        }
    }

    /// 0x80 to 0x9F, as the WHATWG's encoding standard has them: bytes that Windows leaves open are control characters.
    private static let windows: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
        0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
        0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]
}
