import Foundation

/// One answer of a server, as it came.
public struct HTTPResponse: Equatable, Sendable {
    /// 0 where what came is no answer.
    public let status: Int
    /// The lines of the head in order, names in lower case; without `date`, which is another one every second.
    public let headers: [String]
    /// What follows the head, to the last byte; everything, where what came is no answer. Of the second version of HTTP the
    /// fields and the data, and no date either.
    public let body: [UInt8]

    /// The body, read as UTF-8.
    public var text: String { String(decoding: body, as: UTF8.self) }

    /// What ends the head.
    static let separator = Array("\r\n\r\n".utf8)

    /// Reads what came over a connection up to its end.
    init(_ bytes: [UInt8]) {
        guard bytes.starts(with: "HTTP/1".utf8) else {
            self.init(head: [], body: bytes[...])
            return
        }
        let end = bytes.firstRange(of: Self.separator)
        self.init(
            head: bytes[..<(end?.lowerBound ?? bytes.count)], body: bytes[(end?.upperBound ?? bytes.count)...]
        )
    }

    /// Reads the head; the body is taken as it is.
    init(head: ArraySlice<UInt8>, body: ArraySlice<UInt8>) {
        let lines = String(decoding: head, as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        status = words.count > 1 && words[0].hasPrefix("HTTP/") ? Int(words[1]) ?? 0 : 0
        headers = lines.dropFirst().map { line in
            let colon = line.firstIndex(of: ":") ?? line.endIndex
            return line[..<colon].lowercased() + line[colon...]
        }.filter { !$0.hasPrefix("date:") }.sorted()
        self.body = HTTP2Answer.content(of: body) ?? Array(body)
    }

    /// The value of a header, of any case; of one that came more than once, all with ` | ` between them.
    public func header(_ name: String) -> String? {
        let prefix = name.lowercased() + ": "
        let found = headers.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
        return found.isEmpty ? nil : found.joined(separator: " | ")
    }
}
