import Files
import Testing

@Suite struct MediaTypeTests {
    struct Case: Sendable {
        let bytes: String
        let type: String
    }

    @Test(arguments: [
        Case(bytes: "%PDF-1.4\n%\u{E4}\n1 0 obj\n", type: "application/pdf"),
        Case(bytes: "<!DOCTYPE html><html><head><title>x</title></head></html>", type: "text/html"),
        Case(bytes: "plain words\n", type: "text/plain"),
        Case(bytes: "", type: "application/x-empty"),
    ])
    func isFoundInTheBytes(_ example: Case) {
        #expect(MediaType.detect(Array(example.bytes.utf8)) == example.type)
    }

    @Test func isKnownByName() throws {
        #expect(MediaType.ofPublished(try RelativePath(checking: "a/b.svg")) == "image/svg+xml")
        #expect(MediaType.ofPublished(try RelativePath(checking: "a/b.exe")) == MediaType.unknown)
        #expect(MediaType.ofPublished(try RelativePath(checking: "a.pdf/b")) == MediaType.unknown)
    }

    @Test func theTableIsSorted() {
        let names = MediaType.byExtension.map(\.name)
        #expect(names == names.sorted())
    }
}
