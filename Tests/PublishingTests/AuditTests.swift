import Testing

@testable import Publishing

/// What the audit finds in bytes, however they are written, and what it leaves.
@Suite struct AuditTests {
    private func found(_ values: [String], in text: String, at path: String = "page.html") -> Set<String> {
        var builder = AuditTableBuilder()
        for value in values { Self.bytes(value) { builder.add($0, owner: 1, column: 0, row: 0) } }
        let table = builder.table()
        return table.withUnsafeBytes { bytes in
            guard let table = AuditTable(bytes) else { return [] }
            let decoded = AuditText()
            Self.bytes(text) { decoded.decode($0, .init(path: path)) }
            var result: Set<String> = []
            AuditScanner(table: table).scan(decoded.bytes) { _, entry in
                result.insert(String(decoding: table.text(of: entry), as: UTF8.self))
            }
            return result
        }
    }

    private static func bytes(_ text: String, _ body: (UnsafeRawBufferPointer) -> Void) {
        var text = text
        text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
    }

    struct Place: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        var path = "page.html"
        var testDescription: String { name }
    }

    static let value = "Müller & \"Söhne\", 2026/A"

    @Test(arguments: [
        Place(name: "text", text: "<p>Müller &amp; \"Söhne\", 2026/A</p>"),
        Place(name: "attribute", text: "<img alt=\"M&#252;ller &amp; &quot;S&#xF6;hne&#34;, 2026/A\">"),
        Place(name: "address", text: "<a href=\"?q=M%C3%BCller%20%26%20%22S%C3%B6hne%22%2C%202026%2FA\">"),
        Place(name: "JSON", text: #"{"a":"M\u00fcller \u0026 \"S\u00F6hne\", 2026\/A"}"#, path: "a.json"),
        Place(
            name: "JSON in an attribute",
            text: "{&quot;a&quot;:&quot;M\\u00fcller &amp; \\&quot;Söhne\\&quot;, 2026/A&quot;}"),
        Place(name: "percent in an entity", text: "M&#37;C3&#37;BCller & \"Söhne\", 2026/A"),
        Place(name: "CSV", text: "1,\"Müller & \"\"Söhne\"\", 2026/A\"\r\n", path: "a.csv"),
        Place(name: "guarded CSV", text: "'=Müller & \"\"Söhne\"\", 2026/A", path: "a.csv"),
        Place(
            name: "folded calendar", text: "SUMMARY:Mül\r\n ler & \"Söh\r\n\tne\"\\, 2026/A\r\n",
            path: "a.ics"),
        Place(name: "after a character beyond ASCII", text: "…„Müller & \"Söhne\", 2026/A“"),
    ])
    func aValueIsFoundAsItIsWritten(_ place: Place) {
        #expect(found([Self.value], in: place.text, at: place.path) == [Self.value])
    }

    @Test(arguments: 0..<140)
    func aValueIsFoundWhereverItStands(_ offset: Int) {
        let text = String(repeating: ". ", count: offset / 2) + (offset % 2 == 1 ? "-" : "")
        #expect(found(["Secret merger"], in: text + "Secret merger") == ["Secret merger"])
    }

    @Test func aPartOfAWordOrOfANumberIsNoValue() {
        let values = ["Milestone 1", "Invoice 2026-004"]
        #expect(found(values, in: "Milestone 12, Invoice 2026-0041, TheMilestone 1").isEmpty)
        #expect(found(values, in: "Milestone 1, Invoice 2026-004.") == Set(values))
    }

    @Test func valuesThatBeginAlikeAreToldApart() {
        let values = (0..<3000).map { "Milestone \($0)" }
        #expect(found(values, in: "a Milestone 77 and Milestone 2999") == ["Milestone 77", "Milestone 2999"])
        #expect(
            found(["Secret m", "Secret merger", "Secret mergers"], in: "Secret merger") == ["Secret merger"])
        #expect(found(["Secret plan", "Secret plan for Rome"], in: "Secret plan for Rome").count == 2)
    }

    @Test func textWithoutSpacesIsSearchedToo() {
        #expect(found(["上海项目升级"], in: "这是上海项目升级的页面") == ["上海项目升级"])
    }

    @Test func whatOnlyLooksLikeAnEscapeStays() {
        let text = #"AT&T 100% C:\dir & &x; &#; %zz \u00g &#1114112;"#
        let decoded = AuditText()
        Self.bytes(text) { decoded.decode($0) }
        #expect(String(decoding: decoded.bytes, as: UTF8.self) == text)
    }

    @Test func textOfAnyLengthIsTakenAsItIs() {
        let decoded = AuditText()
        for length in 0..<140 {
            let text = String(String(repeating: "Some words of it. ", count: 8).prefix(length))
            Self.bytes(text) { decoded.decode($0) }
            #expect(String(decoding: decoded.bytes, as: UTF8.self) == text)
            Self.bytes(text + "&amp;") { decoded.decode($0) }
            #expect(String(decoding: decoded.bytes, as: UTF8.self) == text + "&")
        }
    }

    @Test func ofTwoClientsAValueIsNobodysSecret() {
        var builder = AuditTableBuilder()
        func add(_ text: String, _ owner: Int64) {
            Self.bytes(text) { builder.add($0, owner: owner, column: 0, row: 0) }
        }
        for owner: Int64 in [1, 1] { add("of one client", owner) }
        for owner: Int64 in [1, 2] { add("of two clients", owner) }
        for owner: Int64 in [AuditTable.nobody, 3] { add("of the agency and a client", owner) }
        for owner: Int64 in [4, AuditTable.everybody] { add("public by design", owner) }
        let owners = builder.table().withUnsafeBytes { bytes in
            AuditTable(bytes).map { table in (0..<table.header.entries).map { table.entry($0).owner } }
        }
        #expect(owners == [1, 3])
    }

    @Test func aTableThatIsNoneIsRefused() {
        for bytes in [[], [1, 2, 3], [UInt8](repeating: 7, count: 2 << 20)] {
            #expect(bytes.withUnsafeBytes { AuditTable($0) } == nil)
        }
        let cut = Array(AuditTableBuilder().table().dropLast())
        #expect(cut.withUnsafeBytes { AuditTable($0) } == nil)
    }
}
