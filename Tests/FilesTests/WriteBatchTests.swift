import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct WriteBatchTests {
    @Test func nothingIsReplacedBeforeTheBatchIsCommitted() throws {
        let folder = TemporaryFolder()
        let path = folder.path("a")
        try AtomicWrite.write("old", to: path)
        let batch = WriteBatch()
        try batch.add("new", at: path, mode: 0o600)
        try batch.add("other", at: folder.path("b"))
        #expect(try FileSystem.read(path) == Array("old".utf8))
        #expect(FileSystem.kind(folder.path("b")) == nil)
        try batch.commit()
        #expect(try FileSystem.read(path) == Array("new".utf8))
        #expect(try FileSystem.read(folder.path("b")) == Array("other".utf8))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func aBatchThatIsDroppedLeavesNothingBehind() throws {
        let folder = TemporaryFolder()
        do {
            let batch = WriteBatch()
            for index in 0..<10 { try batch.add("text", at: folder.path("\(index)")) }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("")).isEmpty)
    }

    @Test func aFileThatHasTheBytesAlreadyIsNotWritten() throws {
        let folder = TemporaryFolder()
        let path = folder.path("a")
        try AtomicWrite.write("same", to: path)
        let before = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
        let batch = WriteBatch()
        try batch.add("same", at: path)
        try batch.commit()
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int == before)
    }

    @Test func aFolderThatIsNotThereIsAnErrorWithThePath() throws {
        let folder = TemporaryFolder()
        #expect(throws: FileError.self) { try WriteBatch().add("text", at: folder.path("no/where")) }
    }
}
