/// An organisation that a portal is for.
public struct Client: Hashable, Sendable {
    /// How far along it is.
    public enum Status: String, Hashable, Sendable {
        /// Built, so that it can be looked at, and never published.
        case draft
        /// Published.
        case active
        /// Withdrawn, for now or for good; `offboarded` starts retention.
        case suspended, offboarded
    }

    /// The row.
    public let id: Int64
    /// The first part of every address.
    public let slug: String
    /// The organisation's name.
    public let name: String
    /// Draft, active, or gone.
    public let status: Status
    /// `de` or `de-CH`.
    public let locale: String
    /// The IANA name.
    public let timeZone: String
    /// ISO 4217.
    public let currency: String
    /// The first day on which nobody at the client has access, `YYYY-MM-DD`.
    public let accessExpiresOn: String?
}
