import Testing

@testable import Site

@Suite struct PageTextTests {
    @Test(arguments: [
        ("# One\n\n## Two\n", 1), ("## Two\n\n### Three\n", 0), ("Text\n\n## Two\n\n# One\n", 1),
        ("One\n===\n\nText\n", 1), ("no headings # at all\n", 0), ("", 0), ("#", 1),
    ])
    func theHighestHeadingOfATextIsOfTheSecondLevel(text: String, shift: Int) {
        Array(text.utf8).withUnsafeBytes { #expect(PageText.headingShift(of: $0) == shift) }
    }
}
