import Access
import Foundation
import LiveServers
import TestSupport
import Testing

/// Real servers with the generated configuration: who reads what of the whole sample.
@Suite struct ServerPortalTests {
    /// Who may see what in the sample, written down from its table of users and not from anything that is built.
    struct View {
        let user: String
        let client: String
        let audiences: Set<String>
        /// Whether single records or projects make it an edition of the user's own, beside or instead of the audiences.
        var hasOwnEdition = false

        /// Whether an edition holds nothing but what this view holds, by the edition's name.
        func includes(_ edition: String) -> Bool {
            let parts = edition.split(separator: ".").map(String.init)
            guard parts[0] == client else { return false }
            if parts.count == 1 { return audiences.contains("team") }
            return parts[1] == "u" ? hasOwnEdition : audiences.isSuperset(of: parts.dropFirst())
        }
    }

    static let owner: Set = ["team", "finance", "board", "owners"]
    static let views = [
        View(user: "dana", client: "acme", audiences: owner),
        View(user: "luis", client: "acme", audiences: ["team"]),
        View(user: "grace", client: "acme", audiences: ["team", "finance"]),
        View(user: "grace", client: "acme-corp", audiences: ["team", "finance"]),
        View(user: "pat", client: "acme", audiences: ["team", "board"]),
        View(user: "ruth", client: "acme-corp", audiences: owner),
        View(user: "omar", client: "acme-corp", audiences: ["team"]),
        View(user: "helena", client: "harrowgate", audiences: owner),
        View(user: "amir", client: "harrowgate", audiences: ["team", "litigation"]),
        View(user: "bea", client: "harrowgate", audiences: ["team", "finance"]),
        View(user: "auditor", client: "harrowgate", audiences: [], hasOwnEdition: true),
        View(user: "ute", client: "hafenquartier", audiences: owner),
        View(user: "ingrid", client: "hafenquartier", audiences: ["team", "board"]),
        View(user: "cem", client: "hafenquartier", audiences: [], hasOwnEdition: true),
        View(user: "elodie", client: "maison-leveque", audiences: owner),
        View(user: "marc", client: "maison-leveque", audiences: ["team"], hasOwnEdition: true),
        View(user: "reto", client: "seeblick", audiences: owner),
        View(user: "vreni", client: "seeblick", audiences: ["team"]),
        View(user: "yusuf", client: "noor", audiences: owner),
    ]
    /// Suspended, expired, invited, a membership that is over, a client that is a draft, the agency's own.
    static let outsiders = ["nick", "jonas", "klaus", "seraina", "fiona", "mara", "saoirse", "nobody"]

    /// What ends after the sample's day ends much later: Apache goes by the clock of the day on which the test runs.
    private static let laterEnds = [
        ("users", "expires_on"), ("memberships", "valid_until_on"),
        ("membership_audiences", "valid_until_on"),
        ("grants", "expires_on"), ("clients", "access_expires_on"),
    ].map { "update \($0) set \($1) = '9998-12-31' where \($1) > '2026-11-20';\n" }.joined()

    @Test(arguments: WebServer.allCases)
    func everyUserReadsEveryFileOfTheOwnEditionsAndNothingElse(_ kind: WebServer) throws {
        guard kind.isAvailable(for: "asking for every file as every user") else { return }
        let portal = try Portal()
        try portal.run(sql: Self.laterEnds)
        let outcome = try portal.publish()
        try #require(outcome.code == 0, "\(outcome.errors)")
        let server = try LiveServer(kind, portal: portal)
        let connection = HTTPConnection(port: server.port)

        let files = try Portal.tree(portal.site)
        let users = Set(Self.views.map(\.user)).sorted() + Self.outsiders

        var allowed = 0
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
            let edition = String(path.prefix { $0 != "/" })
            let isPublic = edition == "assets"
            for user in users {
                let response = try connection.get("/" + path, user: user, password: user + "-vitrine")
                let mayRead = Self.views.contains { $0.user == user && $0.includes(edition) }
                if isPublic || mayRead {
                    #expect(response.status == 200, "\(user) \(path)")
                    #expect(response.body == Array(bytes), "\(user) \(path)")
                    allowed += 1
                } else {
                    #expect(response.status == 401, "\(user) \(path)")
                }
            }
            let anonymous = try connection.get("/" + path)
            #expect(anonymous.status == (isPublic ? 200 : 401), "nobody \(path)")
            let wrong = try connection.get("/" + path, user: users[0], password: "wrong")
            #expect(wrong.status == (isPublic ? 200 : 401), "wrong password \(path)")
        }
        #expect(allowed > files.count)
    }

    @Test(arguments: WebServer.allCases)
    func missingAndForbiddenAnswerAlike(_ kind: WebServer) throws {
        guard kind.isAvailable(for: "comparing refusals") else { return }
        let portal = try Portal()
        try #require(try portal.publish().code == 0)
        let server = try LiveServer(kind, portal: portal)
        let connection = HTTPConnection(port: server.port)
        let forbidden = try connection.get("/acme/index.html")
        for path in [
            "/nobody/index.html", "/acme", "/acme/nothing.html", "/access/access.json", "/../portal.sqlite",
        ] {
            let missing = try connection.get(path)
            #expect(missing.status == forbidden.status || missing.status == 400, "\(path)")
            if missing.status == forbidden.status { #expect(missing.body == forbidden.body, "\(path)") }
        }
    }
}

extension LiveServer {
    /// Serves what a portal has published.
    fileprivate convenience init(_ kind: WebServer, portal: Portal) throws {
        try self.init(kind, roots: ServerRoots(root: portal.root.path() + "/output"))
    }
}
