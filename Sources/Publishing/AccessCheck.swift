internal import Access
internal import Diagnostics
internal import PortalData

/// Finds clients whose readers no server could be told to let in as the database says.
struct AccessCheck {
    let clients: [Client]
    /// The servers that files are written for; none where a build is not looked at.
    var servers: [WebServer] = []

    func findings() -> [Finding] {
        clients.flatMap { client in
            var result: [Diagnostic] = []
            if !Self.hasSoundNetworks(client) {
                result.append(
                    Diagnostic(
                        "`clients.networks_json` is no list of address ranges", row: client.row,
                        hint: #"write it as ["192.0.2.0/24", "2001:db8::/32"], with zeros behind the prefix"#)
                )
            }
            if !Self.canBeEnforced(client, by: servers) {
                result.append(
                    Diagnostic(
                        "the client's readers need a second factor, which basic authentication cannot ask for: nothing of it is published",
                        row: client.row,
                        hint:
                            "let oauth2-proxy know the readers (`single_sign_on` with `second_factor: true`), write no server"
                            + " files (`kinds: []`) where Authelia enforces the manifest, or clear `is_second_factor_required`"
                    ))
            }
            return result.map { Finding($0, client: client.slug) }
        }
    }

    /// Whether each of the client's ranges is one.
    static func hasSoundNetworks(_ client: Client) -> Bool {
        client.networks.allSatisfy { Network($0) != nil }
    }

    /// Whether each of the servers can ask for all that the client's readers need.
    static func canBeEnforced(_ client: Client, by servers: [WebServer]) -> Bool {
        servers.isEmpty || !client.isSecondFactorRequired || client.status != .active
    }
}
