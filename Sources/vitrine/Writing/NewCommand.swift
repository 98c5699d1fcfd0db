internal import Files
internal import PortalData

/// `vitrine new status-update`: a file to be written in, whose front matter are the columns.
enum NewCommand {
    static let command = Command(
        "new status-update", operands: "FILE", count: 1...1,
        summary: "Begin a status update in a Markdown file",
        details: """
            The front matter are the columns, the text below is the update. When it is written:
            `vitrine add status_updates --file FILE`. It is internal until `audience` says otherwise.

                vitrine new status-update week-47.md --client acme --project website
            """,
        options: [
            .init("client", "SLUG", "whose it is"), .init("project", "CODE", "the project that it is about"),
        ]
    ) { invocation in
        guard let client = invocation.options["client"], let project = invocation.options["project"] else {
            throw UsageError(message: "`new status-update` needs `--client` and `--project`", command: nil)
        }
        try LivePortal(of: invocation).find(project, of: client, in: "projects")
        let name = invocation.operands[0]
        let path = name.hasPrefix("/") ? name : invocation.folder + "/" + name
        guard FileSystem.kind(path) == nil else {
            throw UsageError(message: "there is a file `\(name)` already", command: nil)
        }
        let day = try Clock().today
        try AtomicWrite.write(
            """
            ---
            client: \(client)
            project: \(project)
            headline: ""
            code: \(project)-\(day)
            # green, amber or red
            scope_rag: green
            schedule_rag: green
            budget_rag: green
            audience: internal
            ---

            What was done, what comes next, and what you need from the client.

            """, to: path)
        return Terminal.say("began \(name); `vitrine add status_updates --file \(name)` adds it")
    }
}
