internal import Diagnostics
internal import PortalData

/// Finds what stays published of clients that are held back, and shows what has expired since it was made: no reader gets it any more.
struct ExpiryGuard {
    let folder: PortalFolder
    let configuration: Configuration
    let portal: FrozenPortal
    /// The date of the data.
    let asOf: String

    /// The published editions of clients that hold such a record, in byte order.
    func expired(of slugs: [String]) throws -> [String] {
        guard !slugs.isEmpty, let snapshot = try Snapshot(publishedIn: folder), snapshot.asOf < asOf else {
            return []
        }
        let clients = portal.clients.filter { slugs.contains($0.slug) }
        let concerned = try portal.firstExpiries(asOf: snapshot.asOf, of: clients).filter { $0.value <= asOf }
        guard !concerned.isEmpty else { return [] }
        let held = try HeldRecords(of: folder, configuration: configuration, on: asOf)
        return try snapshot.editions.filter { edition in
            try concerned[edition.client] != nil && held.hasExpired(edition, since: snapshot.asOf)
        }.map(\.name)
    }

    /// What is said of such an edition.
    static func warning(of edition: String) -> Diagnostic {
        Diagnostic(
            "closed until the next publication: what is published holds what has expired since",
            severity: .warning,
            row: "edition \(edition)", hint: "mend what holds the client back, and build again")
    }
}
