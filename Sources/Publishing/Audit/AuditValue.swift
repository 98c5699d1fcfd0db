internal import PortalData

/// What of a column's value an audit looks for, its escapes undone; nothing where it could stand on anybody's page.
struct AuditValue {
    /// The part that counts, from its first letter or digit.
    let bytes: UnsafeRawBufferPointer
    /// Whether more follows.
    let isCut: Bool

    private static let shortestRemark = 16
    private static let longestRemark = 64
    private static let shortestWordyCode = 16

    init?(_ text: UnsafeRawBufferPointer, kind: DistinctiveColumn.Kind) {
        var start = 0
        var end = text.count
        if kind == .file, let slash = text.lastIndex(of: UInt8(ascii: "/")) { start = slash + 1 }
        while start < end, !AuditScanner.isStart(text[start]) { start += 1 }
        while end > start, text[end - 1] <= 32 { end -= 1 }
        var isCut = false
        if kind == .remark {
            // Up to where Markdown begins to make something else of it.
            let limit = min(end, start + Self.longestRemark)
            let stop = text[start..<limit].firstIndex(where: Self.isMarkup) ?? limit
            (isCut, end) = (stop < end, stop)
        } else if end - start > AuditTable.longest {
            (isCut, end) = (true, start + AuditTable.longest)
        }
        guard end - start >= AuditTable.shortest else { return nil }
        let part = UnsafeRawBufferPointer(rebasing: text[start..<end])
        guard Self.tells(part, kind) else { return nil }
        bytes = part
        self.isCut = isCut
    }

    /// Whether nobody would write it by chance.
    private static func tells(_ text: UnsafeRawBufferPointer, _ kind: DistinctiveColumn.Kind) -> Bool {
        var hasDigit = false
        var hasLetter = false
        var spaces = 0
        for byte in text {
            hasDigit = hasDigit || (48...57).contains(byte)
            hasLetter = hasLetter || byte >= 0x80 || (97...122).contains(byte | 0x20)
            if byte == 32 || byte >= 0xE3 { spaces += 1 }
        }
        switch kind {
        case .identity: return hasLetter
        case .file: return hasLetter && text.contains(UInt8(ascii: "."))
        case .title: return hasLetter && (hasDigit || spaces > 0)
        case .code: return hasLetter && (hasDigit || text.count >= shortestWordyCode)
        case .number: return hasDigit && !isDay(text)
        case .remark: return hasLetter && text.count >= shortestRemark && spaces > 1
        }
    }

    private static func isDay(_ text: UnsafeRawBufferPointer) -> Bool {
        text.count == 10
            && text.enumerated().allSatisfy { index, byte in
                index == 4 || index == 7 ? byte == UInt8(ascii: "-") : (48...57).contains(byte)
            }
    }

    private static func isMarkup(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<32, UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "["),
            UInt8(ascii: "]"),
            UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "~"), UInt8(ascii: "|"), UInt8(ascii: "\\"):
            true
        default: false
        }
    }
}
