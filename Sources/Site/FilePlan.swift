internal import Diagnostics
internal import Files
internal import TemplateEngine

/// Every file of the content folder that one edition publishes, and under which name.
struct FilePlan {
    /// One file to copy.
    struct File {
        /// Its path in the content folder.
        let source: String
        /// Below the edition's folder.
        let path: String
        /// The record that brings it, as `documents/plan`.
        let record: String?
    }

    /// In the order of publication.
    private(set) var files: [File] = []
    /// Positions in `files` by the address of the row that brings it.
    private(set) var byRow: [UnsafeMutablePointer<Value>: Int] = [:]
    /// Positions in `files` by source.
    private(set) var bySource: [String: Int] = [:]
    private var paths: Set<String> = []

    /// Adds a file; a second file of the same path is refused.
    mutating func add(_ file: File, row: Value? = nil) throws(Diagnostic) {
        guard RelativePath.problem(in: file.path) == nil, paths.insert(file.path).inserted else {
            throw Diagnostic(
                "`\(file.path)` cannot be the path of a second file", file: "content/" + file.source,
                row: file.record, hint: "give the record a code of its own")
        }
        if let fields = row?.fields { byRow[fields] = files.count }
        if bySource[file.source] == nil { bySource[file.source] = files.count }
        files.append(file)
    }

    /// Takes the path of a page's data file; a second file of the same path is refused.
    mutating func take(_ path: String, of type: PageType) throws(Diagnostic) {
        guard RelativePath.problem(in: path) == nil else {
            throw Diagnostic(
                "`\(path)` cannot be the path of a data file", file: type.file,
                hint: "use lower-case letters, digits, `-` and `/`, at most 64 in a segment")
        }
        guard paths.insert(path).inserted else {
            throw Diagnostic(
                "two files have the path `\(path)`", file: type.file,
                hint: type.iteration.map { "put the code into it: `{{ \($0.variable).code | slug }}`" }
                    ?? "choose another path")
        }
    }

    /// The endings of what may be a logo.
    static let imageEndings: Set<String> = ["gif", "jpeg", "jpg", "png", "svg", "webp"]

    /// The ending of a file's name in lower case, where it is plain enough to publish.
    static func ending(of name: some StringProtocol) -> String? {
        guard let dot = name.lastIndex(of: "."), name.startIndex < dot else { return nil }
        let ending = name[name.index(after: dot)...].lowercased()
        guard (1...8).contains(ending.utf8.count),
            ending.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) })
        else { return nil }
        return ending
    }

    /// The path in the content folder of a file that a client's row names: below the client's own folder, or shared.
    static func source(of file: String, client slug: String) -> String {
        file.hasPrefix("_shared/") ? file : slug + "/" + file
    }
}
