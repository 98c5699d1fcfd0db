import Access
import Files
import Foundation
import Testing

/// The schemas that strangers read the manifest with, held against what is written, by Python's jsonschema.
@Suite(
    .enabled(
        if: Checker.isWanted, "python3 has no jsonschema: nothing holds the schemas against the manifest"))
struct SchemaTests {
    @Test func theManifestFollowsItsSchema() throws {
        let problems = try Checker.problems(schema: "access", documents: [try SamplePortal.manifest().json()])
        #expect(problems == "")
    }

    @Test func everyLineOfTheFileListFollowsItsSchema() throws {
        let full = PublishedFile(
            path: try RelativePath(checking: "acme/files/a_b.c-d.pdf"), digest: Digest(of: "x"), size: 0,
            classification: "confidential \"x\"", record: "documents a", retainUntil: "2031-12-31",
            expiresOn: "2027-01-01")
        let lines = PublishedFile.lines(try SamplePortal.files() + [full])
        let documents = lines.split(separator: UInt8(ascii: "\n")).map { Array($0) }
        #expect(documents.count == SamplePortal.contents.count + 1)
        #expect(try Checker.problems(schema: "files", documents: documents) == "")
    }

    @Test(arguments: [
        (#""effect": "deny""#, #""effect": "allow""#), (#""prefix": "/acme/""#, #""prefix": "/""#),
        (#""kind": "readers""#, #""kind": "anyone""#), (#""tls_required": true"#, #""tls_required": false"#),
        (#""GET","#, #""POST","#), (#""version": 1"#, #""version": 2"#),
    ])
    func theSchemaRefusesAWeakerManifest(_ good: String, _ bad: String) throws {
        let text = String(decoding: try SamplePortal.manifest().json(), as: UTF8.self)
        let weaker = text.replacingOccurrences(of: good, with: bad)
        try #require(weaker != text)
        #expect(try Checker.problems(schema: "access", documents: [Array(weaker.utf8)]) != "")
    }
}

private enum Checker {
    static let isWanted =
        ProcessInfo.processInfo.environment["VITRINE_TEST_ALL"] == "1"
        || (try? run("import jsonschema", input: Data()))?.status == 0

    /// What is wrong with the documents, one line each.
    static func problems(schema: String, documents: [[UInt8]]) throws -> String {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../docs/schemas")
        let path = folder.appendingPathComponent("\(schema).schema.json").path
        let program = """
            import json, sys, jsonschema
            schema = json.load(open(\(String(reflecting: path))))
            jsonschema.Draft202012Validator.check_schema(schema)
            validator = jsonschema.Draft202012Validator(schema)
            for document in sys.stdin.read().split("\\0"):
                for error in validator.iter_errors(json.loads(document)): print(error.json_path, error.message[:200])
            """
        let result = try run(program, input: Data(documents.joined(separator: [0])))
        guard result.status == 0 else { throw FileError("check", path, because: result.text) }
        return result.text
    }

    private static func run(_ program: String, input: Data) throws -> (status: Int32, text: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", program]
        let standardInput = Pipe()
        let output = Pipe()
        process.standardInput = standardInput
        process.standardOutput = output
        process.standardError = output
        try process.run()
        standardInput.fileHandleForWriting.write(input)
        try standardInput.fileHandleForWriting.close()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }
}
