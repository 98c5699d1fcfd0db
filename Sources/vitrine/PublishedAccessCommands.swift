internal import Access
internal import Diagnostics
internal import Publishing

/// `vitrine access show|explain|verify`: what is published, and not what would be.
enum PublishedAccessCommands {
    static let all = [show, explain, verify]

    private static let root = Command.Option(
        "root", "FOLDER", "the folder with `site/` and `access/`; `output/` otherwise")

    private static let show = Command(
        "access show", summary: "Show who may read what of the published site",
        details: """
            A table of the editions with their files and readers, and one of the users. `access who` tells what the next build would do.
            """,
        options: [
            .init("user", "USER", "this user alone"), .init("edition", "EDITION", "this edition alone"), root,
        ]
    ) { invocation in
        let root = folder(invocation)
        let manifest = try PortalVerification.manifest(of: root)
        let counts = Dictionary(
            try PortalVerification.files(of: root).map { ($0.rule, 1) }, uniquingKeysWith: +)
        let snapshot = manifest.snapshot
        Terminal.say(
            "\(snapshot.id), as of \(snapshot.asOf)"
                + (snapshot.notAfter.map { ", to be replaced before \($0)" } ?? ""))
        let users = manifest.users.filter { user in
            (invocation.options["user"] ?? user.name) == user.name
                && invocation.options["edition"].map(user.groups.contains) ?? true
        }
        let editions = manifest.groups.map(\.id).filter { edition in
            (invocation.options["edition"] ?? edition) == edition
                && (invocation.options["user"] == nil || users.contains { $0.groups.contains(edition) })
        }
        Terminal.say("")
        say(
            [["EDITION", "FILES", "AT MOST", "FROM", "READERS"]]
                + editions.map { edition in
                    let readers = users.filter { $0.groups.contains(edition) }.map(\.name)
                    let rule = manifest.rules.first { $0.id == edition }
                    let places =
                        (rule?.networks ?? []) + [rule?.host].compactMap(\.self)
                        + (rule?.isSecondFactorRequired == true ? ["with a second factor"] : [])
                    return [
                        edition, "\(counts[edition] ?? 0)", rule?.classification.rawValue ?? "",
                        places.isEmpty ? "anywhere" : places.joined(separator: ", "),
                        readers.isEmpty ? "nobody" : readers.joined(separator: ", "),
                    ]
                })
        Terminal.say("")
        say(
            [["USER", "HOME", "VALID", "EDITIONS"]]
                + users.map { user in
                    let ends = [user.validFrom.map { "from \($0)" }, user.validUntil.map { "until \($0)" }]
                    let valid = ends.compactMap(\.self).joined(separator: " ")
                    return [
                        user.name, user.home, valid.isEmpty ? "always" : valid,
                        user.groups.joined(separator: ", "),
                    ]
                })
        return .done
    }

    private static let explain = Command(
        "access explain", summary: "Tell why a user may read a path, or not",
        details: """
            Decides by the published manifest and names the rule, the lines of the servers' files, and the rows of the database as
            it is now. Exit code 1 if the path is refused.

                vitrine access explain --user bob --path /acme/index.html
            """,
        options: [
            .init("path", "PATH", "as a browser asks for it"), .init("user", "USER", "nobody otherwise"),
            .init("address", "ADDRESS", "where the request comes from"),
            .init("host", "HOST", "the host that it names"),
            root,
        ]
    ) { invocation in
        guard let path = invocation.options["path"], path.hasPrefix("/") else {
            throw UsageError(message: "`access explain` takes `--path /…`", command: nil)
        }
        let portal = PortalFolder(root: invocation.folder)
        let sight = try (try? Configuration(of: portal)).map { configuration in
            try PortalSight(
                of: configuration.databasePath(in: portal), folder: portal,
                asOf: configuration.asOf ?? Clock().today)
        }
        let user = invocation.options["user"]
        let explanation = try AccessExplanation(
            user: user, path: path, address: invocation.options["address"], host: invocation.options["host"],
            root: folder(invocation), sight: sight)
        let who = user ?? "somebody without a password"
        Terminal.say(
            TerminalText.neutralised("\(who) \(explanation.isAllowed ? "may" : "may not") read \(path):"))
        for reason in explanation.reasons { Terminal.say("  " + TerminalText.neutralised(reason)) }
        return explanation.isAllowed ? .done : .inputErrors
    }

    private static let verify = Command(
        "access verify", summary: "Hold every published file against the manifest",
        details: """
            Compares the digest of each file, looks for files that nobody published, for symbolic links and for permissions that are
            too wide, for password files that let other people in, for a manifest that is too old to be used, and for one that is
            older than what was verified here before. With a public key, by option or in vitrine.yaml, also the signature.
            Needs neither the database nor vitrine.yaml, so it runs where the web server is. Exit code 8 if anything is wrong.

                vitrine access verify --root /srv/portal --public-key RWQ…

            With `--audit`, every published file is also searched for names, titles, numbers, user names and file names that its
            readers may not see by the database as it is now; that needs the portal.
            """,
        options: [
            root, .init("public-key", "KEY", "whose signature the manifest must have"),
            .init("audit", nil, "search every file for what its readers may not see"),
        ]
    ) { invocation in
        let configured = try? Configuration(of: PortalFolder(root: invocation.folder))
        let text = invocation.options["public-key"] ?? configured?.publicKey
        let key: VerifyingKey?
        do throws(SignatureError) {
            key = try text.map { text throws(SignatureError) in try VerifyingKey(text) }
        } catch {
            throw UsageError(message: "`--public-key`: \(error)", command: nil)
        }
        let report = try PortalVerification(root: folder(invocation), key: key).run(today: Clock().today)
        for erased in report.erased { Terminal.say(TerminalText.neutralised(erased)) }
        for fault in report.faults { Terminal.complain(TerminalText.neutralised("\(fault)")) }
        let id = report.manifest?.snapshot.id ?? "the manifest"
        guard report.faults.isEmpty else {
            Terminal.complain("\(id): \(report.faults.count) faults, \(report.sound) files as published")
            return .unproven
        }
        if invocation.has("audit") {
            let portal = PortalFolder(root: invocation.folder)
            let configuration = try Configuration(of: portal)
            guard let asOf = report.manifest?.snapshot.asOf else { return .unproven }
            let audit = try TreeAudit(of: portal, configuration: configuration).run(asOf: asOf)
            Terminal.complain(audit.diagnostics)
            guard audit.diagnostics.isEmpty else { return .unproven }
            Terminal.say("the audit found nothing in \(audit.files) files")
        }
        Terminal.say(
            "\(id) is whole: \(report.sound) files as published"
                + (report.erased.isEmpty ? "" : ", \(report.erased.count) erased")
                + (key == nil ? "; no signature was asked for" : "; the signature is good"))
        return .done
    }

    private static func folder(_ invocation: Invocation) -> String {
        invocation.options["root"] ?? PortalFolder(root: invocation.folder).output
    }

    /// Prints a table: columns as wide as their widest text, but the last.
    private static func say(_ rows: [[String]]) {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        for row in rows {
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            let line = cells.dropLast().joined(separator: "  ") + "  " + (row.last ?? "")
            Terminal.say(TerminalText.neutralised(line))
        }
    }
}
