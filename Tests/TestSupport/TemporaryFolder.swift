public import Foundation

/// A folder of one test's own, removed with it.
public final class TemporaryFolder: Sendable {
    /// Where it is, without a slash at its end.
    public let url: URL

    /// Makes an empty folder; a machine without room for one can run no test.
    public init() {
        url = FileManager.default.temporaryDirectory.appending(path: "vitrine-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        } catch { fatalError("no temporary folder: \(error)") }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The absolute path of what has, or will have, a path below the folder.
    public func path(_ relative: String) -> String { "\(url.path())/\(relative)" }

    /// Writes a text to a path below the folder, and makes the folders on the way.
    public func write(_ text: String, to relative: String) throws {
        try write(Array(text.utf8), to: relative)
    }

    /// Writes bytes to a path below the folder, and makes the folders on the way.
    public func write(_ bytes: [UInt8], to relative: String) throws {
        let file = url.appending(path: relative)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    /// The permission bits of what is at a path below the folder; nil where nothing is.
    public func mode(_ relative: String) -> UInt32? {
        var status = stat()
        return stat(path(relative), &status) == 0 ? status.st_mode & 0o7777 : nil
    }
}
