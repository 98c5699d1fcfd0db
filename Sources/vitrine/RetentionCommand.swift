internal import Diagnostics
internal import PortalData
internal import Publishing

/// `vitrine retention`.
enum RetentionCommand {
    static let command = Command(
        "retention", summary: "Withhold, archive or delete records whose time has come",
        details: """
            How long records are kept is in `retention_policies`; which policy holds, in `documents`, `document_types` and, for the
            records of whole tables, `retention_rules`. `--plan` tells what is due and changes nothing. `--apply` does it, in one
            transaction: rows, files that no other row names, waiting builds; and the database's file is written anew, so that
            nothing of them is left in it. What is on legal hold stays, and is listed. The audit log says what went by its digest
            alone. What is published goes with the next publication. A run that was interrupted is finished by the next one.

                vitrine retention --plan --as-of 2027-01-01
                vitrine retention --apply && vitrine build --publish
            """,
        options: [
            .init("plan", nil, "tell what would happen"), .init("apply", nil, "do it"),
            .init("as-of", "DATE", "with `--plan`: what is due until then; today by default"), Author.option,
            PortalLock.waiting,
        ], undone: "nothing was changed"
    ) { invocation in
        guard invocation.has("plan") != invocation.has("apply") else {
            throw UsageError(
                message: "`retention` takes either `--plan` or `--apply`; a plan changes nothing",
                command: nil)
        }
        let day = invocation.options["as-of"]
        guard day == nil || invocation.has("plan") else {
            throw UsageError(
                message: "`--as-of` is for `--plan`: nothing is deleted before its day", command: nil)
        }
        let author = try Author(of: invocation)
        guard Clock.isDay(day ?? author.day) else {
            throw UsageError(message: "`--as-of` takes a day such as 2026-11-20", command: nil)
        }
        let folder = PortalFolder(root: invocation.folder)
        let lock = try PortalLock(of: folder, invocation)
        defer { lock.release() }
        let pruning = try Pruning(of: folder, LivePortal(of: invocation), as: author)
        if invocation.has("plan") {
            let outcome = try pruning.plan(until: day ?? author.day)
            say(outcome, "due until \(day ?? author.day)")
            return Terminal.say("nothing was changed; `vitrine retention --apply` does it")
        }
        let outcome = try pruning.retain()
        say(outcome, "done")
        return PruningReport.end(outcome)
    }

    private static func say(_ outcome: Pruning.Outcome, _ title: String) {
        let retention = outcome.retention
        Terminal.say(
            "\(title): \(count(retention.done.count, "record")); on legal hold: \(retention.held.count)")
        for item in retention.done {
            let sizes = item.files.compactMap { outcome.sizes[$0] }
            let files =
                sizes.isEmpty ? "" : ", \(count(sizes.count, "file")) of \(sizes.reduce(0, +)) bytes"
            PruningReport.say(
                "  \(name(item)): \(item.action.rawValue), \(reason(item)), \(count(item.rows, "row"))\(files)"
            )
        }
        for item in retention.held {
            PruningReport.say("  \(name(item)): kept, \(item.hold ?? ""); \(reason(item))")
        }
        var groups: [(key: String, count: Int)] = []
        for item in retention.done {
            let key =
                "\(item.client ?? "the agency") \(item.table) \(item.policy ?? "no policy") (\(item.action.rawValue))"
            if let index = groups.firstIndex(where: { $0.key == key }) {
                groups[index].count += 1
            } else {
                groups.append((key, 1))
            }
        }
        for group in groups { PruningReport.say("\(group.key): \(count(group.count, "record"))") }
        if let log = retention.log, log.rows > 0 {
            PruningReport.say(
                "access_log until \(log.lastDay): \(count(log.rows, "row")), by policy \(log.policy)")
        }
        if !retention.files.isEmpty {
            let bytes = outcome.sizes.values.reduce(0, +)
            Terminal.say("files that no row names any more: \(retention.files.count), \(bytes) bytes")
        }
        PruningReport.say(forgotten: retention.forgotten)
        for path in retention.shared { PruningReport.say("kept, as other rows need it: content/\(path)") }
    }

    private static func name(_ item: RetentionItem) -> String {
        "\(item.table) \(item.record)" + (item.client.map { $0 == item.record ? "" : " (\($0))" } ?? "")
    }

    private static func reason(_ item: RetentionItem) -> String {
        item.isAgain
            ? "pruned before, on \(item.due)" : "due \(item.due) by policy \(item.policy ?? "of none")"
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
