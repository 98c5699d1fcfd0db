internal import Access
internal import Diagnostics
internal import Files
public import Site
internal import Slices
internal import YAML

/// What `vitrine.yaml` says.
public struct Configuration: Hashable, Sendable {
    /// What every page shows of the portal and the agency.
    public let identity: EditionInput.Identity
    /// The database file, relative to the portal's folder or absolute.
    public internal(set) var database: String
    /// The date of the data when the command line names none; nil is today in UTC.
    public let asOf: String?
    /// Whose signature what is published must have, in minisign's format; nil where nothing is signed.
    public let publicKey: String?
    /// The web servers that enforce the manifest.
    let servers: ServerSettings
    /// How they are told of what changed.
    private(set) var hooks: PublishHooks
    /// What a host without Vitrine runs once another release is in force there.
    public let remoteReload: String?
    /// What may stand on anybody's page.
    let audit: AuditSettings

    /// What is refused though no row is wrong.
    let guards: GuardSettings

    /// How many snapshots are kept.
    public private(set) var keeping: SnapshotRule

    /// Whether somebody looks at new pages before readers see them.
    public let isReviewed: Bool

    /// Reads `vitrine.yaml` of a portal's folder.
    ///
    /// - Throws: `DiagnosticList` with everything that is wrong in it.
    public init(of folder: PortalFolder) throws {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try FileSystem.read(folder.configuration)
        } catch {
            throw DiagnosticList([
                Diagnostic(
                    "there is no portal here: \(error.reason)", file: "vitrine.yaml",
                    hint: "`vitrine init` begins one, `-C FOLDER` goes to one")
            ])
        }
        let document = try YAMLDocument(YAMLSource(bytes, file: "vitrine.yaml"))
        let reader = YAMLReader(document.source)
        let root = reader.mapping(document.root, name: "the configuration")
        let title = root.string("title", required: true) ?? ""
        let agency = root.string("agency", required: true) ?? ""
        let contact = root.string("contact", required: true) ?? ""
        var baseURL = root.string("base_url", required: true) ?? ""
        if !baseURL.isEmpty, !baseURL.hasPrefix("https://"), !baseURL.hasPrefix("http://") {
            root.report("`base_url` is no web address", at: "base_url", hint: "begin with `https://`")
        }
        if !baseURL.isEmpty, !baseURL.hasSuffix("/") { baseURL += "/" }
        if baseURL.contains("://"), !HostName.isValid(Self.host(of: baseURL)) {
            root.report(
                "`base_url` names no host", at: "base_url",
                hint: "lower-case letters, digits, `-` and `.`, as in `https://portal.example.org/`")
        }
        if !contact.contains("@") {
            root.report("`contact` is no e-mail address", at: "contact")
        }
        database = root.string("database") ?? "portal.sqlite"
        let asOf = root.string("as_of")
        if let asOf, asOf != "today", CalendarText.days(asOf) == nil {
            root.report(
                "`as_of` is no day", at: "as_of", hint: "write `today` or a day such as 2026-11-20")
        }
        self.asOf = asOf == "today" ? nil : asOf
        publicKey = root.string("public_key")
        if let publicKey, (try? VerifyingKey(publicKey)) == nil {
            root.report(
                "`public_key` is no key", at: "public_key",
                hint: "the last line of the file that `vitrine key new` made")
        }
        servers = root.mapping("servers").map { ServerSettings($0) } ?? ServerSettings()
        let (servers, host) = (servers, Self.host(of: baseURL))
        let publish = root.mapping("publish")
        hooks = publish.map { PublishHooks($0, servers: servers, host: host) } ?? PublishHooks()
        remoteReload = publish?.string("remote_reload")
        isReviewed = publish?.bool("review") ?? false
        keeping = publish.map { SnapshotRule($0) } ?? .standard
        audit = root.mapping("audit").map { AuditSettings($0) } ?? AuditSettings()
        guards = root.mapping("guards").map { GuardSettings($0) } ?? GuardSettings()
        try reader.finish()
        identity = EditionInput.Identity(title: title, agency: agency, contact: contact, baseURL: baseURL)
    }

    /// The same with the hooks of another machine, on which nothing of before is kept.
    func on(_ target: TargetSettings) -> Configuration {
        var configuration = self
        configuration.hooks = target.hooks
        configuration.keeping = SnapshotRule(count: 1, days: nil)
        return configuration
    }

    /// Whether publications tell the web server of new rules by themselves.
    public var reloadsServer: Bool { hooks.reload != nil }

    /// How old a source may be; nil where nothing is said.
    public var maxAge: SourceAge? { guards.maxAge }

    /// Where the database lies.
    public func databasePath(in folder: PortalFolder) -> String {
        database.hasPrefix("/") ? database : folder.root + "/" + database
    }

    /// The name of the host that serves the portal.
    var host: String { Self.host(of: identity.baseURL) }

    private static func host(of address: String) -> String {
        let rest = address.firstRange(of: "://").map { address[$0.upperBound...] } ?? ""
        return String(rest.prefix { $0 != "/" && $0 != ":" })
    }

    /// The host of an edition, where each client has its own.
    func host(of edition: String) -> String? {
        servers.hasClientHosts ? "\(edition.prefix { $0 != "." }).\(host)" : nil
    }

    /// Where the readers of an edition begin, as they type it; ends in `/`.
    func address(of edition: String) -> String {
        let scheme = identity.baseURL.prefix { $0 != ":" }
        return (host(of: edition).map { "\(scheme)://\($0)/" } ?? identity.baseURL) + edition + "/"
    }
}
