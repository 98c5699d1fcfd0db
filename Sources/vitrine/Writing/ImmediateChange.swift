internal import Diagnostics
internal import PortalData
internal import Publishing

/// A change of the database that takes something from readers, and with `--now` its publication.
struct ImmediateChange {
    static let options: [Command.Option] = [
        .init("now", nil, "publish at once what it takes away"),
        .init("with-pending", nil, "with `--now`: publish what waits for these clients as well"),
        PortalLock.waiting,
    ]
    /// For the details of commands that have the options.
    static let details = """
        It takes effect with the next publication, and with `--now` at once, for the clients that it concerns: no page of
        another client changes, no reader gets in, and pages keep their date. A client's pages are made anew where nothing
        else of it waits for a publication; else they stay, and only who may read them changes, unless `--with-pending`
        lets out what waits. Builds that are staged are removed by `--now`: they would bring it back.
        """

    let invocation: Invocation
    /// The table and name of what is changed.
    let thing: (table: String, name: String)
    /// What becomes of the clients' pages.
    enum Pages {
        /// They are what the change is about, so that they may not stay as they are.
        case mustChange
        case mayChange
        /// They are withdrawn.
        case go
    }
    var pages = Pages.mayChange

    /// Changes the database, and publishes if that is asked for.
    func run(_ change: () throws -> Void) throws -> ExitCode {
        guard invocation.has("now") else {
            if invocation.has("with-pending") {
                throw UsageError(message: "`--with-pending` goes with `--now`", command: nil)
            }
            try change()
            return .done
        }
        let folder = PortalFolder(root: invocation.folder)
        let configuration = try Configuration(of: folder)
        let lock = try PortalLock(of: folder, invocation)
        defer { lock.release() }
        let options = try BuildCommand.options(invocation, configuration, jobs: BuildCommand.jobs(invocation))
        let signer = try PublishCommand.signer(configuration)
        try PublishCommand.resume(folder, configuration, signer)
        guard
            let narrowing = try Narrowing(
                in: folder, configuration: configuration, options: options, signer: signer)
        else {
            try change()
            try Narrowing.dropStaged(in: folder)
            return Terminal.say("nothing is published, so there is nothing to take away")
        }
        let clients = try concerned().filter { slug in
            try pages != .go && narrowing.hasPublished(slug)
        }
        let obstacles = try narrowing.obstacles(of: clients).filter { obstacle in
            !obstacle.errors.isEmpty || !invocation.has("with-pending")
        }
        if pages == .mustChange, !obstacles.isEmpty { return refuse(obstacles) }
        try change()
        return publish(
            narrowing, configuration, clients.filter { slug in !obstacles.contains { $0.client == slug } },
            obstacles)
    }

    private func concerned() throws -> [String] {
        try LivePortal(of: invocation).clients(concernedBy: thing.name, in: thing.table)
    }

    private func refuse(_ obstacles: [Narrowing.Obstacle]) -> ExitCode {
        for obstacle in obstacles {
            Terminal.complain(obstacle.errors)
            say(obstacle, "the pages of \(obstacle.client) cannot be made")
        }
        guard obstacles.allSatisfy(\.errors.isEmpty) else {
            Terminal.complain(
                "nothing was changed; `vitrine client suspend SLUG --now` shuts a portal whatever is wrong")
            return .inputErrors
        }
        Terminal.complain("nothing was changed; `--with-pending` publishes that too")
        return .guardRefused
    }

    private func publish(
        _ narrowing: Narrowing, _ configuration: Configuration, _ clients: [String],
        _ obstacles: [Narrowing.Obstacle]
    ) -> ExitCode {
        let build: Build.Outcome
        let publication: Publication.Outcome?
        do {
            (build, publication) = try narrowing.run(rendering: clients)
        } catch {
            let code = Failure.report(error, of: PublishCommand.command)
            let isStopped = error is Interruption.Stop
            if let hook = error as? HookFailure, hook.isAfterSwitch { return code }
            Terminal.complain(
                "the change stands in the database, but it was not published: `vitrine build --publish` does it"
            )
            return error is DiagnosticList || isStopped ? code : .targetFailed
        }
        for obstacle in obstacles { say(obstacle, "the pages of \(obstacle.client) stay as they were") }
        Terminal.complain(build.diagnostics.filter { $0.severity == .error })
        for client in build.heldBack {
            Terminal.complain("the pages of \(client) stay as they were: the change leaves errors")
        }
        if let staged = build.staged, let publication {
            Terminal.say(
                "published \(staged.id); editions switched: \(publication.switched.count), "
                    + "withdrawn: \(publication.withdrawn.count)")
            PublishCommand.sayRules(publication, configuration)
        } else if build.heldBack.isEmpty {
            Terminal.say("nothing to publish: what readers have stays as it is")
        }
        guard pages == .mustChange, !build.heldBack.isEmpty else { return .done }
        Terminal.complain(
            "so readers still have it: correct that and `vitrine build --publish --client \(build.heldBack[0])`, "
                + "or `vitrine client suspend \(build.heldBack[0]) --now`")
        return .targetFailed
    }

    private func say(_ obstacle: Narrowing.Obstacle, _ beginning: String) {
        var reasons: [String] = []
        if !obstacle.errors.isEmpty { reasons.append("its data has errors") }
        if !obstacle.pages.isEmpty {
            let more = obstacle.pages.count > 3 ? " and \(obstacle.pages.count - 3) more" : ""
            reasons.append(
                "other changes wait for a publication: " + obstacle.pages.prefix(3).joined(separator: ", ")
                    + more)
        }
        if !obstacle.readers.isEmpty {
            reasons.append("readers wait to get in: " + obstacle.readers.joined(separator: ", "))
        }
        Terminal.complain(TerminalText.neutralised("\(beginning): " + reasons.joined(separator: "; ")))
    }
}
