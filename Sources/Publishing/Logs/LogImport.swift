internal import Access
internal import Diagnostics
internal import Files
internal import JSON
public import PortalData

/// Reads web servers' logs into `access_log`: who read what of which client, and when.
///
/// A line that was read before is known again by its digest, so a log may be imported before and after it was rotated or cut
/// short. Addresses are kept as keyed hashes alone.
public struct LogImport {
    /// What came of an import.
    public struct Outcome: Hashable, Sendable {
        /// Lines, whatever they hold.
        public var lines = 0
        /// Requests that were added.
        public var added = 0
        /// Requests that had been added before.
        public var known = 0
        /// Requests for the landing page and what all clients share, which tell nothing of anybody.
        public var shared = 0
        /// Lines that are no requests.
        public var others = 0
    }

    private let folder: PortalFolder
    private let addresses: AddressHasher

    /// An import into the portal of a folder.
    public init(into folder: PortalFolder) throws {
        self.folder = folder
        if let text = try FileSystem.text(folder.addressKey) {
            guard let hasher = AddressHasher(text) else {
                throw DiagnosticList([
                    Diagnostic(
                        "this is no key", file: folder.addressKey,
                        hint: "without it addresses of before cannot be known again; remove it to begin anew")
                ])
            }
            addresses = hasher
        } else {
            addresses = .generated()
            try FileSystem.makeFolder(folder.state)
            try AtomicWrite.write(addresses.text, to: folder.addressKey, mode: 0o600)
        }
    }

    /// Reads logs one after another, within one change of the database.
    ///
    /// - Parameter paths: files; `-` is the standard input.
    /// - Throws: whatever stops reading; then nothing was added.
    public func run(_ paths: [String], writer: PortalWriter) throws -> Outcome {
        let log = try AccessLogWriter(writer)
        var outcome = Outcome()
        var journals: [String: PathJournal] = [:]
        for path in paths {
            var repetitions = Repetitions()
            try LogLines(path).forEach { line in
                outcome.lines += 1
                guard let request = LogRequest(line: line) else {
                    outcome.others += 1
                    return
                }
                let edition = Self.edition(of: request.path)
                guard request.path != "/", edition != "assets" else {
                    outcome.shared += 1
                    return
                }
                var row = AccessLogWriter.Request(
                    path: request.path, method: request.method, status: request.status, bytes: request.bytes,
                    at: request.at, addressHash: addresses.hash(request.address),
                    line: repetitions.digest(of: line).hex)
                if let edition {
                    let client = String(edition.prefix { $0 != "." })
                    row.client = client
                    // Where a password was asked for and the answer is another one, it was right.
                    if request.status != 401, request.status != 403, request.status < 500,
                        request.status != 400
                    {
                        row.user = request.user
                    }
                    if journals[client] == nil { journals[client] = try journal(of: client) }
                    let asked = request.path.hasSuffix("/") ? request.path + "index.html" : request.path
                    row.record = journals[client]?.record(of: asked, at: request.at).flatMap(Self.record)
                }
                if try log.add(row) { outcome.added += 1 } else { outcome.known += 1 }
            }
        }
        try writer.record(
            AuditEntry(
                "import-log", table: "access_log",
                after: [.init(name: "added", value: .int(Int64(outcome.added)))]))
        return outcome
    }

    private func journal(of client: String) throws -> PathJournal {
        let path = folder.pathJournal(of: client)
        return PathJournal(FileSystem.kind(path) == nil ? [] : try FileSystem.read(path))
    }

    /// The first segment of a path that could be an edition's.
    private static func edition(of path: String) -> String? {
        let first = path.dropFirst().prefix { $0 != "/" }
        guard first.endIndex < path.endIndex else { return nil }
        return first == "assets" || EditionName.isValid(String(first)) ? String(first) : nil
    }

    /// `documents report-2` in two.
    private static func record(_ text: String) -> (table: String, name: String)? {
        guard let space = text.firstIndex(of: " ") else { return nil }
        return (String(text[..<space]), String(text[text.index(after: space)...]))
    }
}

/// Tells lines that are the same byte for byte from one another: two requests of one second.
private struct Repetitions {
    private var counts: [Digest: Int] = [:]
    private var older: [Digest: Int] = [:]

    /// The digest of a line, and of how often the same was there already.
    mutating func digest(of line: UnsafeRawBufferPointer) -> Digest {
        let digest = Digest(of: line)
        let count = counts[digest] ?? older[digest] ?? 0
        counts[digest] = count + 1
        // The same line comes within a second or never: what is long past need not be kept.
        if counts.count > 50_000 {
            older = counts
            counts = [:]
        }
        return count == 0 ? digest : Digest(of: "\(digest.hex) \(count)")
    }
}
