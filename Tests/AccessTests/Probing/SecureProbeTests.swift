import Access
import Foundation
import TestSupport
import Testing

/// What only https has: certificates, the way from plain HTTP, and what keeps browsers from it.
@Suite struct SecureProbeTests {
    @Test(arguments: SamplePortal.Layout.allCases)
    func aSoundServerHasNoFault(_ layout: SamplePortal.Layout) throws {
        guard let secure = try SecureServer(layout) else { return }
        let report = try secure.probe()
        #expect(report.faults.isEmpty, "\(report.faults)")
        #expect(report.requests > 500)
        #expect(
            !report.notes.contains { $0.contains("certificate") || $0.contains("plain") }, "\(report.notes)")
    }

    @Test func aCertificateThatEndsSoonIsFound() throws {
        guard let secure = try SecureServer(days: 3) else { return }
        // A minute later, so that the third day is not whole any more.
        let now = Int(Date().timeIntervalSince1970) + 60
        let report = try secure.probe { $0.now = now }
        #expect(
            report.faults.filter { $0.kind == .transport }.map(\.description) == [
                "transport: https://portal.example.org: the certificate ends in 2 days, and 14 are asked for"
            ])
        let content = try secure.probe {
            $0.now = now
            $0.minimumCertificateDays = 2
        }
        #expect(!content.faults.contains { $0.kind == .transport }, "\(content.faults)")
    }

    @Test func aCertificateThatNobodyTrustsEndsEverythingBeforeAnyPassword() throws {
        guard let secure = try SecureServer() else { return }
        let untrusted = try secure.probe { $0.authority = nil }
        #expect(untrusted.faults.map(\.kind) == [.transport])
        #expect(untrusted.requests == 1)
        guard let other = try SecureServer(for: "other.example.org") else { return }
        let misnamed = try other.probe()
        #expect(misnamed.faults.map(\.kind) == [.transport])
        #expect(misnamed.requests == 1)
    }

    @Test(arguments: [
        (
            "return 301 https://portal.example.org$request_uri;", #"auth_basic "x"; return 200;"#,
            "200 instead of a redirect to https"
        ),
        (
            "return 301 https://portal.example.org$request_uri;",
            "return 301 https://portal.example.org.evil.example$request_uri;",
            "301 instead of a redirect to https"
        ),
        (
            "return 301 https://portal.example.org$request_uri;",
            "return 301 http://portal.example.org/login;",
            "301 instead of a redirect to https"
        ),
        (
            "location / {", "auth_basic x; auth_basic_user_file /dev/null; location / { } location = /x {",
            "asks for a password, which everybody on the way could read"
        ),
    ])
    func plainHTTPLeadsToHttpsAndAsksForNothing(_ line: String, _ change: String, _ problem: String) throws {
        guard let secure = try SecureServer(editing: { $0.replacing(line, with: change) }) else { return }
        let report = try secure.probe()
        let found = report.faults.filter { $0.kind == .transport }.map(\.problem)
        #expect(found.contains(problem), "\(report.faults)")
    }

    @Test func whatKeepsBrowsersFromPlainHTTPMustBeThere() throws {
        let edit = { (name: String, text: String) in
            text.replacing("add_header Strict-Transport-Security", with: "# ")
        }
        guard let secure = try SecureServer(editingGenerated: edit) else { return }
        let faults = try secure.probe().faults
        #expect(faults.contains { $0.kind == .transport && $0.problem.contains("Strict-Transport-Security") })
    }

    @Test func whereNothingAnswersPlainHTTPItIsSaid() throws {
        guard let secure = try SecureServer() else { return }
        let report = try secure.probe { $0.plainPort = Int(Loopback.freePort()) }
        #expect(report.faults.isEmpty && report.notes.contains { $0.contains("nothing answers plain HTTP") })
    }
}
