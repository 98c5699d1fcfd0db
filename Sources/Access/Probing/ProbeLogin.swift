/// Somebody who asks.
struct ProbeIdentity: Hashable, Sendable {
    /// As faults call him.
    let name: String
    /// What he says of himself; nil where he says nothing.
    let login: WebRequest.Login?
    /// Who he is; nil for nobody.
    let user: String?

    static let nobody = ProbeIdentity(name: "nobody", login: nil, user: nil)

    /// Somebody whose password is right.
    init(_ login: ProbeLogin) {
        self.init(
            name: login.user, login: .init(user: login.user, password: login.password.text), user: login.user)
    }

    private init(name: String, login: WebRequest.Login?, user: String?) {
        self.name = name
        self.login = login
        self.user = user
    }

    /// A user whom the manifest does not know, and one that it knows with a password that nobody has.
    static func strangers(to manifest: Manifest) -> [ProbeIdentity] {
        let password = "no password of anybody"
        let unknown = ProbeIdentity(
            name: "an unknown user", login: .init(user: "vitrine-probe", password: password), user: nil)
        guard let known = manifest.users.first?.name else { return [unknown] }
        let wrong = ProbeIdentity(
            name: "\(known) with a wrong password", login: .init(user: known, password: password), user: nil)
        return [unknown, wrong]
    }
}

/// A user and his password, to ask a live portal with.
public struct ProbeLogin: Hashable, Sendable {
    /// As in the manifest.
    public let user: String
    /// The password itself.
    public let password: Password

    /// A user and his password.
    public init(user: String, password: Password) {
        self.user = user
        self.password = password
    }
}
