/// What is wrong with a key or a signature; each a clause, without secrets.
public enum SignatureError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not a key as `vitrine key new` or `minisign -G -W` writes it.
    case notAKey(reason: String)
    /// A secret key behind a password, which a job at night cannot type.
    case keyHasPassword
    /// Not a signature as minisign writes it.
    case notASignature(reason: String)
    /// Made by another key.
    case otherKey
    /// The signature is of other bytes, or forged.
    case doesNotMatch

    /// What is wrong.
    public var description: String {
        switch self {
        case .notAKey(let reason): "not an Ed25519 key of minisign's format: \(reason)"
        case .keyHasPassword: "the secret key has a password; one without is made by `vitrine key new`"
        case .notASignature(let reason): "not a signature of minisign's format: \(reason)"
        case .otherKey: "the signature was made by another key"
        case .doesNotMatch: "the signature is not of these bytes"
        }
    }
}
