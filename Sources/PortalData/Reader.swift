/// A user who may log in on the date of the data.
public struct Reader: Hashable, Sendable {
    /// The row of `users`.
    public let id: Int64
    /// As typed at the prompt.
    public let username: String
    /// bcrypt; nil until a password is set, and then there is no credential.
    public let passwordHash: String?
    /// The widest edition, by name.
    public let home: String
    /// Every edition that may be read, `home` included, in byte order.
    public let editions: [String]
    /// The first day of everything that this is made of, `YYYY-MM-DD`; nil where nothing has one.
    public let validFrom: String?
    /// The last day of it all, as far as is known today; nil where nothing ends.
    public let validUntil: String?
    /// The first day on which something of this ends, as far as is known today; `YYYY-MM-DD`.
    public let validBefore: String?
}
