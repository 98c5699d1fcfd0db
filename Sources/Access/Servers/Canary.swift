internal import Files

/// An edition and a reader who are there for a moment: who gets in as this reader asked a server that knows the rules of now.
///
/// Servers take new rules when they find the time, and what they are told to do ends before that. A canary stands in
/// no manifest: its rule is only ever added to what server files are made of, and taken out again when it was answered.
public struct Canary: Hashable, Sendable {
    /// Its folder in the document root: no client's, and not to be guessed.
    public let edition: String
    private let password: Password
    private let host: String?

    /// How every canary's folder begins; no client can be called so.
    public static let prefix = "x.ready-"

    /// The only file in the folder.
    public static let page = (name: "index.html", text: "<!DOCTYPE html><title>ready</title>\n")

    /// One that never was before.
    ///
    /// - Parameter host: where it is, if each client has a host of its own.
    public init(host: String?) {
        edition = Self.prefix + Password.generated().text
        password = .generated()
        self.host = host
    }

    /// A manifest that lets it in.
    public func added(to manifest: Manifest) -> Manifest {
        let rule = AccessRule(
            id: edition, scope: .prefix("/\(edition)/"), readers: .groups([edition]), host: host)
        return Manifest(
            baseURL: manifest.baseURL, realm: manifest.realm, snapshot: manifest.snapshot,
            groups: manifest.groups + [.init(id: edition, kind: .readers)],
            users: manifest.users + [AccessUser(name: edition, groups: [edition], home: edition)],
            rules: manifest.rules + [rule])
    }

    /// Password files with its own.
    public func added(to credentials: CredentialSet) throws(AccessError) -> CredentialSet {
        let entry = CredentialFile.Entry(user: edition, hash: try PasswordHash(of: password, cost: 5))
        return CredentialSet(credentials.files + [CredentialFile(edition: edition, entries: [entry])])
    }

    /// Asks a server over a connection of its own whether it gets in there.
    public func isAnswered(at address: WebAddress) -> Bool {
        let request = WebRequest(
            target: "/\(edition)/\(Self.page.name)", login: .init(user: edition, password: password.text))
        guard let answer = try? WebClient(address).ask(request) else { return false }
        return answer.status == 200 && answer.digest == Digest(of: Self.page.text)
    }
}
