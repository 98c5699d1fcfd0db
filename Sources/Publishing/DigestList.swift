internal import Diagnostics
internal import Files

/// `SHA256SUMS`: every other file of a folder with its digest, in byte order of the paths, as `sha256sum -c` reads it.
struct DigestList {
    static let name = "SHA256SUMS"

    /// Digests by path, in the order of the list.
    private(set) var entries: [(path: String, digest: Digest)] = []

    init() {}

    /// Adds a file.
    ///
    /// - Throws: `FileError` where no line can hold the path.
    mutating func add(_ path: String, _ digest: Digest) throws(FileError) {
        guard Self.isWritable(path) else {
            throw FileError(
                "list", path, because: "its name holds a line break, a backslash or a control character")
        }
        entries.append((path, digest))
    }

    /// The whole file.
    var text: String {
        let sorted = entries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        return sorted.map { "\($0.digest)  \($0.path)\n" }.joined()
    }

    /// Reads the file, and believes nothing of it: paths stay inside of the folder, each comes once, in order.
    init(reading text: String) throws(DiagnosticList) {
        var problems: [Diagnostic] = []
        func report(_ message: String, line: Int) {
            problems.append(
                Diagnostic(message, file: Self.name, range: SourceRange(line: line, column: 1)))
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last != "" { report("the last line is cut off", line: lines.count) }
        for (index, line) in lines.dropLast().enumerated() {
            let path = String(line.dropFirst(66))
            guard let digest = Digest(hex: String(line.prefix(64))), line.dropFirst(64).hasPrefix("  "),
                Self.isWritable(path)
            else {
                report("no digest and path of a file", line: index + 1)
                continue
            }
            if let last = entries.last, !last.path.utf8.lexicographicallyPrecedes(path.utf8) {
                report("out of order, or named twice", line: index + 1)
            }
            entries.append((path, digest))
        }
        guard problems.isEmpty else { throw DiagnosticList(problems) }
    }

    private static func isWritable(_ path: String) -> Bool {
        FileSystem.isContained(path)
            && !path.utf8.contains { $0 < 32 || $0 == 127 || $0 == UInt8(ascii: "\\") }
    }

    /// The first of the listed and the `found` files that is not as the list says; nil where all are.
    func fault(in folder: Folder, found: [String]) -> String? {
        let listed = Set(entries.map(\.path))
        return found.first { !listed.contains($0) }
            ?? entries.first { (try? folder.digest($0.path).digest) != $0.digest }?.path
    }
}
