internal import Diagnostics
internal import Files

/// The theme's files for browsers: the same for every client, published below `/assets/`.
public struct ThemeAssets: Sendable {
    /// One asset.
    public struct Asset: Sendable {
        /// As templates name it: `style.css`.
        public let name: String
        /// Below `/assets/`: `style.0123456789ab.css`.
        public let publishedName: String
        /// Its bytes.
        public let bytes: [UInt8]
    }

    /// Sorted by name.
    public let all: [Asset]

    /// Pages that servers themselves name, so that their name cannot change with their content.
    static let fixedNames: Set<String> = ["landing.html", "401.html", "404.html"]

    init(_ sources: [ThemeFile]) {
        all = sources.filter { $0.name.hasPrefix("assets/") }.map { source in
            let name = String(source.name.dropFirst("assets/".count))
            let file = name[(name.lastIndex(of: "/") ?? name.startIndex)...]
            guard !Self.fixedNames.contains(name), let dot = file.lastIndex(of: ".") else {
                return Asset(name: name, publishedName: name, bytes: source.bytes)
            }
            let digest = Digest(of: source.bytes).hex.prefix(12)
            return Asset(
                name: name, publishedName: "\(name[..<dot]).\(digest)\(name[dot...])", bytes: source.bytes)
        }
    }

    /// Assets whose name cannot stand in an address.
    var problems: [Diagnostic] {
        all.compactMap { asset in
            RelativePath.problem(in: asset.publishedName).map { problem in
                Diagnostic(
                    "the asset cannot be published: \(problem)", file: "Templates/assets/\(asset.name)",
                    hint: "rename it; the name may have 40 characters, and an ending such as `.css`")
            }
        }
    }

    /// The published name of an asset; nil where the theme has none of that name.
    func publishedName(of name: String) -> String? {
        all.first { $0.name == name }?.publishedName
    }
}
