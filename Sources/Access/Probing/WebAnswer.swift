internal import Files

/// One answer of a web server, with a digest in the place of its body.
struct WebAnswer: Hashable, Sendable {
    /// A line of the head.
    struct Header: Hashable, Sendable {
        /// In lower case.
        let name: String
        let value: String
    }

    /// 0 where the server closed the connection without a word.
    var status = 0
    /// In the order in which they came.
    var headers: [Header] = []
    /// Of the body.
    var digest = Digest(of: [])

    /// The value of a header; of one that came more than once, all with ` | ` between them.
    func header(_ name: String) -> String? {
        let values = headers.filter { $0.name == name.lowercased() }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: " | ")
    }
}

/// Takes an answer as it comes.
final class WebAnswerReader {
    private var answer = WebAnswer()
    private let digester = Digester()

    /// A line of a head; one that names a version begins a new answer.
    func take(line: UnsafeRawBufferPointer) {
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            let words = text.split(separator: " ")
            answer = WebAnswer(status: words.count > 1 ? Int(words[1].prefix(3)) ?? 0 : 0)
        } else if let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) {
            let rest = text[text.index(after: colon)...]
            answer.headers.append(
                .init(
                    name: text[..<colon].lowercased(),
                    value: String(
                        rest.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
                ))
        }
    }

    /// A part of the body.
    func take(part: UnsafeRawBufferPointer) { digester.update(part) }

    /// What came, once it is whole.
    func finish() -> WebAnswer {
        answer.digest = digester.finish()
        return answer
    }
}
