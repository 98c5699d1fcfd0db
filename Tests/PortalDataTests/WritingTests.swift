import Diagnostics
import PortalData
import SQLite
import Testing

/// Filling the database by name: `add`, `set`, `release`, `withdraw`, `set-state`.
@Suite struct WritingTests {
    private func add(_ portal: SamplePortal, _ table: String, _ columns: String...) throws -> RecordChange {
        let assignments = try columns.map { try Assignment(parsing: $0) }
        return try portal.write(as: "ada") { try $0.add(assignments, to: table) }
    }

    private func set(
        _ portal: SamplePortal, _ table: String, _ code: String, _ columns: String...
    ) throws -> RecordChange {
        let assignments = try columns.map { try Assignment(parsing: $0) }
        return try portal.write(as: "ada") { try $0.set(assignments, of: code, in: table) }
    }

    private func row(_ portal: SamplePortal, _ sql: String) throws -> String? {
        try Connection(path: portal.database, mode: .readOnly).text(sql)
    }

    @Test func aRowIsAddedByNamesAndIsInternal() throws {
        let portal = try SamplePortal()
        let change = try add(
            portal, "milestones", "client=acme-corp", "project=website", "title=Go live!", "due_on=today")
        #expect(change.record == "milestones go-live (acme-corp)")
        #expect(change.visibility.changes == [])
        #expect(
            try row(
                portal,
                "select client_id || ' ' || project_id || ' ' || due_on || ' ' || audience from milestones where code = 'go-live'"
            ) == "2 20 2026-11-21 internal")
        #expect(
            try portal.audit().last
                == #"ada add milestones go-live acme-corp  {"client_id":2,"project_id":20,"title":"Go live!","due_on":"2026-11-21","code":"go-live"}"#
        )
    }

    @Test func whatBecomesVisibleIsCountedByEdition() throws {
        let portal = try SamplePortal()
        let change = try add(
            portal, "milestones", "client=acme", "project=website", "title=Beta", "due_on=2026-12-01",
            "audience=team")
        #expect(change.visibility.changes.map(\.edition) == ["acme", "acme.finance.team"])
        #expect(change.visibility.changes.allSatisfy { $0.shown == 1 && $0.hidden == 0 && $0.isPublished })
        let hidden = try set(portal, "projects", "acme/website", "audience=finance")
        #expect(hidden.visibility.changes.map { "\($0.edition) \($0.shown) \($0.hidden)" } == ["acme 0 3"])
    }

    @Test func suspendingAClientTellsWhoIsLockedOut() throws {
        let change = try set(SamplePortal(), "clients", "acme", "status=suspended")
        #expect(change.visibility.excluded == ["fin", "tia", "tom"])
        #expect(change.visibility.changes.allSatisfy { $0.hidden > 0 })
    }

    @Test func everyMistakeIsToldAtOnceWithTheNearestName() throws {
        let portal = try SamplePortal()
        let before = try portal.audit()
        let list = #expect(throws: DiagnosticList.self) {
            try add(
                portal, "milestones", "client=acme", "project=websit", "titel=x", "due_on=2026-02-30",
                "audience=tema",
                "progress=half", "due_on=2026-02-20")
        }
        #expect(
            list?.all.map { "\($0.message) – \($0.hint ?? "")" } == [
                "`milestones` has no column `titel` – did you mean `title`?",
                "`due_on` is given twice – ",
                "`project_id`: there is no `acme/websit` in `projects` – did you mean `website`?",
                "`due_on` is not a date – write it as 2026-11-30, or `today`",
                "the client has no audience `tema` – did you mean `team`?",
                "`progress` is not a whole number – write it as 42",
            ])
        #expect(try portal.audit() == before)
    }

    @Test(arguments: [
        ("milestone", "there is no table `milestone`", "did you mean `milestones`?"),
        ("audit_log", "`audit_log` is not filled by hand", "it is written by the tool alone"),
        ("internal_writers", "there is no table `internal_writers`", nil),
        ("grants", "`grants` is not filled by hand", "use `vitrine grant` and `vitrine revoke`"),
    ])
    func aTableThatIsNotFilledByHandIsRefused(table: String, message: String, hint: String?) throws {
        let list = try #require(throws: DiagnosticList.self) { try add(SamplePortal(), table, "a=b") }
        #expect(list.all.first?.message == message)
        #expect(list.all.first?.hint == hint)
    }

    @Test func aCodeOfTwoClientsHasToBeTold() throws {
        let portal = try SamplePortal()
        let list = #expect(throws: DiagnosticList.self) { try set(portal, "projects", "website", "name=New") }
        #expect(list?.all.first?.hint == "write `acme/website` or `acme-corp/website`")
        _ = try set(portal, "projects", "acme-corp/website", "name=New")
        #expect(
            try row(
                portal,
                "select group_concat(name) from (select name from projects where code = 'website' order by id)"
            ) == "acme-team,New")
    }

    @Test func aRowOfAnotherClientCannotBeNamed() throws {
        #expect(throws: DiagnosticList.self) {
            try add(
                SamplePortal(), "milestones", "client=acme-corp", "project=funding", "title=x",
                "due_on=2026-12-01")
        }
        #expect(throws: DiagnosticList.self) {
            try set(SamplePortal(), "projects", "app", "client=acme-corp")
        }
    }

    @Test(arguments: [
        ("budget=12.50 EUR", "1250"), ("budget=-0 EUR", "0"), ("budget=7 EUR", "700"),
        ("budget_minor=99", "99"),
        ("budget_minor=12.5 EUR", "1250"), ("budget=", nil),
    ])
    func amountsAreStoredInMinorUnits(written: String, stored: String?) throws {
        let portal = try SamplePortal()
        _ = try set(portal, "projects", "app", "budget_minor=1")
        _ = try set(portal, "projects", "app", written)
        #expect(try row(portal, "select budget_minor from projects where code = 'app'") == stored)
    }

    @Test(arguments: [
        "budget=12.505 EUR", "budget=12.50 USD", "budget=12", "budget=1e3 EUR", "budget= EUR",
        "budget=12. EUR",
        "budget=٣ EUR", "budget=99999999999999999999 EUR", "budget=+1 EUR", "budget_minor=1.5",
        "budget=1 2 EUR",
        "budget=-5 EUR",
    ])
    func anAmountThatIsNotExactIsRefused(_ written: String) throws {
        #expect(throws: DiagnosticList.self) { try set(SamplePortal(), "projects", "app", written) }
    }

    @Test(arguments: [
        "'; drop table users; --", "\u{202E}desrever", "\"double\" 'single' `back`", "a=b=c",
        "😀\u{1F468}\u{200D}\u{1F469}",
        "line\nbreak\r\ttab", "\u{1B}[31mred", String(repeating: "x", count: 1_000_000), "null",
        "-- no option",
    ])
    func anyTextIsKeptAsItIs(_ text: String) throws {
        let portal = try SamplePortal()
        _ = try set(portal, "projects", "app", "name=\(text)")
        #expect(try row(portal, "select name from projects where code = 'app'") == text)
        #expect(try portal.live.checkAudit().diagnostics == [])
        #expect(try portal.contents(of: "acme").texts("projects", "name").contains(text))
    }

    @Test(arguments: ["name=a\0b", "code=A B", "code=", "name=", "due_on=2026-13-01", "no assignment", "=x"])
    func whatNoColumnTakesIsRefused(_ written: String) throws {
        let portal = try SamplePortal()
        #expect(throws: DiagnosticList.self) { try set(portal, "projects", "app", written) }
        #expect(try row(portal, "select name from projects where id = 13") == "acme-app")
    }

    @Test func secretsAndStatesHaveCommandsOfTheirOwn() throws {
        #expect(throws: DiagnosticList.self) { try set(SamplePortal(), "users", "tia", "password_hash=x") }
        #expect(throws: DiagnosticList.self) {
            try set(SamplePortal(), "projects", "app", "state=project.active")
        }
    }

    @Test func releasingShowsAndWithdrawingHides() throws {
        let portal = try SamplePortal()
        let released = try portal.write(as: "ada") {
            try $0.release("secret", in: "projects", to: nil, from: nil, until: "2026-12-31")
        }
        // The project, and the milestone below it, which was the team's all the time.
        #expect(
            released.visibility.changes.map { "\($0.edition) \($0.shown)" } == [
                "acme 2", "acme.finance.team 2",
            ])
        #expect(try row(portal, "select expires_on from projects where code = 'secret'") == "2027-01-01")
        let withdrawn = try portal.write(as: "ada") { try $0.withdraw("secret", in: "projects") }
        #expect(
            withdrawn.visibility.changes.map { "\($0.edition) \($0.hidden)" } == [
                "acme 2", "acme.finance.team 2",
            ])
        #expect(try portal.audit().last?.hasPrefix("ada withdraw projects secret acme") == true)
    }

    @Test func aStateIsSetAlongTheWorkflowAlone() throws {
        let portal = try SamplePortal()
        func move(_ state: String, _ reason: String? = nil) throws {
            _ = try portal.write(as: "ada") {
                try $0.setState(
                    "app", in: "projects", to: state, reason: reason, internalReason: nil, person: nil)
            }
        }
        try move("active")
        #expect(throws: DiagnosticList.self) { try move("project.on-hold") }
        try move("project.on-hold", "because")
        let list = #expect(throws: DiagnosticList.self) { try move("done") }
        #expect(list?.all.first?.hint == "it goes to `project.active`, `project.cancelled`")
        let unknown = #expect(throws: DiagnosticList.self) { try move("project.activ") }
        #expect(unknown?.all.first?.hint == "did you mean `project.active`?")
        #expect(try row(portal, "select state_id from projects where code = 'app'") == "project.on-hold")
        #expect(
            try portal.audit().last
                == #"ada set-state projects app acme {"state_id":"project.active"} {"state_id":"project.on-hold","reason":"because"}"#
        )
    }

    @Test func columnsMayStandInFrontMatter() throws {
        let portal = try SamplePortal()
        let file =
            "---\nclient: acme\nproject: website\nheadline: \"All: well\"\nwrong: 1\n---\n\nThe *text*.\n"
        let assignments = try Assignment.all(inFrontMatter: Array(file.utf8), file: "update.md")
        let list = #expect(throws: DiagnosticList.self) {
            try portal.write(as: "ada") { try $0.add(assignments, to: "status_updates") }
        }
        #expect(list?.all.map { "\($0.file ?? ""):\($0.range?.line ?? 0)" } == ["update.md:5"])
        _ = try portal.write(as: "ada") {
            try $0.add(assignments.filter { $0.name != "wrong" }, to: "status_updates")
        }
        #expect(
            try row(portal, "select body_md from status_updates where headline = 'All: well'")
                == "\nThe *text*.\n")
    }
}
