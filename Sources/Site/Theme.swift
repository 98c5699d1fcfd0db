public import Diagnostics
public import Files
public import Slices

/// Everything that decides how pages look and speak, compiled against the names that a portal's data has.
public final class Theme {
    /// The theme's files for browsers.
    public let assets: ThemeAssets
    /// Of all its files, names and bytes.
    public let digest: Digest
    /// What is doubtful in the templates, though it works.
    public let warnings: [Diagnostic]
    let vocabulary: SiteVocabulary
    /// Holds the edition at hand while it is rendered.
    let slice: Slice
    let pageTypes: [PageType]
    /// Positions in `pageTypes` of those in the menu, in its order.
    let menuOrder: [Int]
    let changeDates: ChangeDates
    /// The views that a page names. All of them are costly to ask, and a theme of an agency's own needs few.
    public private(set) lazy var views = Set(dependencies.flatMap(\.tables))
    /// Whether any page depends on the date of the data, directly or through what is reckoned from it.
    public private(set) lazy var readsDay = dependencies.contains(where: \.readsDay)
    private let locales: Locales
    /// Those that were asked for, by locale and zone.
    private var languages: [String: Language] = [:]

    /// The files of the built-in theme, whether or not a portal's own stand in their place.
    public static var builtInTexts: [[UInt8]] {
        EmbeddedFiles.all.map { $0.1.withUTF8Buffer { Array($0) } }
    }

    /// Loads the built-in theme with a portal's own files over it, and compiles it.
    ///
    /// - Parameter folder: the portal's `Templates`, which need not exist.
    /// - Parameter slice: against whose schema queries are prepared, and of which they are asked.
    /// - Throws: `DiagnosticList` with every mistake in templates, front matter and locales.
    public init(overrides folder: String, slice: Slice) throws {
        self.slice = slice
        let files = try ThemeFile.all(overrides: folder)
        let digester = Digester()
        for file in files {
            digester.update("\(file.name)\n\(file.bytes.count)\n")
            digester.update(file.bytes)
        }
        digest = digester.finish()
        locales = try Locales(files)
        assets = ThemeAssets(files)
        vocabulary = SiteVocabulary(slice: slice.vocabulary, textKeys: locales.textKeys)
        let compiler = try ThemeCompiler(files: files, vocabulary: vocabulary, slice: slice)
        var problems = assets.problems
        var types: [PageType] = []
        var warnings: [Diagnostic] = []
        do throws(DiagnosticList) {
            (types, warnings) = try compiler.pageTypes()
        } catch { problems += error.all }
        guard problems.isEmpty else { throw DiagnosticList(problems) }
        self.warnings = warnings
        menuOrder = types.indices.filter { types[$0].menu != nil }.sorted { left, right in
            (types[left].menu ?? 0, types[left].name) < (types[right].menu ?? 0, types[right].name)
        }
        pageTypes = types
        changeDates = ChangeDates(vocabulary: vocabulary)
    }

    func locale(_ name: String, zone: String, client: String) throws(DiagnosticList) -> Language {
        let key = "\(name) \(zone)"
        if let known = languages[key] { return known }
        guard let language = locales.language(name, zone: zone) else {
            throw DiagnosticList([
                Diagnostic(
                    "the theme does not speak `\(name)`", row: "clients \(client)",
                    hint:
                        "it has \(locales.names.joined(separator: ", ")); add Templates/locales/\(name).yaml")
            ])
        }
        languages[key] = language
        return language
    }
}
