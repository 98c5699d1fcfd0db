import Foundation
import Testing

/// Holds documents against a schema of `docs/`, by Python's jsonschema.
public enum SchemaChecker {
    /// Whether it is there, or a test may not do without it.
    public static let isWanted =
        Tool.testsEverything || (try? run("import jsonschema", input: ""))?.code == 0

    /// What is wrong with the documents, one line each.
    public static func problems(schema: String, documents: [[UInt8]]) throws -> String {
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
        try #require(result.code == 0, "\(result.text)")
        return result.text
    }

    private static func run(_ program: String, input: String) throws -> Tool.Outcome {
        try Tool.run("/usr/bin/env", ["python3", "-c", program], input: input)
    }
}
