internal import JSON

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
    /// Address ranges that readers must come from, as they were written; empty where they may come from everywhere.
    public let networks: [String]
    /// Whether readers need more than a password.
    public let isSecondFactorRequired: Bool

    /// As errors name the row.
    public var row: String { RowName.text(table: "clients", key: "\(id)", client: slug) }

    /// The texts of a JSON array; what is none is a text by itself, so that whoever reads it as an address range refuses it.
    static func networks(inJSON text: String?) -> [String] {
        guard let text else { return [] }
        guard case .array(let items)? = try? JSONReader.read(Array(text.utf8)), !items.isEmpty else {
            return [text]
        }
        return items.map { $0.string ?? text }
    }
}
