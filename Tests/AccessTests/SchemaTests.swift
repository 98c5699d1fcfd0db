import Access
import Files
import Foundation
import TestSupport
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
        Tool.testsEverything || (try? run("import jsonschema", input: ""))?.code == 0

    /// What is wrong with the documents, one line each.
    static func problems(schema: String, documents: [[UInt8]]) throws -> String {
        let path = Tool.repository.appending(path: "docs/\(schema).schema.json").path()
        let program = """
            import json, sys, jsonschema
            schema = json.load(open(\(String(reflecting: path))))
            jsonschema.Draft202012Validator.check_schema(schema)
            validator = jsonschema.Draft202012Validator(schema)
            for document in sys.stdin.read().split("\\0"):
                for error in validator.iter_errors(json.loads(document)): print(error.json_path, error.message[:200])
            """
        let texts = documents.map { String(decoding: $0, as: UTF8.self) }
        let result = try run(program, input: texts.joined(separator: "\0"))
        guard result.code == 0 else { throw FileError("check", path, because: result.text) }
        return result.text
    }

    private static func run(_ program: String, input: String) throws -> Tool.Outcome {
        try Tool.run("/usr/bin/env", ["python3", "-c", program], input: input)
    }
}
