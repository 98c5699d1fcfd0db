import Testing

@testable import Site

@Suite struct ColorTests {
    @Test(arguments: ["#2b4c7e", "#FFFFFF", "#000000", "#ffcc00", "#7f7f7f", "#00ff00", "#e91e63"])
    func brandTextIsReadableInLightAndDark(hex: String) throws {
        let color = try #require(Color(hex: hex))
        for surface in [BrandStyle.darkestLightSurface, BrandStyle.lightestDarkSurface] {
            #expect(color.readable(on: surface).contrast(with: surface) >= 4.5)
        }
        #expect(color.mostReadableInk.contrast(with: color) >= 4.5)
    }

    @Test func aColorThatIsReadableAlreadyStaysAsItIs() throws {
        let navy = try #require(Color(hex: "#102040"))
        #expect(navy.readable(on: .white) == navy)
    }

    @Test(arguments: ["", "#12345", "#1234567", "123456", "#12345g", "#+12345", "red", "#12345\u{301}"])
    func whatIsNoColorIsRefused(text: String) {
        #expect(Color(hex: text) == nil)
    }

    @Test func contrastIsThatOfWCAG() {
        #expect(Color.black.contrast(with: .white) == 21)
        #expect(abs(Color(red: 0x76, green: 0x76, blue: 0x76).contrast(with: .white) - 4.54) < 0.01)
    }

    @Test func hexIsReadBackAsItWasWritten() throws {
        #expect(try #require(Color(hex: "#0A0bFf")).hex == "#0a0bff")
    }
}
