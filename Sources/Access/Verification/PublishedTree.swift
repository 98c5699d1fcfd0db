internal import Diagnostics
public import Files

/// What a web server is given, to be held against its manifest: by an agency on the machine that serves it, as well as
/// where it was made.
public struct PublishedTree {
    /// What was found wrong.
    public struct Fault: Hashable, Sendable, CustomStringConvertible {
        /// In the order in which they are told.
        public enum Kind: String, Hashable, Sendable, CaseIterable {
            /// The manifest, list or signature itself.
            case manifest
            /// A signature that is missing, of another key or of other bytes.
            case signature
            /// The manifest must not be used any more, or is older than one that was seen before.
            case outdated
            /// A file that is listed and not there.
            case missing
            /// A file with other bytes than were published.
            case changed
            /// A file or folder that nobody published.
            case extra
            /// A symbolic link, pipe or device in the document root.
            case special
            /// A file that others may change, or whom others than the server may read.
            case permissions
            /// A password file that lets in other people than the manifest.
            case credentials
        }

        /// What kind of fault.
        public let kind: Kind
        /// The file, relative to `site/` or `access/`, or what else it is about.
        public let subject: String
        /// A clause.
        public let problem: String

        /// `changed: site/acme/index.html: its bytes are not those that were published`
        public var description: String { "\(kind.rawValue): \(subject): \(problem)" }
    }

    let site: String
    let access: String

    /// The tree in two folders, as `servers.root` holds them.
    public init(site: String, access: String) {
        self.site = site
        self.access = access
    }

    /// What must be true of a tree beside its own parts.
    public struct Expectation: Sendable {
        /// Today in UTC, as `2026-06-01`.
        public var today: String
        /// Whose signature the manifest must have; nil where none is asked for.
        public var key: VerifyingKey?
        /// The newest publication that was seen here before; nil for none.
        public var seen: SeenSnapshot?
        /// Says of a path and digest that the bytes were erased on purpose; why, as a clause.
        public var erased: @Sendable (_ path: String, _ digest: Digest) -> String?

        /// What a caller knows.
        public init(
            today: String, key: VerifyingKey? = nil, seen: SeenSnapshot? = nil,
            erased: @escaping @Sendable (_ path: String, _ digest: Digest) -> String? = { _, _ in nil }
        ) {
            self.today = today
            self.key = key
            self.seen = seen
            self.erased = erased
        }
    }

    /// What came of a verification.
    public struct Report: Sendable {
        /// The manifest, where there is one that can be read.
        public var manifest: Manifest?
        /// By kind, then in byte order of their subjects.
        public var faults: [Fault] = []
        /// Files whose bytes were erased on purpose, each with the reason.
        public var erased: [String] = []
        /// Files that were compared and are as they were published.
        public var sound = 0
    }

    /// Compares everything, whatever is found wrong first.
    public func verify(_ expectation: Expectation) -> Report {
        var report = Report()
        let bytes: [UInt8]
        do {
            bytes = try FileSystem.read(access + "/access.json")
            report.manifest = try Manifest(reading: bytes)
        } catch {
            report.faults = [Fault(kind: .manifest, subject: "access/access.json", problem: "\(error)")]
            return report
        }
        guard let manifest = report.manifest else { return report }
        if let key = expectation.key { report.faults += signatureFaults(of: bytes, key) }
        report.faults += Self.ageFaults(of: manifest.snapshot, expectation)
        report.faults += credentialFaults(manifest)
        do {
            let lines = try FileSystem.read(access + "/files.jsonl", limit: Self.listLimit)
            if Digest(of: lines) != manifest.snapshot.filesDigest {
                report.faults.append(
                    Fault(
                        kind: .manifest, subject: "access/files.jsonl",
                        problem: "is not the list that the manifest was made with"))
            }
            let files = try PublishedFile.read(lines)
            report.faults += manifest.problems(with: files).map {
                Fault(kind: .manifest, subject: "access/access.json", problem: $0.message)
            }
            try compare(files, expectation, &report)
        } catch {
            report.faults.append(Fault(kind: .manifest, subject: "access/files.jsonl", problem: "\(error)"))
        }
        let order = Dictionary(uniqueKeysWithValues: Fault.Kind.allCases.enumerated().map { ($1, $0) })
        report.faults.sort { left, right in
            let (first, second) = (order[left.kind] ?? 0, order[right.kind] ?? 0)
            return first == second ? Manifest.precedes(left.subject, right.subject) : first < second
        }
        return report
    }

    /// A list of two million files.
    private static let listLimit = 1 << 30

    private func signatureFaults(of manifest: [UInt8], _ key: VerifyingKey) -> [Fault] {
        let name = "access.json.minisig"
        do {
            let text = String(decoding: try FileSystem.read(access + "/" + name), as: UTF8.self)
            try key.verify(manifest, signature: text)
            return []
        } catch {
            return [Fault(kind: .signature, subject: "access/" + name, problem: "\(error)")]
        }
    }

    private static func ageFaults(of snapshot: AccessSnapshot, _ expectation: Expectation) -> [Fault] {
        var problems: [String] = []
        if let end = snapshot.notAfter, end <= expectation.today {
            problems.append("something in it expired on \(end): publish again")
        }
        if let seen = expectation.seen, snapshot.builtAt < seen.builtAt {
            problems.append("it was built before \(seen.id), which was here already")
        }
        return problems.map { Fault(kind: .outdated, subject: snapshot.id, problem: $0) }
    }
}
