import Files
import Testing

@Suite struct RelativePathTests {
    @Test(arguments: [
        "a", "index.html", "projects/web-site_2.html", "a.b.c/d", "-", "_", "0",
        String(repeating: "a", count: 64),
    ])
    func allows(_ text: String) { #expect(RelativePath(text)?.text == text) }

    @Test(arguments: [
        "", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "./a", ".a", "a.", "a..b", "A", "ä", "a b", "a%20b",
        "a\\b",
        "a;b", "a?b", "a#b", "a\0", "a\n", "é", "a:b", "ａ", String(repeating: "a", count: 65),
        String(repeating: "a/", count: 256) + "a",
    ])
    func refuses(_ text: String) {
        #expect(RelativePath(text) == nil)
        #expect(throws: FileError.self) { try RelativePath(checking: text) }
    }

    @Test func comesApartAndTogether() throws {
        let path = try RelativePath(checking: "acme/files/report-2.pdf")
        #expect(path.segments == ["acme", "files", "report-2.pdf"])
        #expect(
            path.name == "report-2.pdf" && path.pathExtension == "pdf" && path.folder?.text == "acme/files")
        #expect(RelativePath("acme")?.folder == nil && RelativePath("a.b/c")?.pathExtension == "")
        #expect(RelativePath("acme")?.appending(path).text == "acme/acme/files/report-2.pdf")
        #expect(path.dropping(prefix: try RelativePath(checking: "acme"))?.text == "files/report-2.pdf")
        #expect(path.dropping(prefix: try RelativePath(checking: "acm")) == nil)
    }

    @Test func sortsByBytes() {
        let paths = ["b", "a/b", "a-b", "a.b", "a"].compactMap { RelativePath($0) }
        #expect(paths.sorted().map(\.text) == ["a", "a-b", "a.b", "a/b", "b"])
    }
}
