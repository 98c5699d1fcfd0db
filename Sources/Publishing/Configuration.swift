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
    /// Where the web server finds `site/` and `access/`.
    public let serversRoot: String

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
        if baseURL.contains("://"), !Self.isHost(Self.host(of: baseURL)) {
            root.report(
                "`base_url` names no host", at: "base_url",
                hint: "letters, digits, `-` and `.`, as in `https://portal.example.org/`")
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
        let servers = root.mapping("servers")
        let serversRoot = servers?.string("root") ?? "/srv/portal"
        if !Self.isPlain(serversRoot) {
            servers?.report(
                "`root` cannot be written into server files", at: "root",
                hint: "an absolute path of letters, digits, `-`, `_`, `.` and `/`")
        }
        self.serversRoot = serversRoot
        try reader.finish()
        identity = EditionInput.Identity(title: title, agency: agency, contact: contact, baseURL: baseURL)
    }

    /// Whether a path needs no quoting in any server's configuration.
    private static func isPlain(_ path: String) -> Bool {
        path.hasPrefix("/")
            && path.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: "."), UInt8(ascii: "/"):
                    true
                default: false
                }
            }
    }

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

    private static func isHost(_ text: String) -> Bool {
        !text.isEmpty && isPlain("/" + text) && !text.contains("_") && !text.contains("..")
    }
}
