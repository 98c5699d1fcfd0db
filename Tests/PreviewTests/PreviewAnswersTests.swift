import Access
import Files
import Testing

@testable import Preview

/// What a preview answers is what the manifest decides, for the file of exactly that name.
@Suite struct PreviewAnswersTests {
    private static let texts = [
        "acme/index.html": "Acme", "acme/files/plan.pdf": "Plan", "acme.board.team/index.html": "Board",
        "assets/404.html": "Nothing here", "assets/landing.html": "Welcome", "assets/style.css": "p {}",
    ]

    private func answers(_ reader: String?, spoils: String? = nil) throws -> PreviewAnswers {
        let files = try Self.texts.sorted { $0.key < $1.key }.map { path, text in
            PublishedFile(
                path: try RelativePath(checking: path), digest: Digest(of: text), size: text.utf8.count)
        }
        let manifest = Manifest(
            baseURL: "https://portal.example", realm: "Client portal",
            snapshot: AccessSnapshot(
                id: "2026-11-20-000000000000", asOf: "2026-11-20", builtAt: "2026-11-20T09:00:00Z",
                previous: nil, notAfter: nil, filesDigest: Digest(of: ""), generator: "vitrine"),
            editions: ["acme", "acme.board.team"].map {
                Manifest.Edition(
                    name: $0, networks: ["10.0.0.0/8"], host: nil, isSecondFactorRequired: false,
                    classification: .public)
            },
            users: [
                AccessUser(name: "ada", groups: ["acme"], home: "acme", validFrom: nil, validUntil: nil)
            ])
        return PreviewAnswers(manifest: manifest, reader: reader, files: files) { file in
            let text = Self.texts[file.path.text] ?? ""
            return Array((spoils == file.path.text ? text + "!" : text).utf8)
        }
    }

    private func status(_ reader: String?, _ path: String, method: String = "GET") throws -> Int {
        try answers(reader).answer(method: method, path: path, hosts: ["localhost:8080"], port: 8080).answer
            .status
    }

    @Test func aReaderGetsHisEditionAndOnlyThat() throws {
        for path in ["/acme/", "/acme/index.html", "/acme/files/plan.pdf", "/", "/assets/style.css"] {
            #expect(try status("ada", path) == 200, "\(path)")
        }
        for path in ["/acme", "/acme.board.team/", "/acme.board.team/index.html", "/nothing", "/acme/files/"]
        {
            #expect(try status("ada", path) == 404, "\(path)")
        }
        #expect(try status(nil, "/acme.board.team/") == 200)
    }

    @Test func theForbiddenIsAnsweredLikeTheMissing() throws {
        let answers = try answers("ada")
        func answer(_ path: String) -> PreviewAnswers.Answer {
            answers.answer(method: "GET", path: path, hosts: ["localhost:8080"], port: 8080).answer
        }
        #expect(answer("/acme.board.team/index.html") == answer("/nothing"))
        #expect(answer("/nothing").body == Array("Nothing here".utf8))
    }

    @Test func noSecondSpellingLeadsAnywhere() throws {
        for path in [
            "/acme/../acme.board.team/index.html", "/./acme/", "//acme/", "/acme//index.html", "/%61cme/",
            "/acme/index.html?x", "http://localhost:8080/acme/", "acme/index.html", "", "/ACME/",
            "/acme/index.html.",
            "/acme/%2e%2e/access/access.json",
        ] {
            #expect(try status(nil, path) == 404, "\(path)")
        }
    }

    @Test(arguments: [
        [], ["evil.example"], ["evil.example:8080"], ["localhost"], ["localhost:80"], ["127.0.0.1:8081"],
        ["localhost:8080", "localhost:8080"], ["localhost.evil.example:8080"],
        ["localhost:8080.evil.example"], [""],
    ])
    func anotherHostGetsNothing(_ hosts: [String]) throws {
        let answer = try answers(nil).answer(method: "GET", path: "/acme/", hosts: hosts, port: 8080)
        #expect(answer.answer.status == 421 && answer.file == nil)
    }

    @Test func onlyGETAndHEADAreAnswered() throws {
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "X"] {
            #expect(try status("ada", "/acme/", method: method) == 405)
        }
        #expect(try status("ada", "/acme/", method: "HEAD") == 200)
    }

    @Test func headersAreThoseOfTheFilesSet() throws {
        let answer = try answers("ada").answer(
            method: "GET", path: "/acme/files/plan.pdf", hosts: ["127.0.0.1:8080"], port: 8080
        ).answer
        let headers = answer.headers.map { "\($0.name): \($0.value)" }
        #expect(headers.contains("Content-Type: application/pdf"))
        for header in HeaderSet.download.headers {
            #expect(headers.contains("\(header.name): \(header.value)"))
        }
    }

    @Test func bytesThatAreNotTheListsAreNotSent() throws {
        let answer = try answers("ada", spoils: "acme/index.html")
            .answer(method: "GET", path: "/acme/", hosts: ["localhost:8080"], port: 8080).answer
        #expect(answer.status == 503 && !String(decoding: answer.body, as: UTF8.self).contains("Acme"))
    }
}
