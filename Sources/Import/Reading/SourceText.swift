internal import Diagnostics
internal import Files

/// A file as UTF-8, of which a window is in memory: from what its reader still needs to what was read.
final class SourceText {
    /// Of one field, and so nearly of the window.
    static let fieldLimit = 1 << 20

    let name: String
    let size: Int
    /// Bytes of the file that were read.
    private(set) var bytesRead = 0
    let encoding: Encoding
    /// Set where no byte order mark and no option named the encoding and the bytes are no UTF-8.
    let isGuessed: Bool

    /// The window.
    private(set) var bytes: [UInt8] = []
    /// Where its reader is.
    var position = 0
    private(set) var isAtEnd = false

    private let file: InputFile
    private var transcoder: Transcoder
    private let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)

    /// Opens a file; `name` is what messages call it.
    init(_ path: String, name: String, encoding given: Encoding?) throws(FileError) {
        self.name = name
        file = try InputFile(path)
        size = file.size
        let count = try file.read(into: piece)
        let beginning = UnsafeRawBufferPointer(rebasing: piece[..<count])
        let detected = Encoding.detected(in: beginning)
        let mark = detected.map { given == nil || given == $0.encoding ? $0.markLength : 0 } ?? 0
        encoding = given ?? detected?.encoding ?? .windows1252
        isGuessed = given == nil && detected == nil
        transcoder = Transcoder(encoding)
        take(UnsafeRawBufferPointer(rebasing: beginning[mark...]), of: count)
    }

    deinit { piece.deallocate() }

    /// Makes the window longer; what lies before `start` is forgotten, and `position` moves with the rest.
    ///
    /// False at the end of the file.
    func fill(keeping start: Int) throws(FileError) -> Bool {
        guard !isAtEnd else { return false }
        bytes.removeSubrange(..<start)
        position -= start
        let before = bytes.count
        while !isAtEnd, bytes.count == before {
            let count = try file.read(into: piece)
            take(UnsafeRawBufferPointer(rebasing: piece[..<count]), of: count)
        }
        return bytes.count > before
    }

    private func take(_ new: UnsafeRawBufferPointer, of count: Int) {
        bytesRead += count
        transcoder.append(new, to: &bytes)
        if count == 0 {
            isAtEnd = true
            transcoder.finish(&bytes)
        }
    }
}
