internal import Diagnostics
internal import JSON
internal import Publishing

/// `vitrine snapshots|rollback|prune`: what was published before, and for how long it is kept.
enum SnapshotCommands {
    static let all = [list, rollback, prune]

    private static let list = Command(
        "snapshots", summary: "List what was published, the newest first",
        details: """
            A line for each snapshot that is kept: its id, the date of its data, when it was built, how many clients and editions it
            has. `*` is what readers see. With `--json` an array of objects, with the clients' slugs.
            """,
        options: [.init("json", nil, "as JSON")]
    ) { invocation in
        let folder = PortalFolder(root: invocation.folder)
        let (snapshots, current) = try Snapshot.all(in: folder)
        if invocation.has("json") { return Terminal.say(json(snapshots, current)) }
        for snapshot in snapshots {
            Terminal.say(
                "\(snapshot.id == current ? "*" : " ") \(snapshot.id)  as of \(snapshot.asOf)  built \(snapshot.builtAt)  "
                    + "\(snapshot.clients.count) clients, \(snapshot.editionCount) editions")
        }
        if snapshots.isEmpty { Terminal.complain("nothing was published yet") }
        return .done
    }

    private static func json(_ snapshots: [Snapshot], _ current: String?) -> String {
        var json = JSONWriter(indentation: 2)
        json.beginArray()
        for snapshot in snapshots {
            json.beginObject()
            for (name, text) in [
                ("id", snapshot.id), ("as_of", snapshot.asOf), ("built_at", snapshot.builtAt),
                ("previous", snapshot.previous),
            ] {
                json.name(name)
                json.string(orNull: text)
            }
            json.name("is_current")
            json.bool(snapshot.id == current)
            json.name("editions")
            json.int(snapshot.editionCount)
            json.name("clients")
            json.beginArray()
            for client in snapshot.clients { json.string(client) }
            json.endArray()
            json.endObject()
        }
        json.endArray()
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private static let rollback = Command(
        "rollback", operands: "[ID]", count: 0...1,
        summary: "Publish the pages of an earlier snapshot again",
        details: """
            Of the snapshot before the published one where no ID is given; `vitrine snapshots` lists them. It is published as a snapshot
            of its own: pages of then, for those who could read them then and may today. What was revoked, withdrawn, erased, has
            expired or was made more private since stays out: an edition that holds any of it stays as it is published, and the
            command ends with 4. An edition that was not there then goes. The next build publishes today's pages again.
            """, options: [PortalLock.waiting], undone: "nothing was published"
    ) { invocation in
        let folder = PortalFolder(root: invocation.folder)
        let configuration = try Configuration(of: folder)
        let signer = try PublishCommand.signer(configuration)
        let options = try BuildCommand.options(invocation, configuration, jobs: 1)
        let lock = try PortalLock(of: folder, invocation)
        defer { lock.release() }
        try PublishCommand.resume(folder, configuration, signer)
        let rollback = Rollback(of: folder, configuration: configuration, options: options, signer: signer)
        let outcome: Rollback.Outcome
        do {
            outcome = try rollback.run(to: invocation.operands.first)
        } catch let error as RollbackError {
            Terminal.complain("vitrine: \(error)")
            return .wrongUse
        }
        Terminal.say("rolled back to \(outcome.source)")
        PublishCommand.say(outcome.publication, id: outcome.id, folder, configuration)
        for (edition, reason) in outcome.refused { Terminal.complain("\(edition) stays as it is: \(reason)") }
        return outcome.refused.isEmpty ? .done : .heldBack
    }

    private static let prune = Command(
        "prune", summary: "Remove old snapshots, and builds that can no longer be published",
        details: """
            Every publication does so too, by `keep` and `keep_days` below `publish` of vitrine.yaml: the newest 12 where neither is
            said. Where both are, a snapshot that either keeps stays. What is published always stays, and so does what the next
            builds compare with: the last snapshot of each of the last days, and the one before them. Also removes what
            interruptions left, and staged builds that were overtaken.
            """,
        options: [
            .init("keep", "N", "keep the newest N"),
            .init("older-than", "DAYS", "remove those whose data is older than the published by more days"),
            PortalLock.waiting,
        ], undone: "nothing was removed"
    ) { invocation in
        let folder = PortalFolder(root: invocation.folder)
        let rule = SnapshotRule(
            count: try number("keep", 1, invocation), days: try number("older-than", 0, invocation))
        let configuration = try Configuration(of: folder)
        let lock = try PortalLock(of: folder, invocation)
        defer { lock.release() }
        let pruning = SnapshotPruning(of: folder)
        let isSaid = invocation.has("keep") || invocation.has("older-than")
        let outcome = try pruning.run(isSaid ? rule : configuration.keeping)
        let rest = try pruning.sweep()
        say(outcome)
        if rest > 0 { Terminal.say("removed \(rest) that no snapshot names") }
        if outcome.isEmpty, rest == 0 { Terminal.say("there is nothing to remove") }
        return .done
    }

    /// What a publication or a pruning removed.
    static func say(_ outcome: SnapshotPruning.Outcome) {
        for id in outcome.snapshots { Terminal.say("removed the snapshot \(id)") }
        if outcome.generations > 0 { Terminal.say("  with \(outcome.generations) trees of editions") }
        for id in outcome.staged { Terminal.say("removed the staged build \(id), which was overtaken") }
    }

    private static func number(_ option: String, _ least: Int, _ invocation: Invocation) throws -> Int? {
        guard let text = invocation.options[option] else { return nil }
        guard let number = Int(text), (least...100_000).contains(number) else {
            throw UsageError(message: "`--\(option)` takes a number from \(least) to 100000", command: prune)
        }
        return number
    }
}
