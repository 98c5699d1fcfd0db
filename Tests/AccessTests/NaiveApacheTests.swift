import Access
import TestSupport
import Testing

/// What goes wrong when Apache is told by hand, each of it found by the matrix that the generated files pass.
@Suite struct NaiveApacheTests {
    @Test func aFilesSectionForTheLandingPageOpensEveryIndex() throws {
        let site = Self.byHand(adding: "<Files \"index.html\">\nRequire all granted\n</Files>")
        try expectFound([.noLeak], of: .apache, site: site) { try $0.askForEveryFile() }
    }

    @Test func twoRequireLinesMeanEither() throws {
        let site = Self.byHand(requiring: "Require ip 127.0.0.0/8\nRequire valid-user")
        try expectFound([.noLeak], of: .apache, site: site) { try $0.askForEveryFile() }
    }

    @Test func aLimitLeavesOtherMethodsOpen() throws {
        let site = Self.byHand(requiring: "<Limit GET>\nRequire valid-user\n</Limit>")
        try expectFound([.noLeak], of: .apache, site: site) { try $0.askByOtherMethods() }
    }

    @Test func missingAndForbiddenDifferWhereFoldersArePasswordProtectedOneByOne() throws {
        try expectFound([.status, .twinsAlike, .headers], of: .apache, site: Self.byHand()) {
            try $0.askForWhatIsNotPublished()
            try $0.askInOtherSpellings()
        }
    }

    @Test func aTagOfTimeAndSizeKeepsWhatWasThereBefore() throws {
        let edit = { (_: String, text: String) in
            text.replacing("FileETag None", with: "FileETag MTime Size")
                .replacing("RequestHeader unset If-", with: "RequestHeader unset X-If-")
        }
        try expectFound([.content], of: .apache, edit: edit) { try $0.askWhetherNothingChanged() }
    }

    /// Folders with a password each, as guides show them.
    private static func byHand(
        requiring require: String = "Require valid-user", adding lines: String = ""
    ) -> (UInt16, ServerRoots) -> String {
        { port, roots in
            let editions = SamplePortal.editions.map { edition in
                """
                <Directory "\(roots.site)/\(edition.name)">
                AuthType Basic
                AuthName "Client portal"
                AuthUserFile "\(roots.credentials)/\(edition.name).htpasswd"
                \(require)
                </Directory>
                """
            }
            return """
                Listen 127.0.0.1:\(port)
                <VirtualHost 127.0.0.1:\(port)>
                DocumentRoot "\(roots.site)"
                \(editions.joined(separator: "\n"))
                <Directory "\(roots.site)/assets">
                Require all granted
                </Directory>
                \(lines)
                </VirtualHost>
                """
        }
    }
}
