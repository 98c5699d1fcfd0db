internal import Diagnostics
internal import Files
internal import Site

/// Looks where the links of an edition's pages lead: `href` and `src` to a file of the edition or to an asset, `#…` to an id.
///
/// What names a scheme or a host is nobody's to follow. Links of notes were found by whatever rendered them; this is for those that
/// templates write. Each is resolved once for all pages of a folder, when every file of the edition is known.
final class LinkCheck {
    private struct Link {
        let page: Int
        /// In the page's bytes.
        let offset: Int
        let text: [UInt8]
    }

    /// What the pages of an edition hold.
    private struct Found {
        var links: [Link] = []
        /// By hash: which links of a folder, or of a page to itself, are among `links`.
        var known: Set<UInt64> = []
        /// Of all pages, one after another, by hash.
        var ids: [UInt64] = []
        /// Where the ids of each page end.
        var ends: [Int] = []
    }

    /// By hash of their paths below the document root.
    private let assets: Set<UInt64>
    private var edition = ""
    /// Every file of the edition by the hash of its path below the document root: a page's number, or none.
    private var files: [UInt64: Int?] = [:]
    /// In the order of writing, below the document root.
    private var pages: [[UInt8]] = []
    private var found = Found()
    private static let mostFindings = 20

    /// A check of pages that may use some assets.
    init(assets: ThemeAssets) {
        self.assets = Set(assets.all.map { Self.hash(Array("assets/\($0.publishedName)".utf8)) })
    }

    /// Begins with an edition.
    func begin(_ edition: String) {
        self.edition = edition
        files.removeAll(keepingCapacity: true)
        pages.removeAll(keepingCapacity: true)
        found.links.removeAll(keepingCapacity: true)
        found.known.removeAll(keepingCapacity: true)
        found.ids.removeAll(keepingCapacity: true)
        found.ends.removeAll(keepingCapacity: true)
    }

    /// Takes a file of the edition that is not looked into.
    func add(_ path: String) { files[Self.hash(Array("\(edition)/\(path)".utf8))] = .some(nil) }

    /// Takes a file of the edition; collects the links and ids of a page.
    func scan(_ bytes: UnsafeRawBufferPointer, at path: String) {
        guard path.hasSuffix(".html") else { return add(path) }
        let page = pages.count
        let name = Array("\(edition)/\(path)".utf8)
        pages.append(name)
        files[Self.hash(name)] = page
        let folder = Self.hash(Array(name[...(name.lastIndex(of: UInt8(ascii: "/")) ?? 0)]))
        // Out of the object, where each access would be checked.
        var found = Found()
        swap(&found, &self.found)
        defer { swap(&found, &self.found) }
        HTMLAttributes.forEach(in: bytes) { name, value, offset in
            guard name != .id else { return found.ids.append(Self.hash(value)) }
            // What leads to the page itself is another place on each.
            let isOwn = value.first == UInt8(ascii: "#")
            guard found.known.insert(Self.hash(value, seed: isOwn ? ~UInt64(page) : folder)).inserted,
                HTMLAttributes.isInTag(offset, bytes)
            else { return }
            found.links.append(Link(page: page, offset: offset, text: Array(value)))
        }
        found.ends.append(found.ids.count)
    }

    /// What is wrong with the links of the edition; errors all of them.
    ///
    /// - Parameter folder: where the edition's folder lies.
    func diagnostics(in folder: String) throws -> [Diagnostic] {
        var result: [Diagnostic] = []
        var count = 0
        for link in found.links {
            guard let problem = problem(of: link) else { continue }
            count += 1
            guard count <= Self.mostFindings else { continue }
            let path = String(decoding: pages[link.page], as: UTF8.self)
            let before = try FileSystem.read("\(folder)/\(path)").prefix(link.offset)
            let lines = before.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let column = String(decoding: lines.last ?? [], as: UTF8.self).unicodeScalars.count + 1
            result.append(
                Diagnostic(
                    problem.message, file: path,
                    range: SourceRange(line: lines.count, columns: column..<column + link.text.count),
                    hint: problem.hint))
        }
        if count > result.count {
            result.append(
                Diagnostic("\(count - result.count) more links lead nowhere", row: "edition \(edition)"))
        }
        return result
    }

    private func problem(of link: Link) -> (message: String, hint: String)? {
        let address = LinkAddress(link.text)
        guard !address.isElsewhere else { return nil }
        let path = address.path(from: pages[link.page])
        let hash = path.map { Self.hash($0) }
        guard let path, let hash, let page = files[hash] ?? (assets.contains(hash) ? .some(nil) : nil) else {
            return (
                "the link `\(String(decoding: link.text, as: UTF8.self))` leads to no file of this edition",
                "`url(…)` and `asset(…)` give addresses of what is there; whatever is elsewhere begins with `https://`"
            )
        }
        guard let page, let fragment = address.fragment, !fragment.isEmpty,
            !fragment.elementsEqual("top".utf8),
            !ids(of: page).contains(Self.hash(Array(fragment)))
        else { return nil }
        return (
            "the link `\(String(decoding: link.text, as: UTF8.self))` leads to an id that "
                + "`\(String(decoding: path, as: UTF8.self))` does not have", "give an element that `id`"
        )
    }

    private func ids(of page: Int) -> ArraySlice<UInt64> {
        found.ids[(page > 0 ? found.ends[page - 1] : 0)..<found.ends[page]]
    }

    private static func hash(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
        bytes.withUnsafeBytes { hash($0, seed: seed) }
    }

    /// Of bytes that nobody chose to collide: a link that is missed is no leak.
    private static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
        var hash = seed &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
        func mix(_ word: UInt64) {
            hash = (hash ^ word) &* 0xD6E8_FEB8_6659_FD93
            hash ^= hash >> 32
        }
        var rest = 0
        while rest + 8 <= bytes.count {
            mix(bytes.loadUnaligned(fromByteOffset: rest, as: UInt64.self))
            rest += 8
        }
        var last: UInt64 = 0
        for byte in bytes[rest...] { last = last << 8 | UInt64(byte) }
        mix(last)
        return hash
    }
}
