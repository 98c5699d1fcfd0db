internal import Diagnostics
internal import JSON
internal import SQLite

extension PortalWriter {
    /// Moves a record along its workflow: a row of `state_changes`, which the database refuses if it is not allowed.
    ///
    /// `state` is its id (`project.active`) or what follows the dot. `person` is the code of whoever decided it at the client: needed
    /// where the workflow leaves the move to the client or to one of its roles, refused where it is the agency's.
    public func setState(
        _ code: String, in name: String, to state: String, reason: String?, internalReason: String?,
        person: String?
    ) throws -> RecordChange {
        let finder = try finder()
        let source = finder.source
        let table = try finder.table(name)
        let found = try finder.record(code, in: table)
        guard let changes = source.table("state_changes"), let key = found.key.int,
            let own = changes.foreignKeys.first(where: { $0.table == name })?.pairs.first(where: {
                $0.from != "client_id"
            })?.from
        else {
            throw DiagnosticList([
                Diagnostic(
                    "records of `\(name)` have no workflow",
                    hint: table.has("state") ? "use `vitrine set \(name) \(code) state=…`" : nil)
            ])
        }
        let from = try text("state_id", of: found) ?? ""
        let to = try self.state(state, from: from)
        let decider = try person.flatMap { person in
            try source.table("people").map { try finder.record("\(found.client ?? "")/\(person)", in: $0) }
        }
        try requireDecision(by: decider, from: from, to: to, of: found)
        var values: [JSONValue.Member] = [
            .init(name: "client_id", value: found.clientID.map { .int($0) } ?? .null),
            .init(name: own, value: .int(key)), .init(name: "from_state_id", value: .string(from)),
            .init(name: "to_state_id", value: .string(to)),
            .init(name: "reason", value: reason.map { .string($0) } ?? .null),
            .init(name: "internal_reason", value: internalReason.map { .string($0) } ?? .null),
            .init(name: "changed_at", value: .string(author.at)),
        ]
        if let decider { values.append(.init(name: "changed_by_person_id", value: decider.key)) }
        return try showing(clients(of: found)) {
            try insert(values, into: changes)
            try record(
                AuditEntry(
                    "set-state", table: name, record: found.name, client: found.client,
                    before: [.init(name: "state_id", value: .string(from))],
                    after: [.init(name: "state_id", value: .string(to))]
                        + [("reason", reason), ("changed_by_person", decider?.name)].compactMap {
                            name, text in
                            text.map { .init(name: name, value: .string($0)) }
                        }))
            return found
        }
    }

    /// Says who may make a move before the database refuses it; what the rule is, its triggers decide.
    private func requireDecision(
        by person: FoundRecord?, from: String, to: String, of found: FoundRecord
    ) throws {
        let find = try database.prepare(
            "select allowed_role from workflow_transitions where from_state_id = ?1 and to_state_id = ?2",
            isLongLived: false)
        try find.bind(from, at: 1)
        try find.bind(to, at: 2)
        guard try find.step(), let role = find.text(at: 0) else { return }
        let people = try people(role, of: found)
        let names = people.map { "`\($0)`" }.joined(separator: ", ")
        let problem: Diagnostic? =
            switch (role, person) {
            case ("agency", nil), ("client", _?): nil
            case ("agency", let person?):
                Diagnostic(
                    "from `\(from)` to `\(to)` is the agency's step, not that of `\(person.name)`",
                    hint: "leave out `--by-person`")
            case (_, nil):
                Diagnostic(
                    "from `\(from)` to `\(to)` is the client's decision",
                    hint: "say whose: `--by-person CODE`" + (people.isEmpty ? "" : ", one of \(names)"))
            case (_, let person?) where people.contains(person.name): nil
            case (_, let person?):
                Diagnostic(
                    "`\(person.name)` has not the role `\(role)`, which this step is for",
                    hint: people.isEmpty ? "nobody at the client has it" : "those who have it: \(names)")
            }
        if let problem { throw DiagnosticList([problem]) }
    }

    /// The codes of the people who have a role at a record's client today.
    private func people(_ role: String, of found: FoundRecord) throws -> [String] {
        let rows = try database.prepare(
            """
            select distinct people.code from memberships
            join users on users.id = memberships.user_id
            join people on people.id = users.person_id
            where memberships.client_id = ?1 and memberships.role_id = ?2
                and coalesce(valid_from_on, '') <= ?3 and coalesce(valid_until_on, '9999') >= ?3
            order by people.code
            """, isLongLived: false)
        try rows.bind(found.clientID, at: 1)
        try rows.bind(role, at: 2)
        try rows.bind(author.day, at: 3)
        var codes: [String] = []
        while try rows.step() { codes.append(rows.text(at: 0) ?? "") }
        return codes
    }

    /// The state that a word means in the workflow of the state that a record is in.
    private func state(_ word: String, from: String) throws -> String {
        let rows = try database.prepare(
            """
            select id, id in (select to_state_id from workflow_transitions where from_state_id = ?1) from workflow_states
            where workflow_id = (select workflow_id from workflow_states where id = ?1) order by position, id
            """, isLongLived: false)
        try rows.bind(from, at: 1)
        var states: [(id: String, isNext: Bool)] = []
        while try rows.step() { states.append((rows.text(at: 0) ?? "", rows.integer(at: 1) != 0)) }
        let found = states.first { $0.id == word || $0.id.hasSuffix("." + word) }
        let next = states.filter(\.isNext).map { "`\($0.id)`" }.joined(separator: ", ")
        guard let found else {
            throw DiagnosticList([
                Diagnostic(
                    "the workflow has no state `\(word)`",
                    hint: didYouMean(word, in: states.map(\.id))
                        ?? "from `\(from)` it goes to \(next.isEmpty ? "nowhere" : next)")
            ])
        }
        guard found.isNext else {
            throw DiagnosticList([
                Diagnostic(
                    found.id == from
                        ? "it is in the state `\(from)` already" : "`\(from)` does not lead to `\(found.id)`",
                    hint: "it goes to \(next.isEmpty ? "nowhere" : next)")
            ])
        }
        return found.id
    }
}
