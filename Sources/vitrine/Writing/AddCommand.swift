internal import PortalData

/// `vitrine add`: a row without SQL.
enum AddCommand {
    static let command = Command(
        "add", operands: "TABLE COLUMN=VALUE…", count: 1...200, summary: "Add a row to a table",
        details: """
            References are written without `_id` and by name: `client=acme project=website lead=ada`. Dates are `2026-11-30` or
            `today`, instants `2026-11-30T09:30:00Z` or `now`, yes or no is `yes` or `no`, amounts are `budget="12.50 EUR"` or minor
            units, `budget_minor=1250`. An empty value is null. Without `code`, one is made of the name or the title. A record is
            internal unless `audience` says otherwise.

                vitrine add milestones client=acme project=website title="Go live" due_on=2026-12-01
            """,
        options: [
            .init(
                "file", "FILE",
                "take columns from a file's front matter, and the Markdown below it as the text"),
            Author.option,
        ]
    ) { invocation in
        let assignments =
            try ColumnFile.assignments(of: invocation) + Assignment.all(in: invocation.operands.dropFirst())
        let change = try invocation.changing { writer in
            try writer.add(assignments, to: invocation.operands[0])
        }
        ChangeReport.say("added", change)
        return .done
    }
}

/// `vitrine set`: columns of a row without SQL.
enum SetCommand {
    static let command = Command(
        "set", operands: "TABLE CODE COLUMN=VALUE…", count: 3...200, summary: "Change columns of a row",
        details: """
            CODE is the row's code, a client's slug, a user's name, or a number where the table has none of them; `acme/website` where
            two clients have the same code. Columns are written as for `vitrine add`.

                vitrine set projects acme/website due_on=2026-12-18 manager=ada
            """,
        options: [Author.option]
    ) { invocation in
        let assignments = try Assignment.all(in: invocation.operands.dropFirst(2))
        let change = try invocation.changing { writer in
            try writer.set(assignments, of: invocation.operands[1], in: invocation.operands[0])
        }
        ChangeReport.say("changed", change)
        return .done
    }
}
