import Files
import PortalData
import Testing

@Suite struct PrunedListTests {
    private let digest = Digest(of: "text")

    private func list() -> PrunedList {
        var list = PrunedList()
        list.add(
            PrunedList.File(
                at: "2026-11-20T09:00:00Z", action: "delete", policy: "year", path: "acme/\"a\u{202E}\n.csv",
                digest: digest, bytes: 4))
        return list
    }

    @Test func whatIsWrittenIsRead() {
        let text = list().text
        let read = PrunedList(reading: Array(text.utf8))
        #expect(read.text == text)
        #expect(read.file(digest)?.path == "acme/\"a\u{202E}\n.csv")
        #expect(read.file(at: "acme/\"a\u{202E}\n.csv")?.bytes == 4)
        #expect(read.file(digest)?.explanation == "pruned by retention on 2026-11-20 (policy year)")
        #expect(read.file(Digest(of: "other")) == nil)
    }

    @Test func aRecordIsReadAsItIsDocumented() {
        let name = PrunedList.digest(table: "documents", client: "acme", name: "offer")
        #expect(name == Digest(of: #"["documents","acme","offer"]"#).hex)
        let line = """
            {"kind":"record","at":"2026-11-20T09:00:00Z","action":"forget","policy":null,"table":"documents",\
            "record":"\(name)","made_at":"2025-01-01T00:00:00Z"}

            """
        let list = PrunedList(reading: Array(line.utf8))
        #expect(list.records.map(\.digest) == [name])
        #expect(list.records.map(\.policy) == [nil])
        #expect(list.text == line)
    }

    @Test(arguments: [
        "", "\n\n", "nonsense", "{}", "[1]", "{\"kind\":\"file\"}", "{\"kind\":\"record\",\"at\":1}", "\u{0}",
        "{\"kind\":",
        "{\"kind\":\"file\",\"at\":\"a\",\"action\":\"delete\",\"path\":\"p\",\"sha256\":\"short\",\"bytes\":1}",
    ])
    func whatIsNoEntryMeansNothingAndIsKept(_ text: String) {
        let list = PrunedList(reading: Array((text + "\n" + self.list().text).utf8))
        #expect(list.files.count == 1 && list.records.isEmpty)
        #expect(PrunedList(reading: Array(list.text.utf8)) == list)
    }

    @Test func twoListsAreJoinedWithoutRepetition() {
        var one = list()
        var other = list()
        other.add(
            PrunedList.File(
                at: "2026-11-21T09:00:00Z", action: "delete", policy: nil, path: "b", digest: digest, bytes: 1
            ))
        one.add(other)
        #expect(one.files.map(\.path) == ["acme/\"a\u{202E}\n.csv", "b"])
        #expect(one.file(digest)?.explanation == "pruned by retention on 2026-11-21")
    }
}
