import Files
import Foundation
import TestSupport
import Testing

@Suite struct FileSystemTests {
    let root = TemporaryFolder()

    @Test func exchangeSwapsTwoFolders() throws {
        try root.write("old", to: "live/x")
        try root.write("new", to: "staged/x")
        try FileSystem.exchange(root.path("live"), root.path("staged"))
        #expect(try FileSystem.read(root.path("live/x")) == Array("new".utf8))
        #expect(try FileSystem.read(root.path("staged/x")) == Array("old".utf8))
        #expect(throws: FileError.self) { try FileSystem.exchange(root.path("live"), root.path("nowhere")) }
    }

    @Test func removingATreeNeverFollowsALink() throws {
        try root.write("keep", to: "other/keep")
        try root.write("x", to: "tree/a/b/c")
        symlink(root.path("other"), root.path("tree/a/link"))
        let odd: [CChar] = Array(root.path("tree/").utf8CString.dropLast()) + [CChar(bitPattern: 0xFE), 0]
        close(open(odd, O_CREAT | O_WRONLY, 0o600))
        try FileSystem.removeTree(root.path("tree"))
        #expect(FileSystem.kind(root.path("tree")) == nil)
        #expect(try FileSystem.read(root.path("other/keep")) == Array("keep".utf8))
        try FileSystem.removeTree(root.path("tree"))
        try FileSystem.removeTree(root.path("other/keep"))
        #expect(FileSystem.kind(root.path("other/keep")) == nil)
    }

    @Test func aFolderIsMadeWithItsParents() throws {
        try FileSystem.makeFolder(root.path("a/b/c/"), mode: 0o700)
        try FileSystem.makeFolder(root.path("a/b/c"), mode: 0o755)
        #expect(root.mode("a/b/c") == 0o700)
        try root.write("x", to: "file")
        #expect(throws: FileError.self) { try FileSystem.makeFolder(root.path("file")) }
        #expect(throws: FileError.self) { try FileSystem.makeFolder(root.path("file/below")) }
    }

    @Test func errorsSayWhatWasTriedOnWhatAndWhy() throws {
        let error = #expect(throws: FileError.self) { try FileSystem.read("/nowhere/x") }
        #expect(error?.description == "cannot read `/nowhere/x`: No such file or directory")
        #expect(error?.isMissing == true)
        #expect(throws: FileError.self) { try FileSystem.read(root.path("")) }
    }

    @Test func atomicWritesReplaceAndLeaveNothingBehind() throws {
        let path = root.path("x.json")
        try AtomicWrite.write("one", to: path, mode: 0o640)
        try AtomicWrite.write("two", to: path, mode: 0o600)
        #expect(try FileSystem.read(path) == Array("two".utf8))
        #expect(root.mode("x.json") == 0o600)
        #expect(try Folder(path: root.path("")).files() == ["x.json"])
        #expect(throws: FileError.self) { try AtomicWrite.write("x", to: root.path("none/x")) }
        #expect(throws: FileError.self) { try AtomicWrite.write("x", to: root.path("")) }
    }

    @Test func anAtomicWriteReplacesALinkAndNotWhatItLeadsTo() throws {
        try root.write("target", to: "target")
        symlink("target", root.path("link"))
        try AtomicWrite.write("new", to: root.path("link"))
        #expect(FileSystem.kind(root.path("link")) == .file)
        #expect(try FileSystem.read(root.path("target")) == Array("target".utf8))
    }

    @Test func theSameBytesAreNotWrittenAgain() throws {
        let path = root.path("x")
        #expect(try AtomicWrite.writeIfChanged([1, 2], to: path))
        #expect(try !AtomicWrite.writeIfChanged([1, 2], to: path, mode: 0o600))
        #expect(root.mode("x") == 0o600)
        #expect(try AtomicWrite.writeIfChanged([1], to: path))
        #expect(try AtomicWrite.writeIfChanged([1, 2, 3], to: path))
        #expect(try FileSystem.read(path) == [1, 2, 3])
    }

    @Test func aLockIsHeldByOneAndNamesItsHolder() throws {
        var lock: FileLock? = try FileLock(path: root.path("lock"), for: "a test")
        let error = #expect(throws: FileError.self) { try FileLock(path: root.path("lock"), for: "another") }
        #expect(error?.isLocked == true)
        let holder = FileLock.holder(of: root.path("lock"))
        #expect(holder?.process == Int(getpid()) && holder?.command == "a test")
        #expect(abs((holder?.since ?? 0) - time(nil)) < 60)
        withExtendedLifetime(lock) {}
        lock = nil
        #expect(FileLock.holder(of: root.path("lock")) == nil)
        _ = try FileLock(path: root.path("lock"), for: "a test")
    }
}
