internal import PortalData
internal import Publishing

/// `vitrine log …`.
enum LogCommand {
    static let `import` = Command(
        "log import", operands: "FILE…", count: 1...1000,
        summary: "Read a web server's log: who read what, and when",
        details: """
            Takes the combined format of nginx, Apache and lighttpd, and lines of JSON: Caddy's, or with the names that nginx gives its
            variables. Each request for an edition becomes a row of `access_log` with its user, client and record; `history`, `withdraw`
            and `client suspend` tell who has read what. A line that was read before is not added again, so a log may be read
            while it is written, after it was rotated, and twice. Addresses are kept as keyed hashes alone. `-` is the standard input.

                vitrine log import /var/log/nginx/portal.log.1 /var/log/nginx/portal.log
                zcat /var/log/nginx/portal.log.*.gz | vitrine log import -
            """,
        options: [Author.option]
    ) { invocation in
        let log = try LogImport(into: PortalFolder(root: invocation.folder))
        let outcome = try invocation.changing { try log.run(invocation.operands, writer: $0) }
        Terminal.say(
            "read \(outcome.lines) lines: \(outcome.added) requests added, \(outcome.known) known, \(outcome.shared) for what "
                + "everybody may read, \(outcome.others) lines that are no requests")
        return .done
    }
}
