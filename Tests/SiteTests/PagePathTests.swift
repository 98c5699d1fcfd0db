import Testing

@testable import Site

@Suite struct PagePathTests {
    @Test(arguments: [
        ("index.html", "index.html", "index.html"),
        ("index.html", "projects/a.html", "projects/a.html"),
        ("projects/a.html", "index.html", "../index.html"),
        ("projects/a.html", "projects/b.html", "b.html"),
        ("projects/a.html", "files/b.pdf", "../files/b.pdf"),
        ("a/b/c.html", "a/d/e.html", "../d/e.html"),
        ("projects/projects", "projects", "../projects"),
    ])
    func linksAreRelative(source: String, target: String, link: String) {
        #expect(PagePath.link(from: source, to: target) == link)
        let folder = source.split(separator: "/").dropLast().joined(separator: "/")
        #expect(PagePath.resolve(link, from: folder) == target)
    }

    @Test func theRootOfTheSiteLiesAboveTheEdition() {
        #expect(PagePath.root(from: "index.html") == "../")
        #expect(PagePath.root(from: "projects/a.html") == "../../")
    }

    @Test(arguments: ["../x", "a/../../x", "..", "a/b/../../../c"])
    func nothingResolvesAboveTheTop(path: String) {
        #expect(PagePath.resolve(path, from: "") == nil)
    }
}
