internal import Diagnostics
internal import YAML

/// One file of `Templates/locales/`: what it says, and nothing of what it leaves to the files beneath it.
struct LocaleFile {
    var language: String?
    var direction: String?
    var months: [String] = []
    var shortMonths: [String] = []
    var weekdays: [String] = []
    var shortWeekdays: [String] = []
    var decimalSeparator: String?
    var groupSeparator: String?
    var moneyPattern: String?
    var percentPattern: String?
    var datePatterns: [String: String] = [:]
    var currencySymbols: [String: String] = [:]
    var words: [String: String] = [:]
    var text: [String: String] = [:]

    /// Reads a file; every mistake in it is thrown.
    init(_ file: ThemeFile) throws(DiagnosticList) {
        let document = try YAMLDocument(YAMLSource(file.bytes, file: file.file))
        let reader = YAMLReader(document.source)
        let root = reader.mapping(document.root, name: "a locale")
        language = root.string("language")
        direction = root.choice("direction", of: ["ltr", "rtl"])
        func list(_ key: String, count: Int) -> [String] {
            let items = root.strings(key)
            if !items.isEmpty, items.count != count {
                root.report("`\(key)` has \(items.count) entries", at: key, hint: "it takes \(count)")
            }
            return items
        }
        months = list("months", count: 12)
        shortMonths = list("short_months", count: 12)
        weekdays = list("weekdays", count: 7)
        shortWeekdays = list("short_weekdays", count: 7)
        decimalSeparator = root.string("decimal_separator")
        groupSeparator = root.string("group_separator")
        moneyPattern = root.string("money_pattern")
        percentPattern = root.string("percent_pattern")
        datePatterns = Self.strings(root, "date_patterns")
        currencySymbols = Self.strings(root, "currency_symbols")
        words = Self.strings(root, "words")
        text = Self.strings(root, "text")
        try reader.finish()
    }

    /// A mapping of any keys to texts.
    private static func strings(_ root: YAMLMapping, _ key: String) -> [String: String] {
        guard let mapping = root.mapping(key) else { return [:] }
        mapping.allowAnyKey()
        var result: [String: String] = [:]
        for entry in mapping.entries { result[entry.key] = mapping.string(entry.key) ?? "" }
        return result
    }

    /// What this file says, and where it says nothing, what `base` says.
    func over(_ base: LocaleFile) -> LocaleFile {
        var result = self
        result.language = language ?? base.language
        result.direction = direction ?? base.direction
        if months.isEmpty { result.months = base.months }
        if shortMonths.isEmpty { result.shortMonths = base.shortMonths }
        if weekdays.isEmpty { result.weekdays = base.weekdays }
        if shortWeekdays.isEmpty { result.shortWeekdays = base.shortWeekdays }
        result.decimalSeparator = decimalSeparator ?? base.decimalSeparator
        result.groupSeparator = groupSeparator ?? base.groupSeparator
        result.moneyPattern = moneyPattern ?? base.moneyPattern
        result.percentPattern = percentPattern ?? base.percentPattern
        result.datePatterns = base.datePatterns.merging(datePatterns) { $1 }
        result.currencySymbols = base.currencySymbols.merging(currencySymbols) { $1 }
        result.words = base.words.merging(words) { $1 }
        result.text = base.text.merging(text) { $1 }
        return result
    }
}
