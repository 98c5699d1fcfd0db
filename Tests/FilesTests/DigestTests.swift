import Files
import Testing

@Suite struct DigestTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let hex: String
        var testDescription: String { text }
    }

    @Test(arguments: [
        Case(text: "", hex: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        Case(text: "abc", hex: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        Case(
            text: "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            hex: "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
    ])
    func agreesWithFIPS180(_ example: Case) {
        let digest = Digest(of: example.text)
        #expect(digest.hex == example.hex)
        #expect(Digest(hex: example.hex) == digest)
        let digester = Digester()
        for character in example.text { digester.update(String(character)) }
        #expect(digester.finish() == digest)
        #expect(digester.finish() == Digest(of: ""))
    }

    @Test func bytesAreThoseOfTheHexadecimalText() {
        #expect(
            Digest(of: "abc").bytes.prefix(3) == [0xBA, 0x78, 0x16] && Digest(of: "abc").bytes.count == 32)
    }

    @Test(arguments: ["", "ab", String(repeating: "A", count: 64), String(repeating: "g", count: 64)])
    func refusesOtherSpellings(_ text: String) { #expect(Digest(hex: text) == nil) }
}
