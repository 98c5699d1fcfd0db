internal import TemplateEngine

/// How one edition speaks: its words, its numbers and dates, its time zone.
struct Language {
    /// As HTML's `lang` takes it: `de-CH`.
    let tag: String
    /// `ltr` or `rtl`.
    let direction: String
    /// The theme's strings, in the order of the vocabulary's text record.
    let texts: [String]
    /// Dates, numbers and money.
    let formatting: Formatting

    /// A language from its merged files.
    init(_ file: LocaleFile, tag: String, textKeys: [String], zone: String) {
        self.tag = tag
        direction = file.direction ?? "ltr"
        texts = textKeys.map { file.text[$0] ?? "" }
        let rules = ZoneRules(name: zone)
        var formatting = Formatting.plain
        formatting.months = file.months
        formatting.shortMonths = file.shortMonths
        formatting.weekdays = file.weekdays
        formatting.shortWeekdays = file.shortWeekdays
        formatting.datePatterns = file.datePatterns
        formatting.decimalSeparator = file.decimalSeparator ?? formatting.decimalSeparator
        formatting.groupSeparator = file.groupSeparator ?? formatting.groupSeparator
        formatting.moneyPattern = file.moneyPattern ?? formatting.moneyPattern
        formatting.percentPattern = file.percentPattern ?? formatting.percentPattern
        formatting.currencySymbols = file.currencySymbols
        formatting.words.merge(file.words) { $1 }
        formatting.zone = { rules.offset(at: $0) }
        self.formatting = formatting
    }
}
