import Testing

@testable import Publishing

@Suite struct LinkTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let value: String
        /// From `acme/projects/a.html`.
        var path: String?
        var fragment: String?
        var isElsewhere = false
        var testDescription: String { value }
    }

    @Test(arguments: [
        Case(value: "b.html", path: "acme/projects/b.html"),
        Case(value: "../index.html?x=1&amp;y=2#s.top", path: "acme/index.html", fragment: "s.top"),
        Case(value: "../../assets/style.css", path: "assets/style.css"),
        Case(value: "/assets/style.css", path: "assets/style.css"),
        Case(value: "../", path: "acme/index.html"), Case(value: "..", path: "acme/index.html"),
        Case(value: "../../../etc/passwd", path: nil), Case(value: "", path: "acme/projects/a.html"),
        Case(value: "#s.content", path: "acme/projects/a.html", fragment: "s.content"),
        Case(value: "%62.html", path: "acme/projects/b.html"),
        Case(value: "&#98;.html", path: "acme/projects/b.html"),
        Case(value: "https://example.org/x", isElsewhere: true),
        Case(value: "mailto:a@b.c", isElsewhere: true),
        Case(value: "//example.org/x", isElsewhere: true),
    ])
    func anAddressIsReadAsABrowserReadsIt(_ example: Case) {
        let address = LinkAddress(Array(example.value.utf8))
        #expect(address.isElsewhere == example.isElsewhere)
        guard !example.isElsewhere else { return }
        let path = address.path(from: Array("acme/projects/a.html".utf8))
        #expect(path.map { String(decoding: $0, as: UTF8.self) } == example.path)
        #expect(address.fragment.map { String(decoding: $0, as: UTF8.self) } == example.fragment)
    }

    /// At every distance from the beginning, since thirty-two bytes are looked at in one step.
    @Test(arguments: 0..<40) func attributesAreFoundWhereverTheyStand(_ distance: Int) {
        let text =
            String(repeating: "x", count: distance)
            + #"<a data-href="no" xhref="no" href="one" id='two'>= </a><img alt="=" src="three"><p title=id>y" href="in-text"</p>"#
        var found: [String] = []
        Array(text.utf8).withUnsafeBytes { bytes in
            HTMLAttributes.forEach(in: bytes) { name, value, offset in
                guard HTMLAttributes.isInTag(offset, bytes) else { return }
                found.append("\(name) \(String(decoding: value, as: UTF8.self))")
                #expect(bytes[offset...].prefix(value.count).elementsEqual(value))
            }
        }
        #expect(found == ["href one", "id two", "src three"])
    }
}
