import Access
import Files
import Foundation
import TestSupport
import Testing

/// The schemas that strangers read the manifest with, held against what is written, by Python's jsonschema.
@Suite(
    .enabled(
        if: SchemaChecker.isWanted,
        "python3 has no jsonschema: nothing holds the schemas against the manifest"))
struct SchemaTests {
    @Test func theManifestFollowsItsSchema() throws {
        let problems = try SchemaChecker.problems(
            schema: "access", documents: [try SamplePortal.manifest().json()])
        #expect(problems == "")
    }

    @Test func aManifestThatAsksForASecondFactorFollowsItToo() throws {
        let json = try SamplePortal.manifest(asking: ["acme", "far"]).json()
        try #require(String(decoding: json, as: UTF8.self).contains(#""second_factor": true"#))
        #expect(try SchemaChecker.problems(schema: "access", documents: [json]) == "")
    }

    @Test func everyLineOfTheFileListFollowsItsSchema() throws {
        let full = PublishedFile(
            path: try RelativePath(checking: "acme/files/a_b.c-d.pdf"), digest: Digest(of: "x"), size: 0,
            classification: .sealed, record: "documents \"a\"", retainUntil: "2031-12-31",
            expiresOn: "2027-01-01")
        let lines = PublishedFile.lines(try SamplePortal.files() + [full])
        let documents = lines.split(separator: UInt8(ascii: "\n")).map { Array($0) }
        #expect(documents.count == SamplePortal.contents.count + 1)
        #expect(try SchemaChecker.problems(schema: "files", documents: documents) == "")
    }

    @Test(arguments: [
        (#""effect": "deny""#, #""effect": "allow""#), (#""prefix": "/acme/""#, #""prefix": "/""#),
        (#""kind": "readers""#, #""kind": "anyone""#), (#""tls_required": true"#, #""tls_required": false"#),
        (#""GET","#, #""POST","#), (#""version": 1"#, #""version": 2"#),
        (#""public": true"#, #""public": true, "second_factor": true"#),
        (#""networks": ["#, #""second_factor": false, "networks": ["#),
        (#""networks": ["#, #""anything": 1, "networks": ["#),
    ])
    func theSchemaRefusesAWeakerManifest(_ good: String, _ bad: String) throws {
        let text = String(decoding: try SamplePortal.manifest().json(), as: UTF8.self)
        let weaker = text.replacingOccurrences(of: good, with: bad)
        try #require(weaker != text)
        #expect(try SchemaChecker.problems(schema: "access", documents: [Array(weaker.utf8)]) != "")
    }
}
