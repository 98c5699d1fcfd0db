internal import Diagnostics
internal import Files
internal import Glibc
internal import PortalData
internal import Publishing

/// `vitrine build`.
enum BuildCommand {
    static let command = Command(
        "build",
        summary: "Make one site for each set of readers, to be looked at or published",
        details: """
            Freezes the database, renders every edition in worker processes and stages the result below output/staged/,
            with the manifest and the server files. Nothing that readers see changes until it is published. What is wrong for
            one client holds that client back: what was published of it stays, the others go on. So does what the isolation audit
            finds: a name, title, number, user name or file name of another client, or of a record that the edition does not show.
            Where `review: true` stands below `publish` in vitrine.yaml, `--publish` does what `publish --narrow` does, and stages
            what is new. With `--to` a target is brought to it, as by `vitrine publish --to`; one that has a snapshot of which nothing is
            known here stops the build (exit code 3), since the state of this portal is missing.
            """,
        options: [
            .init("publish", nil, "publish at once what was built"),
            .init("as-of", "DATE", "the date of the data; else `as_of` of vitrine.yaml, else today in UTC"),
            .init(
                "baseline", "ID",
                "the snapshot that pages compare with; else the newest at least seven days older"),
            .init("jobs", "N", "how many worker processes; the number of cores by default"),
            .init("client", "SLUG", "this client alone; what others have stays as it is, or is narrowed"),
            .init("explain", nil, "say of each edition that is made why it is not left as it is published"),
            .init("strict", nil, "let nobody out when any client has errors"),
            .init("no-audit", nil, "do not search what is written for what its readers may not see"),
            .init("allow-shrink", "[SLUG]", "let this client, or any, lose most of what is published of it"),
            .init(
                "max-age", "AGE",
                "let no client out whose sources were read longer before the date of the data, as 36h or 7d"),
            RunReport.option,
            .init("exit-code", nil, "end with 5 when nothing has changed"),
            PortalLock.waiting,
        ] + TargetCommands.options, undone: "nothing was published",
        run: run)

    private static func run(_ invocation: Invocation) throws -> ExitCode {
        let folder = PortalFolder(root: invocation.folder)
        let jobs = try jobs(invocation)
        let isDelivering = try TargetCommands.isDelivering(invocation, command)
        guard !isDelivering || invocation.has("publish") else {
            throw UsageError(message: "`--to` belongs to `--publish`", command: command)
        }
        let configuration = try Configuration(of: folder)
        let options = try options(invocation, configuration, jobs: jobs)
        let signer = invocation.has("publish") ? try PublishCommand.signer(configuration) : nil
        if let slug = invocation.options["client"] {
            try LivePortal(of: invocation).clients(concernedBy: slug, in: "clients")
        }
        let lock = try PortalLock(of: folder, invocation)
        defer { lock.release() }
        // A build that does not publish may have no key to sign with; then what is half published waits.
        if let signer = signer ?? (try? PublishCommand.signer(configuration)) {
            try PublishCommand.resume(folder, configuration, signer)
        }
        let delivery = try signer.flatMap {
            try TargetCommands.delivery(invocation, folder, configuration, $0)
        }
        if !invocation.has("first") { try delivery?.check() }
        // Before the build, which is then made of what is published.
        let isReviewed = configuration.isReviewed
        let narrowed =
            if isReviewed, let signer {
                try PublishCommand.narrow(folder, configuration, options, signer)
            } else { ExitCode.done }
        let build = Build(of: folder, configuration: configuration, options: options)
        let progress = Progress()
        let outcome = try {
            defer { progress.end() }
            return try build.run { progress.show($0) }
        }()
        invocation.report.note(outcome, options)
        Terminal.complain(outcome.diagnostics)
        if !options.isAudited { Terminal.complain("warning: nothing was audited (`--no-audit`)") }
        for client in outcome.heldBack { Terminal.complain("held back: \(client)") }
        if invocation.has("explain") {
            for (edition, reason) in outcome.reasons { Terminal.say("\(edition): \(reason)") }
        }
        Terminal.say(
            "built \(outcome.clients) clients, \(outcome.editions) editions, \(outcome.pages) pages, "
                + "\(outcome.files) files, \(ByteCount.text(outcome.bytes))"
                + (outcome.kept > 0 ? "; \(outcome.kept) editions unchanged" : ""))
        guard let staged = outcome.staged else {
            Terminal.say("nothing has changed since the last publication")
            if let signer, signer.hasKey { try signer.sign(folder) }
            if let delivery { try TargetCommands.run(delivery, invocation) }
            return !outcome.heldBack.isEmpty || narrowed != .done
                ? .heldBack : invocation.has("exit-code") ? .nothingChanged : .done
        }
        if let signer, !isReviewed {
            do { try Interruption.check() } catch {
                try staged.remove()
                throw error
            }
            let publication = Publication(
                of: staged, in: folder, configuration: configuration, signer: signer)
            let published = try PublishCommand.run(publication)
            invocation.report.note(published, id: staged.id)
            PublishCommand.say(published, id: staged.id, folder, configuration)
        } else {
            Terminal.say("staged \(staged.id); `vitrine publish \(staged.id)` publishes it")
        }
        if let delivery { try TargetCommands.run(delivery, invocation) }
        return outcome.heldBack.isEmpty && narrowed == .done ? .done : .heldBack
    }

    /// What a build of this portal is made with.
    static func options(
        _ invocation: Invocation, _ configuration: Configuration, jobs: Int, isOfBuild: Bool = true
    ) throws -> Build.Options {
        let clock = try Clock()
        let asOf = invocation.options["as-of"] ?? configuration.asOf ?? clock.today
        guard Clock.isDay(asOf) else {
            throw UsageError(message: "`--as-of` takes a day such as 2026-11-20", command: command)
        }
        var options = Build.Options(
            asOf: asOf, builtAt: clock.now, jobs: jobs, isStrict: invocation.has("strict"),
            executable: "/proc/self/exe", generator: "vitrine \(Vitrine.version)")
        if isOfBuild { options.clients = invocation.options["client"].map { [$0] } }
        options.isAudited = !invocation.has("no-audit")
        if let slug = invocation.options["allow-shrink"] {
            options.allowance = slug.isEmpty ? .everybody : .client(slug)
        }
        options.maxAge = configuration.maxAge
        if let text = invocation.options["max-age"] {
            guard let age = SourceAge(text) else {
                throw UsageError(message: "`--max-age` takes a \(SourceAge.format)", command: command)
            }
            options.maxAge = age
        }
        if let id = invocation.options["baseline"] {
            guard
                try Snapshot.all(in: PortalFolder(root: invocation.folder)).snapshots.contains(where: {
                    $0.id == id
                })
            else {
                throw UsageError(
                    message: "no snapshot `\(id)` is kept; `vitrine snapshots` lists them", command: command)
            }
            options.baseline = id
        }
        return options
    }

    /// The value of `--jobs`, or the number of cores.
    static func jobs(_ invocation: Invocation) throws -> Int {
        guard let text = invocation.options["jobs"] else {
            return max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        }
        guard let number = Int(text), (1...256).contains(number) else {
            throw UsageError(message: "`--jobs` takes a number from 1 to 256", command: command)
        }
        return number
    }
}
