/// How a source writes numbers, told by an example: `1.234,56`, `1,234.56`, `1 234,56`, `1'234.56` or `1234.56`.
struct NumberFormat: Hashable {
    /// Between groups of three digits; nil where there are none.
    let group: Character?
    let decimal: Character

    static let plain = NumberFormat(group: nil, decimal: ".")

    init(group: Character?, decimal: Character) {
        self.group = group
        self.decimal = decimal
    }

    /// Nil where the example is none of those.
    init?(example: String) {
        let signs = example.filter { !$0.isNumber }
        guard example.allSatisfy({ $0.isASCII || $0 == "’" || $0 == "\u{A0}" || $0 == "\u{202F}" }),
            example.first?.isNumber == true, example.last?.isNumber == true, let last = signs.last,
            last == "." || last == ",", signs.count <= 2
        else { return nil }
        decimal = last
        group = signs.count == 2 ? signs.first : nil
        if let group, group == decimal || !".,' ’\u{A0}\u{202F}".contains(group) { return nil }
    }

    /// A number with `digits` behind the point, as a whole number of the smallest unit: `1.234,5` with 2 is 123450.
    ///
    /// Nil where it is no number of this form, does not fit, or has more digits that are not zero.
    func scaled(_ text: String, digits: Int) -> Int64? {
        guard let (isNegative, whole, fraction) = parts(of: text) else { return nil }
        guard fraction.dropFirst(digits).allSatisfy({ $0 == "0" }) else { return nil }
        let kept = fraction.prefix(digits)
        let number = whole + kept + String(repeating: "0", count: digits - kept.count)
        return Int64((isNegative ? "-" : "") + (number.isEmpty ? "0" : number))
    }

    func double(_ text: String) -> Double? {
        guard let (isNegative, whole, fraction) = parts(of: text) else { return nil }
        return Double(
            "\(isNegative ? "-" : "")\(whole.isEmpty ? "0" : whole).\(fraction.isEmpty ? "0" : fraction)")
    }

    private func parts(of text: String) -> (isNegative: Bool, whole: String, fraction: String)? {
        var rest = text[...]
        var isNegative = false
        if let sign = rest.first, "-−+".contains(sign) {
            isNegative = sign != "+"
            rest = rest.dropFirst()
        }
        let halves = rest.split(separator: decimal, omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count) else { return nil }
        let fraction = halves.count == 2 ? String(halves[1]) : ""
        var whole = String(halves[0])
        if let group, whole.contains(where: { isGroup($0, group) }) {
            let groups = whole.split(omittingEmptySubsequences: false) { isGroup($0, group) }
            guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }) else {
                return nil
            }
            whole = groups.joined()
        }
        func isDigits(_ text: String) -> Bool { text.utf8.allSatisfy { (48...57).contains($0) } }
        guard isDigits(whole), isDigits(fraction), !(whole + fraction).isEmpty, whole.count < 20 else {
            return nil
        }
        return (isNegative, whole, fraction)
    }

    /// Any space is a space, any apostrophe an apostrophe.
    private func isGroup(_ character: Character, _ group: Character) -> Bool {
        if character == group { return true }
        let alike = [" \u{A0}\u{202F}", "'’"]
        return alike.contains { $0.contains(group) && $0.contains(character) }
    }
}
