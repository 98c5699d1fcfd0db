internal import Access
public import Diagnostics
internal import Files

/// Signs the manifest that is published, where the agency has a key for it.
public struct ManifestSigner: Sendable {
    private let key: SigningKey?
    /// That of the manifest which is about to be published, where it was signed elsewhere.
    private var received: [UInt8]?

    /// What `vitrine.yaml` asks for and the key file gives; neither means that nothing is signed.
    ///
    /// - Parameter keyFile: the value of `VITRINE_KEY_FILE`, nil where it is not set.
    /// - Throws: `DiagnosticList` for a key that is missing, that others may read, or that is not the one which is asked for.
    public init(_ configuration: Configuration, keyFile: String?) throws(DiagnosticList) {
        let wanted = configuration.publicKey.flatMap { try? VerifyingKey($0) }
        guard let keyFile else {
            guard wanted == nil else {
                throw DiagnosticList([
                    Diagnostic(
                        "`public_key` asks for a signature, and `VITRINE_KEY_FILE` names no key",
                        file: "vitrine.yaml", hint: "set it to the file of the secret key")
                ])
            }
            key = nil
            return
        }
        let found: SigningKey
        do {
            found = try SigningKey(String(decoding: try FileSystem.read(keyFile, limit: 4096), as: UTF8.self))
        } catch {
            throw DiagnosticList([
                Diagnostic("\(error)", file: keyFile, hint: "`vitrine key new` makes a key")
            ])
        }
        if let mode = FileSystem.permissions(of: keyFile), mode & 0o077 != 0 {
            throw DiagnosticList([
                Diagnostic("others may read the secret key", file: keyFile, hint: "`chmod 600 \(keyFile)`")
            ])
        }
        if let wanted, found.verifyingKey != wanted {
            throw DiagnosticList([
                Diagnostic(
                    "the key is not the one that `public_key` of vitrine.yaml names", file: keyFile,
                    hint: "its public half is \(found.verifyingKey)")
            ])
        }
        key = found
    }

    /// Puts the signature in place that a manifest brought with it; nil for one that was not signed.
    init(received: [UInt8]?) { (key, self.received) = (nil, received) }

    /// A detached signature; nil without a key.
    func signature(of bytes: [UInt8], comment: String) -> [UInt8]? {
        key.map { Array($0.signature(of: bytes, comment: comment).utf8) }
    }

    /// Whether there is a key.
    public var hasKey: Bool { key != nil }

    /// Signs `access.json` of a portal as it lies there; without a key, takes a signature away that is of another one.
    public func sign(_ folder: PortalFolder) throws {
        let path = folder.access + "/access.json"
        if let received { return try AtomicWrite.write(received, to: path + ".minisig") }
        guard let key else { return try FileSystem.remove(path + ".minisig") }
        guard FileSystem.kind(path) != nil else { return }
        let manifest = try FileSystem.read(path, limit: 1 << 30)
        let snapshot = try Manifest(reading: manifest).snapshot
        let comment = "vitrine snapshot \(snapshot.id), as of \(snapshot.asOf), built \(snapshot.builtAt)"
        try AtomicWrite.writeIfChanged(
            Array(key.signature(of: manifest, comment: comment).utf8), to: path + ".minisig")
    }
}
