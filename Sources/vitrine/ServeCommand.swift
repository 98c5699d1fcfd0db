internal import Access
internal import Diagnostics
internal import Preview
internal import Publishing

/// `vitrine serve`.
enum ServeCommand {
    static let command = Command(
        "serve", operands: "ID", count: 0...1,
        summary: "Show the site on this machine, as one reader would see it",
        details: """
            Serves what is published, or with --staged a build that waits (the only one, or that of the ID), on 127.0.0.1 until it is
            ended. --as decides by the manifest for one user: what he may not read is answered like what is not there. Without it
            everything can be read. The bytes are those that are, or would be, published, each checked against its digest, with the
            headers of the manifest; it answers requests for localhost and 127.0.0.1 alone. A page that was looked at is a build that was
            reviewed, which `publish` without an ID asks for.
            """,
        options: [
            .init("staged", nil, "a staged build instead of what is published"),
            .init("as", "USER", "the user who reads; everything can be read by default"),
            .init("port", "N", "where to listen; 8080 by default, 0 takes one that is free"),
        ], run: run)

    private static func run(_ invocation: Invocation) throws -> ExitCode {
        let folder = PortalFolder(root: invocation.folder)
        let port = try port(invocation)
        guard invocation.has("staged") || invocation.operands.isEmpty else {
            throw UsageError(message: "an ID goes with `--staged`", command: command)
        }
        var staged: StagedBuild?
        if invocation.has("staged") {
            staged = try StagedBuild.wanted(invocation.operands.first, in: folder)
            guard staged != nil else { return .wrongUse }
        }
        let view = try SiteView(of: staged, in: folder)
        let reader = invocation.options["as"]
        let user = view.manifest.users.first { $0.name == reader }
        guard reader == nil || user != nil else {
            throw UsageError(
                message: "the manifest has no user `\(TerminalText.neutralised(reader ?? ""))`",
                command: command)
        }
        let answers = PreviewAnswers(
            manifest: view.manifest, reader: reader, files: view.files, bytes: view.bytes)
        var isReviewed = false
        let server: PreviewServer
        do {
            server = try PreviewServer(answers, port: port) { file in
                guard !isReviewed, file.mediaType == "text/html", file.rule != "assets" else { return }
                isReviewed = true
                try? staged?.markReviewed(by: "vitrine serve")
            }
        } catch {
            Terminal.complain("vitrine: cannot listen on port \(port)")
            return .inputErrors
        }
        let homes = user.map { [$0.home] } ?? view.manifest.groups.map(\.id)
        for home in homes { Terminal.say("http://127.0.0.1:\(server.port)/\(home)/") }
        server.run()
    }

    private static func port(_ invocation: Invocation) throws -> UInt16 {
        guard let text = invocation.options["port"] else { return 8080 }
        guard let port = UInt16(text) else {
            throw UsageError(message: "`--port` takes a number from 0 to 65535", command: command)
        }
        return port
    }
}
