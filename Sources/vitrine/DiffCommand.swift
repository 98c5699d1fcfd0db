internal import Diagnostics
internal import JSON
internal import Publishing

/// `vitrine diff`.
enum DiffCommand {
    static let command = Command(
        "diff", operands: "ID", count: 0...1,
        summary: "Show what a staged build would change of what is published",
        details: """
            For each edition: records that are new (+), changed (~, with state, dates and progress from and to) or gone (-), and
            files that are added, changed or removed. It is for the agency: it names what readers are no longer shown. Without an
            ID it takes the one build that waits. Whoever asked for it has looked at the build, which `publish` without an ID asks
            for. The JSON has a schema: docs/diff.schema.json.
            """,
        options: [
            .init("client", "SLUG", "this client alone"),
            .init("json", nil, "as JSON"),
        ], run: run)

    private static func run(_ invocation: Invocation) throws -> ExitCode {
        let folder = PortalFolder(root: invocation.folder)
        guard let staged = try StagedBuild.wanted(invocation.operands.first, in: folder) else {
            return .wrongUse
        }
        let difference = try BuildDifference(of: staged, in: folder, client: invocation.options["client"])
        if invocation.has("json") { Terminal.put(json(difference), on: 1) } else { show(difference) }
        try staged.markReviewed(by: "vitrine diff")
        return .done
    }

    // MARK: For people

    private static func show(_ difference: BuildDifference) {
        Terminal.say("\(difference.id) against \(difference.published ?? "nothing"):")
        if difference.editions.isEmpty { Terminal.say("  no record and no file is different") }
        for edition in difference.editions {
            Terminal.say(
                "\(edition.name): \(edition.change.rawValue), \(edition.records.count) records, \(edition.files.count) files"
            )
            for record in edition.records {
                let sign = ["new": "+", "gone": "-"][record.change.rawValue] ?? "~"
                let moves = record.moves.map { move in
                    "\(move.field) \(move.from ?? "–") → \(move.to ?? "–")"
                }
                say("\(sign) \(record.table) \(record.name)", moves)
            }
            for file in edition.files {
                let sign = ["added": "+", "removed": "-"][file.change.rawValue] ?? "~"
                say("\(sign) \(file.path)", [])
            }
        }
    }

    private static func say(_ text: String, _ moves: [String]) {
        let line = moves.isEmpty ? text : text + ": " + moves.joined(separator: ", ")
        Terminal.say("  " + TerminalText.neutralised(line))
    }

    // MARK: For programs

    private static func json(_ difference: BuildDifference) -> String {
        var json = JSONWriter(indentation: 2)
        json.beginObject()
        json.name("id")
        json.string(difference.id)
        json.name("published")
        json.string(orNull: difference.published)
        json.name("clients")
        json.beginArray()
        var clients: [String] = []
        for edition in difference.editions where clients.last != edition.client {
            clients.append(edition.client)
        }
        for client in clients {
            json.beginObject()
            json.name("slug")
            json.string(client)
            json.name("editions")
            json.beginArray()
            for edition in difference.editions where edition.client == client { write(edition, to: &json) }
            json.endArray()
            json.endObject()
        }
        json.endArray()
        json.endObject()
        json.newline()
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private static func write(_ edition: BuildDifference.Edition, to json: inout JSONWriter) {
        func members(_ members: [(String, String?)], _ json: inout JSONWriter) {
            for (name, text) in members {
                json.name(name)
                json.string(orNull: text)
            }
        }
        json.beginObject()
        members([("name", edition.name), ("change", edition.change.rawValue)], &json)
        json.name("records")
        json.beginArray()
        for record in edition.records {
            json.beginObject()
            members(
                [("table", record.table), ("name", record.name), ("change", record.change.rawValue)], &json)
            json.name("moves")
            json.beginArray()
            for move in record.moves {
                json.beginObject()
                members([("field", move.field), ("from", move.from), ("to", move.to)], &json)
                json.endObject()
            }
            json.endArray()
            json.endObject()
        }
        json.endArray()
        json.name("files")
        json.beginArray()
        for file in edition.files {
            json.beginObject()
            members([("path", file.path), ("change", file.change.rawValue)], &json)
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }
}

extension StagedBuild {
    /// The build of an id, or without one that which can be published next; says so where there is none, or a choice.
    static func wanted(_ id: String?, in folder: PortalFolder) throws -> StagedBuild? {
        if let id, let build = StagedBuild(id: id, in: folder) { return build }
        let waiting = try StagedBuild.all(in: folder)
        if id == nil, waiting.count == 1 { return waiting[0] }
        if let id { Terminal.complain("vitrine: no build `\(TerminalText.neutralised(id))` is staged") }
        if id == nil, waiting.count > 1 { Terminal.complain("vitrine: more than one build waits: name one") }
        Terminal.complain(
            waiting.isEmpty
                ? "nothing is staged" : "staged: " + waiting.map(\.id).joined(separator: ", "))
        return nil
    }
}
