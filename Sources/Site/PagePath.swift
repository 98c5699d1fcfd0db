/// Links between files of one document root, so that a tree works under any prefix and from a disk.
enum PagePath {
    /// The relative link from one file to another; both paths begin at the edition's folder, without a leading slash.
    ///
    /// `link(from: "projects/a.html", to: "files/b.pdf")` is `../files/b.pdf`. Paths need no escaping: they hold
    /// lower-case ASCII letters, digits, `-`, `_`, `.` and `/` only.
    static func link(from source: String, to target: String) -> String {
        let slash = UInt8(ascii: "/")
        // Most pages lie beside each other.
        if !source.utf8.contains(slash), target.utf8.first != slash { return target }
        let folders = source.split(separator: "/").dropLast()
        let parts = target.split(separator: "/")
        var shared = 0
        while shared < folders.count, shared < parts.count - 1, folders[shared] == parts[shared] {
            shared += 1
        }
        return String(repeating: "../", count: folders.count - shared)
            + parts.dropFirst(shared).joined(separator: "/")
    }

    /// The way from a file of an edition to the document root that holds all editions: `../` and one more a folder.
    static func root(from source: String) -> String {
        String(repeating: "../", count: source.split(separator: "/").count)
    }

    /// A path relative to `folder`, with `.` and `..` resolved; nil when it leaves the top.
    static func resolve(_ path: some StringProtocol, from folder: some StringProtocol) -> String? {
        var parts = String(folder).split(separator: "/").map(String.init)
        for part in String(path).split(separator: "/") {
            switch part {
            case ".": continue
            case "..":
                guard parts.popLast() != nil else { return nil }
            default: parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }
}
