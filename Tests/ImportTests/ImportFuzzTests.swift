import Import
import TestSupport
import Testing

/// Any bytes end in rows or in errors with a place, and what is written is text.
@Suite struct ImportFuzzTests {
    static let seeds = [
        "code,name,title\na,\"A \"\"x\"\"\",t\r\nb,B,\"two\nlines\"\n", "code;name\na;\u{FEFF}ü€\n",
        "[{\"code\": \"a\", \"name\": \"x\\u00e4\"}, {\"code\": \"b\", \"name\": [1, {}]}]",
        "{\"code\": \"a\", \"name\": \"b\"}\n{\"code\": \"c\", \"name\": null}\n",
        "---\ncode: a\nname: b\n---\nText\n",
    ]

    private func mutated(_ text: String, _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = Array(text.utf8)
        let signs =
            Array("\"\",;\t|\r\n\n{}[]:\\-".utf8) + [0, 0xFF, 0xFE, 0xEF, 0xBB, 0xBF, 0xC3, 0xED, 0xA0, 0x80]
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes.insert(signs.randomElement(using: &random) ?? 0, at: place)
            case 1 where place < bytes.count: bytes.remove(at: place)
            case 2 where place < bytes.count: bytes[place] = signs.randomElement(using: &random) ?? 0
            default: bytes.insert(contentsOf: bytes[place...].prefix(20), at: place)
            }
        }
        return bytes
    }

    @Test func everySequenceOfBytesEndsInRowsOrInErrors() throws {
        let portal = try ImportPortal()
        var random = SeededGenerator(seed: 4)
        var (taken, refused) = (0, 0)
        for round in 0..<400 {
            let isRandom = round % 4 == 0
            let bytes =
                isRandom
                ? (0..<Int.random(in: 0...300, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                : mutated(Self.seeds[round % Self.seeds.count], &random)
            let format =
                isRandom
                ? SourceFormat.allCases[round / 4 % 4] : [.csv, .csv, .json, .jsonl, .markdown][round % 5]
            let outcome = try portal.run(bytes, name: "in", into: "people") {
                $0.format = format
                $0.isPartial = true
            }
            let errors = outcome.problems.filter { !$0.contains("is read as") }
            if outcome.report == nil { #expect(!errors.isEmpty, "\(bytes)") }
            #expect((outcome.report?.rejected ?? 0) <= errors.count)
            #expect(errors.allSatisfy { $0.hasPrefix("in:") }, "\(errors)")
            taken += outcome.report?.tables.isEmpty == false ? 1 : 0
            refused += errors.isEmpty ? 0 : 1
        }
        #expect(taken > 50 && refused > 100, "\(taken) \(refused)")
        #expect(
            try portal.rows(
                "select count(*) from people where typeof(name) <> 'text' or instr(name, char(0)) > 0") == [
                    "0"
                ])
        #expect(try portal.rows("pragma integrity_check") == ["ok"])
    }
}
