internal import Glibc

/// A file that could not be read, written or found: what was tried, on what, and why it failed.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was tried, as it follows "cannot": "open", "make folder".
    public let operation: String
    /// The file, as the caller named it.
    public let path: String
    /// The system's error number; 0 where we refused by ourselves.
    public let code: Int32
    /// Why, in the words of the system or ours.
    public let reason: String

    /// A refusal of ours.
    public init(_ operation: String, _ path: String, because reason: String) {
        self.operation = operation
        self.path = path
        self.code = 0
        self.reason = reason
    }

    init(_ operation: String, _ path: String, code: Int32, because reason: String) {
        self.operation = operation
        self.path = path
        self.code = code
        self.reason = reason
    }

    /// What the system answered; `code` is read before anything else can change it.
    init(_ operation: String, _ path: String, code: Int32 = errno) {
        self.operation = operation
        self.path = path
        self.code = code
        self.reason = String(cString: strerror(code))
    }

    /// Whether the file, or a folder on its way, does not exist.
    public var isMissing: Bool { code == ENOENT || code == ENOTDIR }

    /// Whether something of that name is there already.
    public var isTaken: Bool { code == EEXIST || code == ENOTEMPTY }

    /// "cannot open `a/b`: No such file or directory".
    public var description: String { "cannot \(operation) `\(path)`: \(reason)" }
}
