/// What access control cannot do: refuse rather than weaken a rule.
public enum AccessError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A server's configuration language has no safe spelling for a value.
    case notExpressible(server: String, what: String, reason: String)
    /// A password that bcrypt would cut, or that is empty.
    case unusablePassword(reason: String)
    /// The system's `crypt` has no bcrypt.
    case noBcrypt
    /// A credentials file that we did not write.
    case brokenCredentials(file: String, line: Int)

    /// One clause, without secrets.
    public var description: String {
        switch self {
        case .notExpressible(let server, let what, let reason): "\(server) cannot express \(what): \(reason)"
        case .unusablePassword(let reason): "the password \(reason)"
        case .noBcrypt: "the system's libcrypt has no bcrypt (`$2y$`)"
        case .brokenCredentials(let file, let line): "\(file):\(line): not a user name and a bcrypt hash"
        }
    }
}
