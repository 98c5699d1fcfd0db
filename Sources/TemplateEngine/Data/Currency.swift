/// A currency by its three-letter ISO 4217 code, packed into 24 bits.
public struct Currency: Hashable, Sendable {
    let code: UInt32

    init(code: UInt32) { self.code = code }

    /// `nil` unless `name` is three capital ASCII letters.
    public init?(_ name: some StringProtocol) {
        let bytes = Array(name.utf8)
        guard bytes.count == 3, bytes.allSatisfy({ (65...90).contains($0) }) else { return nil }
        code = UInt32(bytes[0]) << 16 | UInt32(bytes[1]) << 8 | UInt32(bytes[2])
    }

    /// The three letters.
    public var name: String {
        String(
            decoding: [
                UInt8(truncatingIfNeeded: code >> 16), UInt8(truncatingIfNeeded: code >> 8),
                UInt8(truncatingIfNeeded: code),
            ], as: UTF8.self)
    }
    /// Digits after the decimal point: 2, but 0 and 3 for the currencies that ISO 4217 lists so.
    public var fractionDigits: Int {
        if Self.withoutFraction.contains(code) { return 0 }
        return Self.withThousandths.contains(code) ? 3 : 2
    }

    private static let withoutFraction = codes(
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF")
    private static let withThousandths = codes("BHD IQD JOD KWD LYD OMR TND")

    private static func codes(_ names: String) -> [UInt32] {
        names.split(separator: " ").compactMap { Currency($0)?.code }
    }
}
