import Access
import TestSupport
import Testing

/// What goes wrong when nginx is told by hand, each of it found by the matrix that the generated files pass.
@Suite struct NaiveNginxTests {
    @Test func aLocationByRegularExpressionTakesFilesOutOfTheirEdition() throws {
        try expectFound([.noLeak], site: Self.byHand(adding: #"location ~ \.(pdf|css)$ { expires 30d; }"#)) {
            try $0.askForEveryFile()
        }
    }

    @Test func anAliasWithoutItsSlashLeadsOutOfItsFolder() throws {
        let alias = { (roots: ServerRoots) in
            "location /assets { auth_basic off; alias \(roots.site)/assets/; }"
        }
        try expectFound([.noLeak], site: { Self.byHand(adding: alias($1))($0, $1) }) {
            try $0.askInOtherSpellings()
        }
    }

    @Test func missingAndForbiddenDifferWherePrefixesArePasswordProtectedOneByOne() throws {
        try expectFound([.twinsAlike, .status], site: Self.byHand(adding: "")) {
            try $0.askForEveryFile()
            try $0.askInOtherSpellings()
        }
    }

    @Test(arguments: [
        (" always;", ";", Problem.Claim.headers),
        ("location / {", "location / {\n    add_header X-Frame-Options DENY;", .headers),
        ("error_page 403 404 =404", "error_page 403", .missingAlike),
        ("error_page 401 ", "error_page 402 ", .refusedAlike),
        ("location = / {\n    auth_basic off;", "location = / {", .noDenial),
        ("return 405", "break", .status),
        (#"[a-z0-9.-]+)/""#, #"[a-z0-9]+)""#, .noLeak),
    ])
    func oneLineOfTheGeneratedFilesMatters(_ line: String, _ change: String, _ claim: Problem.Claim) throws {
        try expectFound([claim], edit: { $1.replacing(line, with: change) }) {
            try $0.askForEveryFile()
            try $0.askForWhatIsNotPublished()
            try $0.askByOtherMethods()
        }
    }

    @Test func aTagOfTimeAndSizeKeepsWhatWasThereBefore() throws {
        let edit = { (_: String, text: String) in
            text.replacing("etag off;", with: "").replacing("if_modified_since off;", with: "")
        }
        try expectFound([.content], edit: edit) {
            try $0.askWhetherNothingChanged()
        }
    }

    /// Prefixes with a password each, as guides show them.
    private static func byHand(adding line: String) -> (UInt16, ServerRoots) -> String {
        { port, roots in
            let editions = SamplePortal.editions.map { edition in
                """
                location /\(edition.name)/ {
                    auth_basic "Client portal";
                    auth_basic_user_file \(roots.credentials)/\(edition.name).htpasswd;
                }
                """
            }
            return """
                types { text/html html; text/css css; application/pdf pdf; }
                server {
                    listen 127.0.0.1:\(port);
                    root \(roots.site);
                    \(editions.joined(separator: "\n"))
                    \(line)
                }
                """
        }
    }
}

/// A portal with a mistake in it: the matrix must find what the mistake breaks.
func expectFound(
    _ claims: [Problem.Claim], of kind: WebServer = .nginx,
    site: ((_ port: UInt16, _ roots: ServerRoots) -> String)? = nil,
    edit: (_ name: String, _ text: String) -> String = { $1 },
    ask: (Matrix) throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    guard let server = try SampleServer(kind, edit: edit, site: site) else { return }
    let matrix = try Matrix(server)
    try ask(matrix)
    for claim in claims {
        #expect(
            matrix.problems.contains { $0.claim == claim }, "\(claim): \(matrix.report)",
            sourceLocation: sourceLocation)
    }
}
