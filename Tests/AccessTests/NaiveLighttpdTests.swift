import Access
import TestSupport
import Testing

/// What goes wrong when lighttpd is told by hand, each of it found by the matrix that the generated files pass.
@Suite struct NaiveLighttpdTests {
    @Test func aPrefixWithoutItsSlashIsThatOfTheTwinToo() throws {
        let edit = { (_: String, text: String) in text.replacing(#""/acme/" =>"#, with: #""/acme" =>"#) }
        try expectFound([.noLeak], of: .lighttpd, edit: edit) { try $0.askForEveryFile() }
    }

    @Test func prefixesThatAreProtectedOneByOneLeaveTheRestOpen() throws {
        let site = { (port: UInt16, roots: ServerRoots) in
            let rules = SamplePortal.editions.map { edition in
                let readers = SamplePortal.users.filter { $0.groups.contains(edition.name) }
                let users = readers.map { "user=\($0.name)" }.joined(separator: "|")
                return
                    #""/\#(edition.name)" => ("method" => "basic", "realm" => "x", "require" => "\#(users)")"#
            }
            return """
                server.modules = ("mod_auth", "mod_authn_file", "mod_staticfile")
                server.port = \(port)
                server.bind = "127.0.0.1"
                server.document-root = "\(roots.site)"
                index-file.names = ("index.html")
                auth.backend = "htpasswd"
                auth.backend.htpasswd.userfile = "\(roots.servers)/access.lighttpd.htpasswd"
                auth.require = (\(rules.joined(separator: ",\n")))
                """
        }
        try expectFound([.noLeak, .headers, .content, .status], of: .lighttpd, site: site) {
            try $0.askForEveryFile()
            try $0.askForWhatIsNotPublished()
        }
    }

    @Test func aTagOfTimeAndSizeKeepsWhatWasThereBefore() throws {
        let edit = { (_: String, text: String) in
            text.replacing(#"static-file.etags = "disable""#, with: #"etag.use-inode = "disable""#)
                .replacing(#""If-"#, with: #""X-If-"#)
        }
        try expectFound([.content], of: .lighttpd, edit: edit) { try $0.askWhetherNothingChanged() }
    }
}
