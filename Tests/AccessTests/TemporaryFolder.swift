import Foundation

/// A folder of its own for one test, removed with it.
final class TemporaryFolder: Sendable {
    private let root: String

    init() {
        root =
            FileManager.default.temporaryDirectory.appendingPathComponent("vitrine-\(UUID().uuidString)").path
        do {
            try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        } catch { fatalError("no temporary folder: \(error)") }
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func path(_ relative: String) -> String { "\(root)/\(relative)" }

    func write(_ text: String, to relative: String) throws { try write(Array(text.utf8), to: relative) }

    func write(_ bytes: [UInt8], to relative: String) throws {
        let url = URL(fileURLWithPath: path(relative))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    func mode(_ relative: String) -> UInt32? {
        var status = stat()
        return stat(path(relative), &status) == 0 ? status.st_mode & 0o7777 : nil
    }
}
