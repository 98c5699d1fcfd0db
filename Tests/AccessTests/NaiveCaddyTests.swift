import Access
import Foundation
import TestSupport
import Testing

/// What goes wrong when Caddy is told by hand, each of it found by the matrix that the generated files pass.
@Suite struct NaiveCaddyTests {
    /// Without a password, for which this Caddy takes most of a second where it does not know the name.
    @Test func aFolderWithoutItsSlashIsRedirectedForAnyoneAndUnlistedFilesAreOpen() throws {
        try expectFound([.twinsAlike, .noLeak], of: .caddy26, site: Self.byHand) { matrix in
            let host = matrix.layout.host(of: "acme-corp")
            try matrix.askAlsoOfNothing(of: "acme-corp", by: .nobody) { name in
                RequestParts("/\(name)", host: host, by: .nobody)
            }
            try matrix.expect(nil, at: "/acme.zip", of: "acme", by: .nobody)
        }
    }

    @Test func everyMethodIsServedAsGet() throws {
        let edit = { (_: String, text: String) in text.replacing("error @vitrine_method 405", with: "") }
        try expectFound([.status], of: .caddy26, edit: edit) { try $0.askByOtherMethods() }
    }

    @Test func aTagOfTimeAndSizeKeepsWhatWasThereBefore() throws {
        let edit = { (_: String, text: String) in
            text.replacing("-ETag", with: "").replacing("-Last-Modified", with: "")
                .replacing("request_header -If-", with: "request_header -X-If-")
        }
        try expectFound([.content], of: .caddy26, edit: edit) { try $0.askWhetherNothingChanged() }
    }

    /// Folders with a password each, as guides show them.
    private static func byHand(port: UInt16, roots: ServerRoots) -> String {
        let editions = SamplePortal.editions.map { edition in
            let file = "\(roots.credentials)/\(edition.name).htpasswd"
            let readers = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
            return "basicauth /\(edition.name)/* {\n\(readers.replacing(":", with: " "))}"
        }
        return """
            http://:\(port) {
            bind 127.0.0.1
            root * \(roots.site)
            \(editions.joined(separator: "\n"))
            file_server
            }
            """
    }
}
