/// Where the front matter of a text ends and its body begins.
///
/// Front matter is YAML between a first line `---` and the next line `---`; both may carry trailing spaces.
public struct FrontMatter: Hashable, Sendable {
    /// What is wrong with a text that begins like front matter.
    public enum Problem: Error, Hashable, Sendable {
        /// The first line is `---`, and no other line is.
        case notClosed
    }

    /// The bytes between the two lines; empty where there is no front matter.
    public let yaml: Range<Int>
    /// The number of the first line of `yaml`, counted from 1.
    public let yamlLine: Int
    /// The bytes after the closing line; all of them where there is no front matter.
    public let body: Range<Int>
    /// The number of the first line of `body`, counted from 1.
    public let bodyLine: Int

    /// Whether the text began with `---`, even if nothing was between.
    public var isPresent: Bool { bodyLine > 1 }

    /// Finds the front matter of `bytes`; a byte order mark at the very beginning belongs to nothing.
    public static func split(_ bytes: [UInt8]) throws(Problem) -> FrontMatter {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let firstEnd = lineEnd(bytes, from: start)
        guard isFence(bytes[start..<firstEnd]) else {
            return FrontMatter(yaml: start..<start, yamlLine: 1, body: start..<bytes.count, bodyLine: 1)
        }
        var line = 2
        var position = firstEnd
        while position < bytes.count {
            let end = lineEnd(bytes, from: position)
            if isFence(bytes[position..<end]) {
                return FrontMatter(
                    yaml: firstEnd..<position, yamlLine: 2, body: end..<bytes.count, bodyLine: line + 1)
            }
            position = end
            line += 1
        }
        throw .notClosed
    }

    /// The index after the line end that follows `start`.
    private static func lineEnd(_ bytes: [UInt8], from start: Int) -> Int {
        bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
    }

    private static func isFence(_ line: ArraySlice<UInt8>) -> Bool {
        let blanks: [UInt8] = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n")]
        return line.starts(with: "---".utf8) && line.dropFirst(3).allSatisfy { blanks.contains($0) }
    }
}
