import Foundation
import TestSupport
import Testing

/// An import holds one record at a time.
@Suite struct ImportMemoryTests {
    /// The most memory that an import of so many records takes, in KiB.
    private func peak(_ count: Int) throws -> Int {
        let folder = TemporaryFolder()
        for command in [["init"], ["db", "load", "first.sql"]] { try Tool.vitrine(command, in: folder.url) }
        let rows = (0..<count).map { "p-\($0),Person \($0),\"Head of, things\",p\($0)@example.org\n" }
        try folder.write("code,name,title,email\n" + rows.joined(), to: "in.csv")
        let script = """
            import resource, subprocess, sys
            code = subprocess.run(sys.argv[1:], capture_output=True).returncode
            print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
            """
        let arguments = [
            Tool.program, "-C", folder.url.path(), "import", "in.csv", "--into", "people", "--client",
            "hello",
        ]
        let outcome = try Tool.run(Tool.python, ["-c", script] + arguments)
        let words = outcome.output.split { $0.isWhitespace }.compactMap { Int($0) }
        try #require(words.count == 2 && words[0] == 0, "\(outcome.text)")
        return words[1]
    }

    @Test func memoryDoesNotGrowWithTheNumberOfRecords() throws {
        guard Tool.isAvailable(Tool.python, for: "the memory of an import") else { return }
        let few = try peak(2_000)
        let many = try peak(40_000)
        #expect(many < few + 4_096, "\(few) KiB, \(many) KiB")
    }
}
