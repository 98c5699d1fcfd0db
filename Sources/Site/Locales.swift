internal import Diagnostics

/// The theme's languages: English beneath, each language over it, each region over its language.
struct Locales {
    private let files: [String: LocaleFile]
    /// The keys of all strings, sorted: what the English file has.
    let textKeys: [String]

    /// Reads every `locales/*.yaml`; all mistakes are thrown together.
    init(_ sources: [ThemeFile]) throws(DiagnosticList) {
        var files: [String: LocaleFile] = [:]
        var problems: [Diagnostic] = []
        for source in sources where source.name.hasPrefix("locales/") && source.name.hasSuffix(".yaml") {
            do throws(DiagnosticList) {
                files[String(source.name.dropFirst("locales/".count).dropLast(".yaml".count))] =
                    try LocaleFile(source)
            } catch {
                problems += error.all
            }
        }
        let english = files["en"]?.text ?? [:]
        if files["en"] == nil, problems.isEmpty {
            problems.append(Diagnostic("there is no `locales/en.yaml`", file: "Templates/locales"))
        }
        for (name, file) in files.sorted(by: { $0.key < $1.key }) {
            for key in file.text.keys.sorted() where english[key] == nil {
                problems.append(
                    Diagnostic(
                        "the string `\(key)` is not one of the theme's",
                        file: "Templates/locales/\(name).yaml",
                        hint: didYouMean(key, in: english.keys.sorted()) ?? "add it to en.yaml first"))
            }
        }
        guard problems.isEmpty else { throw DiagnosticList(problems) }
        self.files = files
        textKeys = english.keys.sorted()
    }

    /// The names of all languages and regions, sorted.
    var names: [String] { files.keys.sorted() }

    /// The language for a locale such as `de-CH`: the region's file, else the language's; nil where neither exists.
    func language(_ locale: String, zone: String) -> Language? {
        let parts = locale.split(separator: "-", maxSplits: 1).map(String.init)
        guard let english = files["en"], let base = parts.first, let language = files[base] else {
            return nil
        }
        let beneath = base == "en" ? english : language.over(english)
        let file = files[locale]?.over(beneath) ?? beneath
        return Language(file, tag: locale, textKeys: textKeys, zone: zone)
    }
}
