import Testing

@testable import Site

@Suite struct BrandStyleTests {
    @Test func bothSchemesHaveEveryColour() {
        let css = BrandStyle(primary: Color(hex: "#ffcc00"), accent: nil, font: nil).css
        for name in [
            "--brand:", "--brand-text:", "--on-brand:", "--accent:", "--accent-text:", "--on-accent:",
        ] {
            #expect(css.split(separator: name).count == 4, "\(name) once a scheme and in print")
        }
        #expect(!css.contains("--font-heading"))
    }

    @Test(arguments: [
        ("Source Serif 4", true), ("", false), ("x\"}body{display:none", false), ("a;b", false), ("é", false),
    ])
    func onlyAFontThatNeedsNoEscapingIsTaken(font: String, isTaken: Bool) {
        let css = BrandStyle(primary: nil, accent: nil, font: font).css
        #expect(css.contains("--font-heading") == isTaken)
        #expect(!css.contains("display"))
    }
}
