internal import Files
internal import Slices

/// A message as RFC 5322 wants it: ASCII headers, a text of UTF-8 in quoted-printable, lines that end in CR LF.
struct MailMessage: Hashable {
    struct Address: Hashable {
        let name: String
        let address: String
    }

    let from: Address
    let to: Address
    let subject: String
    let text: String
    /// `YYYY-MM-DDTHH:MM:SSZ`.
    let at: String

    /// The whole message.
    var rendered: String {
        let id = Digest(of: [from.address, to.address, subject, text, at].joined(separator: "\n")).hex.prefix(
            32)
        let host = from.address.split(separator: "@").last.map(String.init) ?? "localhost"
        let headers = [
            "Date: \(date)", "From: \(Self.header(from))", "To: \(Self.header(to))",
            "Subject: \(Self.encoded(subject))", "Message-ID: <\(id)@\(Self.plain(host))>",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable",
        ]
        return (headers + [""]).joined(separator: "\r\n") + "\r\n" + Self.quotedPrintable(text)
    }

    /// `Sat, 21 Nov 2026 10:30:00 +0000`
    private var date: String {
        let days = CalendarText.days(String(at.prefix(10))) ?? 0
        let names = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let parts = at.prefix(10).split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, (1...12).contains(parts[1]) else { return at }
        return "\(names[Int((days % 7 + 7) % 7)]), \(parts[2]) \(months[parts[1] - 1]) \(parts[0])"
            + " \(at.dropFirst(11).prefix(8)) +0000"
    }

    private static func header(_ address: Address) -> String {
        address.name.isEmpty ? plain(address.address) : "\(encoded(address.name)) <\(plain(address.address))>"
    }

    /// Nothing that could end a header or an address.
    private static func plain(_ address: String) -> String {
        String(
            decoding: address.utf8.filter { $0 > 32 && $0 < 127 && !"<>()[]:;,\\\"".utf8.contains($0) },
            as: UTF8.self)
    }

    /// RFC 2047: words of at most 75 characters, folded.
    static func encoded(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            byte == 32 || (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        }
        if isPlain, text.utf8.count <= 60, !text.hasPrefix(" ") { return text }
        var words: [String] = []
        var word = ""
        for character in text.unicodeScalars {
            // Characters are never cut in two.
            let piece = String(character).utf8.map { "=" + hex($0) }.joined()
            if word.utf8.count + piece.utf8.count > 60 {
                words.append(word)
                word = ""
            }
            word += piece
        }
        return (words + [word]).map { "=?utf-8?Q?\($0)?=" }.joined(separator: "\r\n ")
    }

    /// RFC 2045, section 6.7.
    static func quotedPrintable(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var lines: [String] = []
            var current = ""
            let bytes = Array(line.utf8)
            for (index, byte) in bytes.enumerated() {
                let isLast = index == bytes.count - 1
                let isPlain = (33...126).contains(byte) && byte != 61 || (byte == 32 || byte == 9) && !isLast
                let piece = isPlain ? String(Unicode.Scalar(byte)) : "=" + hex(byte)
                if current.utf8.count + piece.utf8.count > 75 {
                    lines.append(current + "=")
                    current = ""
                }
                current += piece
            }
            return (lines + [current]).joined(separator: "\r\n")
        }.joined(separator: "\r\n")
    }

    private static func hex(_ byte: UInt8) -> String {
        let text = String(byte, radix: 16, uppercase: true)
        return text.utf8.count == 1 ? "0" + text : text
    }
}
