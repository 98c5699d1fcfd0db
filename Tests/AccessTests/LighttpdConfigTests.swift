import Files
import Foundation
import Testing

@testable import Access

@Suite struct LighttpdConfigTests {
    @Test func eachPrefixLetsItsReadersInAndOthersNobody() throws {
        let text = try config()
        func entry(_ prefix: String, _ users: String) -> String {
            "    \"\(prefix)\" => (\"method\" => \"basic\", \"realm\" => \"Client portal\", \"require\" => \"\(users)\"),\n"
        }
        #expect(text.contains(entry("/acme/", "user=alice|user=carol") + entry("/acme-corp/", "user=bob")))
        #expect(text.contains(entry("/", "user=-") + ")\n"))
        #expect(
            text.contains(
                """
                $HTTP["remoteip"] == "127.0.0.0/8" {
                    $HTTP["url"] =^ "/near/" {
                        auth.require = (
                """))
    }

    @Test func aRememberedLoginBelongsToOneEdition() throws {
        // lighttpd 1.4.69 keeps it under the entry of `auth.require`: one entry for two would let readers of one into the other.
        let entries = try config().split(separator: "\n").filter { $0.contains("\"require\" =>") }
        #expect(entries.count == SamplePortal.editions.count + 2)
        #expect(Set(entries.map { $0.drop { $0 == " " } }).count == SamplePortal.editions.count + 1)
    }

    @Test func passwordsAreInASecretFile() throws {
        let files = try LighttpdConfig(
            try SamplePortal.manifest(), credentials: try SamplePortal.credentials(), roots: ServerRoots()
        ).files
        #expect(files.map(\.name) == ["access.lighttpd.conf", "access.lighttpd.htpasswd"])
        #expect(files.map(\.mode) == [0o644, 0o640])
        #expect(!files[0].text.contains("$2y$"))
        #expect(
            files[1].text.split(separator: "\n").map { $0.prefix { $0 != ":" } } == [
                "alice", "bob", "carol", "dora", "sam",
            ])
    }

    @Test func whereEachClientHasAHostTheEditionIsThereOnly() throws {
        let manifest = try SamplePortal.manifest(editions: [
            Manifest.Edition(name: "acme", host: "acme.portal.example.org")
        ])
        let text = try LighttpdConfig(manifest, credentials: CredentialSet([]), roots: ServerRoots()).files[0]
            .text
        let block = try #require(text.range(of: "$HTTP[\"host\"] == \"acme.portal.example.org\" {\n"))
        let prefix = try #require(text.range(of: "\"/acme/\" =>"))
        #expect(block.upperBound < prefix.lowerBound)
    }

    @Test func moreConditionsThanLighttpdTakesAreRefused() throws {
        let editions = (0..<4_100).map { Manifest.Edition(name: "c\($0)", host: "c\($0).portal.example.org") }
        let manifest = try SamplePortal.manifest(editions: editions)
        #expect(throws: AccessError.self) {
            try LighttpdConfig(manifest, credentials: CredentialSet([]), roots: ServerRoots())
        }
    }

    @Test func aUserWithTwoPasswordsIsRefused() throws {
        let hashes = try ["a", "b"].map { try PasswordHash(of: try Password($0), cost: 4) }
        let credentials = CredentialSet(
            zip(["acme", "acme.board"], hashes).map { name, hash in
                CredentialFile(edition: name, entries: [CredentialFile.Entry(user: "carol", hash: hash)])
            })
        #expect(throws: AccessError.self) {
            try LighttpdConfig(try SamplePortal.manifest(), credentials: credentials, roots: ServerRoots())
        }
    }

    @Test func isTheSameBytesEachTime() throws { #expect(try config() == config()) }

    @Test(arguments: ["/srv/$portal", "/srv/\"x", "/srv/a\nb", "/srv/a\\b"])
    func aRootThatLighttpdWouldMisreadIsRefused(_ root: String) {
        #expect(throws: AccessError.self) { try config(root: root) }
    }

    @Test(arguments: ["a\"b", "a\nb", "${PATH}", "a\\"])
    func aRealmThatLighttpdWouldMisreadIsRefused(_ realm: String) {
        #expect(throws: AccessError.self) { try config(realm: realm) }
    }

    @Test(arguments: ["127.0.0.1", "", "127.0.0.1:80 include", "\":80", "a:99999"])
    func anAddressThatLighttpdWouldMisreadIsRefused(_ address: String) {
        #expect(throws: AccessError.self) { try LighttpdSite(.plain(address: address), roots: ServerRoots()) }
    }

    @Test(arguments: HostileEdition.all)
    func anEditionThatWouldMeanSomethingElseIsRefused(_ edition: Manifest.Edition) throws {
        let manifest = try SamplePortal.manifest(editions: [edition])
        #expect(throws: AccessError.self) {
            try LighttpdConfig(manifest, credentials: CredentialSet([]), roots: ServerRoots())
        }
    }

    private func config(root: String = "/srv/portal", realm: String = "Client portal") throws -> String {
        try LighttpdConfig(
            try SamplePortal.manifest(realm: realm), credentials: try SamplePortal.credentials(),
            roots: ServerRoots(root: root)
        ).files[0].text
    }
}
