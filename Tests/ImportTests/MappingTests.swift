import Import
import TestSupport
import Testing

/// What a mapping file says is done, and what is wrong with one is told with its place.
@Suite struct MappingTests {
    @Test func everyRuleOfAColumnIsFollowed() throws {
        let portal = try ImportPortal(
            "insert into people (client_id, code, name, email) values (1, 'eve', 'Eve', 'Eve@x.org');")
        let map = """
            source: old-system
            dates: DD.MM.YYYY
            numbers: "1.234,56"
            rows:
              - {field: Typ, is: [Projekt, Idee]}
              - {field: Name, is_empty: false}
            tables:
              - into: projects
                columns:
                  code: {text: "p-{Nr}", slug: true}
                  name: Name
                  summary: {from: Stand, map: {ok: läuft gut, "": nichts}, else: unklar}
                  manager: {from: Leitung, lookup: email}
                  state_id: {value: project.active}
                  starts_on: Beginn
                  due_on: {from: Ende, date: YYYY/MM/DD}
                  budget_minor: {from: Budget, money: row}
                  position: {from: Rang, default: "7"}
                  audience: {value: team, rows: [{field: Frei, is: ja}]}
              - into: decisions
                rows: [{field: Frage, is_empty: false}]
                columns:
                  project: {text: "p-{Nr}", slug: true}
                  code: {text: "p-{Nr}-frage", slug: true}
                  title: {from: Frage, up_to: "?"}
                  decider: {from: Wer, lookup: email, optional: true}
                  asked_on: Beginn
            """
        let text = """
            Typ;Nr;Name;Stand;Leitung;Beginn;Ende;Budget;Rang;Frei;Frage;Wer
            Projekt;A 1;Eins;ok;ADA@agency.example;01.02.2026;2026/03/04;1.234,5;3;ja;Wirklich? Ja.;eve@x.org
            Idee;B;Zwei;was;;;;;;nein;;
            Idee;C;Drei;;;;;;;;Warum;nobody@x.org
            Aufgabe;D;Vier;;;;;;;;;
            Projekt;E;;;;;;;;;;
            """
        let outcome = try portal.run(text, map: map)
        #expect(outcome.counts == ["projects 3 0 0", "decisions 2 0 0"], "\(outcome.problems)")
        #expect(outcome.report?.filtered == 2 && outcome.report?.visible == 1)
        #expect(
            try portal.rows(
                "select code, name, summary, manager_id, state_id, starts_on, due_on, budget_minor, position, audience from projects where id > 2 order by id"
            ) == [
                "p-a-1|Eins|läuft gut|1|project.active|2026-02-01|2026-03-04|123450|3|team",
                "p-b|Zwei|unklar||project.active||||7|internal",
                "p-c|Drei|nichts||project.active||||7|internal",
            ])
        #expect(
            try portal.rows(
                "select decisions.code, decisions.title, people.code from decisions left join people on people.id = decider_id order by decisions.id"
            )
                == ["p-a-1-frage|Wirklich|eve", "p-c-frage|Warum|"])
        #expect(try portal.run(text, map: map).counts == ["projects 0 0 3", "decisions 0 0 2"])
    }

    @Test func moneyHasTheDigitsOfItsCurrency() throws {
        let portal = try ImportPortal()
        let map =
            "tables: [{into: projects, columns: {code: c, name: c, budget_minor: {from: b, money: row}}}]"
        try portal.run("c,b\na,12.5\n", map: map)
        try portal.run("c,b\na,1250\n", map: map) { $0.client = "noor" }
        #expect(
            try portal.rows("select budget_minor from projects where code = 'a' order by client_id") == [
                "1250", "1250",
            ])
        let outcome = try portal.run("c,b\na,12.5\n", map: map) { $0.client = "noor" }
        #expect(outcome.problems == ["in.csv:2:3: `budget_minor`: not an amount with at most 0 decimals"])
    }

    @Test func aRecordGoesIntoAllItsTablesOrIntoNone() throws {
        let portal = try ImportPortal()
        let map = """
            tables:
              - {into: projects, columns: {code: p, name: p}}
              - {into: milestones, columns: {project: p, code: m, title: m, due_on: d}}
            """
        let outcome = try portal.run("p,m,d\none,a,2026-01-01\ntwo,b,never\n", map: map) {
            $0.isPartial = true
        }
        #expect(outcome.report?.rejected == 1)
        #expect(try portal.rows("select code from projects where id > 2") == ["one"])
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let text: String
        let problem: String
        var testDescription: String { problem }
    }

    @Test(arguments: [
        Mistake(text: "tabels: []\n", problem: "map.yaml:1:1: the mapping has no key `tabels`"),
        Mistake(
            text: "tables:\n  - into: peple\n    columns: {code: a}\n",
            problem: "map.yaml:2:11: there is no table `peple`"),
        Mistake(
            text: "tables:\n  - into: people\n    columns: {code: a, nmae: b}\n",
            problem: "map.yaml:3:30: `people` has no column `nmae`"),
        Mistake(
            text: "tables:\n  - into: people\n    columns: {code: a, name: x}\n",
            problem: "map.yaml:3:30: the source has no field `x`"),
        Mistake(
            text: "tables:\n  - into: people\n    columns:\n      code: {from: a, value: b}\n",
            problem: "map.yaml:4:13: `code` needs one of `from`, `value` and `text`"),
        Mistake(
            text: "tables:\n  - into: people\n    columns:\n      code: {from: a, dte: b}\n",
            problem: "map.yaml:4:23: `code` has no key `dte`"),
        Mistake(
            text: "dates: TT.MM.JJJJ\ntables: [{into: people, columns: {code: a}}]",
            problem: "map.yaml:1:8: `TT.MM.JJJJ` is no form of a date"),
        Mistake(
            text: "tables: [{into: people, columns: {code: {from: a, money: Euro}}}]",
            problem: "map.yaml:1:58: `Euro` is no currency"),
        Mistake(
            text: "tables: [{into: people, columns: {code: {text: 'a{b'}}}]",
            problem: "map.yaml:1:48: `text` has a brace without its other"),
        Mistake(
            text: "tables: [{into: people, columns: {code: {from: a, lookup: name}}}]",
            problem: "map.yaml:1:41: `code` refers to no table"),
        Mistake(
            text: "tables: [{into: people, columns: {name: a}}]",
            problem: "map.yaml:1:17: nothing tells the rows of `people` apart"),
        Mistake(
            text: "tables: [{into: people, key: [code], columns: {name: a}}]",
            problem: "map.yaml:1:17: the key `code` is not among the columns"),
        Mistake(
            text: "rows: [{field: a}]\ntables: [{into: people, columns: {code: a}}]",
            problem: "map.yaml:1:16: a condition has one test"),
        Mistake(
            text: "source: Mein System\ntables: [{into: people, columns: {code: a}}]",
            problem: "map.yaml:1:9: `Mein System` cannot be a source"),
    ])
    func whatIsWrongIsToldWithItsPlace(_ mistake: Mistake) throws {
        let outcome = try ImportPortal().run("a,b\n1,2\n", map: mistake.text)
        #expect(outcome.problems.contains(mistake.problem), "\(outcome.problems)")
        #expect(outcome.report == nil)
    }

    @Test func aClientThatThereIsNotIsTold() throws {
        let outcome = try ImportPortal().run("code,name\na,b\n", into: "people") { $0.client = "acne" }
        #expect(outcome.problems == [": there is no client `acne`"])
    }
}
