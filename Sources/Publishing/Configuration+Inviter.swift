public import PortalData
internal import Site

extension Configuration {
    /// Who invites users to this portal.
    public var inviter: Inviter {
        Inviter(
            agency: identity.agency, title: identity.title, contact: identity.contact,
            address: address)
    }
}
