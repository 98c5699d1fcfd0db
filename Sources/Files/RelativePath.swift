/// The path of something published, relative to the document root or to an edition.
///
/// Segments of 1 to 64 lower-case ASCII letters, digits, `-`, `_` and inner single dots, joined by `/`, at most 512
/// bytes in all: no server, file system or client can spell it in a second way.
public struct RelativePath: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// As it is written: `projects/website.html`.
    public let text: String

    /// The path that `text` spells; nil where the rule forbids it.
    public init?(_ text: String) {
        guard Self.problem(in: text) == nil else { return nil }
        self.text = text
    }

    /// The path that `text` spells.
    ///
    /// - Throws: `FileError` with the part of the rule that is broken.
    public init(checking text: String) throws(FileError) {
        if let problem = Self.problem(in: text) { throw FileError("publish", text, because: problem) }
        self.text = text
    }

    private init(unchecked text: String) { self.text = text }

    /// What the rule forbids in `text`, as a clause; nil for a good path.
    public static func problem(in text: String) -> String? {
        guard !text.isEmpty else { return "the path is empty" }
        guard text.utf8.count <= 512 else { return "the path is longer than 512 bytes" }
        for segment in text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            if let problem = problem(inSegment: segment) { return problem }
        }
        return nil
    }

    private static func problem(inSegment segment: Substring.UTF8View) -> String? {
        guard !segment.isEmpty else { return "an empty segment between slashes" }
        guard segment.count <= 64 else { return "a segment is longer than 64 characters" }
        let dot = UInt8(ascii: ".")
        guard segment.first != dot, segment.last != dot else { return "a segment begins or ends with a dot" }
        var previous: UInt8 = 0
        for byte in segment {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                break
            case dot:
                if previous == dot { return "two dots in a row" }
            default: return "only lower-case letters, digits, `-`, `_` and `.` may be published"
            }
            previous = byte
        }
        return nil
    }

    /// The parts between the slashes, at least one.
    public var segments: [Substring] { text.split(separator: "/") }

    /// The last segment.
    public var name: String { String(segments.last ?? "") }

    /// The folder that it lies in; nil at the top.
    public var folder: RelativePath? {
        text.lastIndex(of: "/").map { RelativePath(unchecked: String(text[..<$0])) }
    }

    /// What follows the last dot of the name; empty where there is none.
    public var pathExtension: Substring {
        guard let dot = text.utf8.lastIndex(of: UInt8(ascii: ".")),
            !text.utf8[dot...].contains(UInt8(ascii: "/"))
        else { return "" }
        return text[text.utf8.index(after: dot)...]
    }

    /// `other` inside of this path taken as a folder.
    ///
    /// Both parts follow the rule; only the whole length is not checked again.
    public func appending(_ other: RelativePath) -> RelativePath {
        RelativePath(unchecked: text + "/" + other.text)
    }

    /// The path without the leading folder `prefix`; nil where it does not lie in there.
    public func dropping(prefix: RelativePath) -> RelativePath? {
        guard text.utf8.starts(with: (prefix.text + "/").utf8) else { return nil }
        return RelativePath(unchecked: String(text.dropFirst(prefix.text.count + 1)))
    }

    /// Byte order.
    public static func < (left: RelativePath, right: RelativePath) -> Bool {
        // Of ASCII texts, Swift compares the bytes.
        left.text < right.text
    }

    /// The same as `text`.
    public var description: String { text }
}
