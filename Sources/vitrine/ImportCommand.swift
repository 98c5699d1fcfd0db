internal import Diagnostics
internal import Import
internal import PortalData
internal import Publishing

/// `vitrine import`.
enum ImportCommand {
    static let command = Command(
        "import", operands: "FILE…", count: 1...10_000,
        summary: "Read records from CSV, JSON, JSON Lines or Markdown files into tables",
        details: """
            With `--into`, the fields are called as the table's columns are; a column such as `project` or `client` takes the
            code or slug of the row that it refers to. `--map` names a file that says how foreign fields become columns,
            `--preset` a mapping for what another system exports; docs/import.md describes both. The key, a `unique` of the
            table, decides whether a record is inserted, changes its row, or is left out as unchanged: the second run of an
            import changes nothing.

            Every record that cannot be taken is told with its line. One is enough for nothing to be written, but with
            `--partial` the good ones are, and the others wait in `vitrine sync list` (exit code 4).

            A folder that `vitrine export` made is read as a whole, with none of the options: a client that is not here yet,
            its rows, users without passwords, and files.

                vitrine import plan.csv --into milestones --client acme --dry-run
                vitrine import export.csv --map invoices.yaml --partial
                vitrine import board.json --preset trello --client acme
                vitrine import /exports/acme-2026-11-20
            """,
        options: [
            .init("into", "TABLE", "the table whose columns the fields are"),
            .init("map", "FILE", "a mapping file"),
            .init("preset", "NAME", "a mapping that is built in: \(Preset.names.joined(separator: ", "))"),
            .init("client", "SLUG", "whose rows these are"),
            .init(
                "format", "FORMAT", "csv, json, jsonl or markdown; by the end of the file's name otherwise"),
            .init(
                "encoding", "NAME",
                "utf-8, utf-16le, utf-16be, windows-1252 or iso-8859-1; found out otherwise"),
            .init("separator", "CHARACTER", "between fields: `,`, `;`, `|` or `tab`; found out otherwise"),
            .init("dry-run", nil, "write nothing"),
            .init("partial", nil, "take the good records and keep the others for later"),
            Author.option,
            PortalLock.waiting,
        ], undone: "nothing was written",
        run: run)

    private static func run(_ invocation: Invocation) throws -> ExitCode {
        let first = invocation.operands[0]
        let path = first.hasPrefix("/") ? first : invocation.folder + "/" + first
        if invocation.operands.count == 1, ClientImport.isExport(path) {
            guard invocation.options.keys.allSatisfy({ ["actor", "wait"].contains($0) }) else {
                throw UsageError(
                    message: "an export is imported as a whole, without options", command: command)
            }
            return try ExportCommand.read(path, invocation)
        }
        let request = try request(invocation)
        let progress = Progress()
        let report = try {
            defer { progress.end() }
            let run = ImportRun(
                request, as: try Author(of: invocation),
                onProblem: { problem in
                    progress.end()
                    Terminal.complain([problem])
                }, onProgress: { progress.show(bytes: $0, of: $1) })
            return try run.run(in: LivePortal(of: invocation))
        }()
        for table in report.tables {
            Terminal.say(
                "\(table.table): \(table.inserted) inserted, \(table.updated) updated, \(table.unchanged) unchanged"
            )
        }
        if report.filtered > 0 { Terminal.say("left out by the mapping: \(report.filtered)") }
        if report.rejected > 0 { Terminal.say("rejected: \(report.rejected)") }
        if report.visible > 0 {
            Terminal.say("visible to readers from the next publication on: \(report.visible)")
        }
        if !report.isWritten {
            Terminal.say(request.isDryRun ? "a dry run: nothing was written" : "nothing was written")
        } else if report.rejected > 0 {
            Terminal.say("`vitrine sync list` shows what was rejected")
        }
        guard report.rejected > 0 else { return .done }
        return report.isWritten ? .heldBack : .inputErrors
    }

    private static func request(_ invocation: Invocation) throws -> ImportRequest {
        func file(_ name: String) -> ImportRequest.File {
            .init(path: name.hasPrefix("/") ? name : invocation.folder + "/" + name, name: name)
        }
        let targets: [ImportRequest.Target] = [
            invocation.options["into"].map { .table($0) },
            invocation.options["map"].map { .mapping(file($0)) },
            invocation.options["preset"].map { .preset($0) },
        ].compactMap { $0 }
        guard targets.count == 1 else {
            throw UsageError(
                message: "`import` takes one of `--into`, `--map` and `--preset`", command: command)
        }
        var request = ImportRequest(files: invocation.operands.map(file), target: targets[0])
        request.client = invocation.options["client"]
        if let name = invocation.options["format"] {
            request.format = try choice(name, SourceFormat.self, "format")
        }
        if let name = invocation.options["encoding"] {
            request.encoding = try choice(name.lowercased(), Encoding.self, "encoding")
        }
        if let text = invocation.options["separator"] {
            request.separator = ImportRequest.separator(text)
            if request.separator == nil {
                throw UsageError(message: "`--separator` takes one character, or `tab`", command: command)
            }
        }
        request.isDryRun = invocation.has("dry-run")
        request.isPartial = invocation.has("partial")
        return request
    }

    private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ type: Choice.Type, _ option: String
    ) throws(UsageError) -> Choice {
        if let choice = Choice(rawValue: name) { return choice }
        let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        throw UsageError(message: "`--\(option)` takes one of \(all)", command: command)
    }
}
