import Access
import TestSupport

/// Somebody who asks: a name and a password, or nothing.
struct Identity: Sendable, CustomStringConvertible {
    let description: String
    /// The value of `Authorization`; nil where none is sent.
    let authorization: String?
    /// Whose password this is, whatever he may read; nil where it is nobody's.
    let user: String?

    /// Nobody, somebody unknown, somebody with another's password, and every user of the sample.
    static let all =
        [
            nobody,
            Identity(
                description: "unknown user",
                authorization: HTTPConnection.basic(user: "mallory", password: "x"), user: nil),
            Identity(
                description: "wrong password",
                authorization: HTTPConnection.basic(user: "alice", password: "secret of bob: a"), user: nil),
        ] + SamplePortal.users.map { Identity(user: $0.name) }

    static let nobody = Identity(description: "nobody", authorization: nil, user: nil)

    private init(description: String, authorization: String?, user: String?) {
        self.description = description
        self.authorization = authorization
        self.user = user
    }

    /// A user of the sample, with his password.
    init(user: String) {
        self.init(
            description: user,
            authorization: HTTPConnection.basic(user: user, password: SamplePortal.password(of: user)),
            user: user)
    }
}
