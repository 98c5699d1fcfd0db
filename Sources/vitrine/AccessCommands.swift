internal import Diagnostics
internal import PortalData
internal import Publishing

/// `vitrine access …`.
enum AccessCommands {
    static let who = Command(
        "access who", operands: "TABLE CODE", count: 2...2,
        summary: "Show who sees a record, in which editions, and why",
        details: """
            Makes every edition of the record's client from the database as it is now, and looks whether the record is in it: what
            the next build would publish, and not what is published. CODE is the row's code or number; `acme/website` where two
            clients have the same code. With `--explain`, everything that shows or hides it for one user; exit code 1 if it is
            hidden.

                vitrine access who documents acme/contract --explain ada
            """,
        options: [
            .init("explain", "USER", "tell for this user alone"),
            .init("as-of", "DATE", "the date of the data"),
        ]
    ) { invocation in
        let folder = PortalFolder(root: invocation.folder)
        let configuration = try Configuration(of: folder)
        let asOf = try invocation.options["as-of"] ?? configuration.asOf ?? Clock().today
        guard Clock.isDay(asOf) else {
            throw UsageError(message: "`--as-of` takes a day such as 2026-11-20", command: nil)
        }
        let sight = try PortalSight(of: configuration.databasePath(in: folder), folder: folder, asOf: asOf)
        let (table, code) = (invocation.operands[0], invocation.operands[1])
        if let user = invocation.options["explain"] {
            let (isSeen, reasons) = try sight.explanation(of: user, seeing: code, in: table)
            say("\(user) \(isSeen ? "sees" : "does not see") \(table) \(code):")
            for reason in reasons { say("  \(reason)") }
            return isSeen ? .done : .inputErrors
        }
        let found = try sight.readers(of: code, in: table)
        say("\(found.record), as of \(asOf)")
        say("editions: \(found.editions.isEmpty ? "none" : found.editions.joined(separator: ", "))")
        for reader in found.readers {
            say(
                "\(reader.username)\(reader.hasPassword ? "" : " (no password yet)"): "
                    + reader.editions.joined(separator: ", "))
            for reason in reader.reasons { say("  \(reason)") }
        }
        if !found.others.isEmpty { say("not: \(found.others.joined(separator: ", "))") }
        return .done
    }

    private static func say(_ text: String) { Terminal.say(TerminalText.neutralised(text)) }
}
