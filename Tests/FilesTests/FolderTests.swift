import Files
import Foundation
import TestSupport
import Testing

@Suite struct FolderTests {
    let root = TemporaryFolder()

    @Test func writesReadsAndLists() throws {
        let folder = try Folder.create(path: root.path("a/b"))
        try folder.write("hello", to: try RelativePath(checking: "x/y/z.txt"))
        try folder.write([], to: try RelativePath(checking: "x/empty"))
        try folder.write("1", to: try RelativePath(checking: "x-1"))
        #expect(try folder.read("x/y/z.txt") == Array("hello".utf8))
        #expect(try folder.read("x/empty") == [])
        #expect(try folder.files() == ["x-1", "x/empty", "x/y/z.txt"])
        #expect(try folder.entries().map(\.name) == ["x", "x-1"])
        #expect(try folder.prefix("x/y/z.txt", count: 3) == Array("hel".utf8))
        #expect(try folder.prefix("x/y/z.txt", count: 30) == Array("hello".utf8))
        #expect(
            folder.size(ofFile: "x-1") != nil && folder.size(ofFile: "x") == nil
                && folder.size(ofFile: "nothing") == nil)
    }

    @Test func neverWritesIntoAFileThatExists() throws {
        let folder = try Folder.create(path: root.path("a"))
        let path = try RelativePath(checking: "x.txt")
        try folder.write("one", to: path)
        let error = #expect(throws: FileError.self) { try folder.write("two", to: path) }
        #expect(error?.isTaken == true)
        #expect(try folder.read("x.txt") == Array("one".utf8))
    }

    @Test func modesDoNotDependOnTheMask() throws {
        let before = umask(0o077)
        defer { umask(before) }
        let folder = try Folder.create(path: root.path("a/b"))
        try folder.write("x", to: try RelativePath(checking: "c/d.txt"), mode: 0o640)
        #expect(root.mode("a") == 0o755 && root.mode("a/b") == 0o755 && root.mode("a/b/c") == 0o755)
        #expect(root.mode("a/b/c/d.txt") == 0o640)
    }

    @Test(arguments: [
        "../secret", "/etc/hostname", "link", "folder-link/x", "x/../../secret", "pipe", "inside", "", "a\0b",
    ])
    func reachesNothingOutside(_ path: String) throws {
        try root.write("secret", to: "secret")
        try root.write("x", to: "in/inside/x")
        try root.write("x", to: "other/x")
        let folder = try Folder(path: root.path("in"))
        symlink("../secret", root.path("in/link"))
        symlink(root.path("other"), root.path("in/folder-link"))
        mkfifo(root.path("in/pipe"), 0o600)
        #expect(throws: FileError.self) { try folder.read(path) }
        #expect(throws: FileError.self) { try folder.digest(path) }
    }

    @Test func doesNotWriteThroughALink() throws {
        try root.write("x", to: "other/x")
        let folder = try Folder.create(path: root.path("in"))
        symlink(root.path("other"), root.path("in/sub"))
        symlink(root.path("other/new"), root.path("in/file"))
        #expect(throws: FileError.self) { try folder.write("y", to: try RelativePath(checking: "sub/y")) }
        #expect(throws: FileError.self) { try folder.write("y", to: try RelativePath(checking: "file")) }
        #expect(try Folder(path: root.path("other")).files() == ["x"])
    }

    @Test func aWalkRefusesLinksPipesAndForeignNames() throws {
        try root.write("x", to: "a/x")
        let folder = try Folder(path: root.path("a"))
        symlink("x", root.path("a/link"))
        #expect(throws: FileError.self) { try folder.files() }
        unlink(root.path("a/link"))
        mkfifo(root.path("a/pipe"), 0o600)
        #expect(throws: FileError.self) { try folder.files() }
        unlink(root.path("a/pipe"))
        let odd: [CChar] = Array(root.path("a/").utf8CString.dropLast()) + [CChar(bitPattern: 0xFF), 0]
        close(open(odd, O_CREAT | O_WRONLY, 0o600))
        #expect(throws: FileError.self) { try folder.files() }
    }

    @Test func copiesWithDigestInOnePass() throws {
        let bytes = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try root.write(bytes, to: "in/some file (1).PDF")
        let source = try Folder(path: root.path("in"))
        let target = try Folder.create(path: root.path("out"))
        let copy = try target.copy(
            "some file (1).PDF", of: source, to: try RelativePath(checking: "files/a.pdf"))
        #expect(copy.size == bytes.count && copy.digest == Digest(of: bytes))
        #expect(try target.read("files/a.pdf") == bytes)
        #expect(try target.digest("files/a.pdf") == (copy.digest, bytes.count))
    }

    @Test func staysWithItsFolderWhenThatIsRenamed() throws {
        let folder = try Folder.create(path: root.path("a"))
        try FileSystem.rename(root.path("a"), to: root.path("b"))
        try folder.write("x", to: try RelativePath(checking: "x"))
        #expect(FileSystem.kind(root.path("b/x")) == .file)
    }

    @Test func aLargerFileThanAllowedIsRefused() throws {
        try root.write("12345", to: "a/x")
        let folder = try Folder(path: root.path("a"))
        #expect(try folder.read("x", limit: 5).count == 5)
        #expect(throws: FileError.self) { try folder.read("x", limit: 4) }
    }

    @Test func manyFoldersAreWrittenWithFewDescriptors() throws {
        let folder = try Folder.create(path: root.path("a"))
        for index in 0..<500 { try folder.write("x", to: try RelativePath(checking: "d\(index)/e/f")) }
        #expect(try folder.files().count == 500)
    }
}
