import SQLite
import Testing

@Suite struct CanonicalMomentTests {
    private static let texts = [
        "2026-11-30", "2026-02-29", "2024-02-29", "1900-02-29", "2000-02-29", "2026-02-30", "2026-13-01",
        "2026-00-10",
        "2026-01-00", "2026-1-01", "0000-01-01", "9999-12-31", "2026-11-30T09:30:00Z", "2026-11-30 09:30:00",
        "2026-11-30T24:00:00Z", "2026-11-30T23:59:60Z", "2026-11-30T23:60:00Z", "2026-11-30T23:59:59Z",
        "2026-11-30T09:30:00",
        "2026-11-30T09:30:00+", "2026-04-31T00:00:00Z", "2026-11-3\u{0661}", "2026/11/30", "", "x",
        "2461375.5", " 2026-11-30",
        "2026-11-30 ", "-026-11-30",
    ]

    /// The quicker functions answer what SQLite's own do.
    @Test(arguments: [
        "date(?1, '+0 days')", "strftime('%Y-%m-%dT%H:%M:%SZ', ?1, '+0 days')", "date(?1, '+1 days')",
    ])
    func answersAsSQLiteDoes(_ call: String) throws {
        let (own, plain) = (try Connection(), try Connection())
        try own.hastenDateFunctions()
        let sql = "select \(call), \(call) is ?1, typeof(\(call))"
        let (ours, theirs) = (try own.prepare(sql), try plain.prepare(sql))
        var same = 0
        for text in Self.texts + [nil] {
            var answers: [[String?]] = []
            for statement in [ours, theirs] {
                try statement.bind(text, at: 1)
                #expect(try statement.step())
                answers.append((0..<3).map { statement.text(at: $0) })
                statement.reset()
            }
            #expect(answers[0] == answers[1], "\(text ?? "null")")
            same += answers[1][1] == "1" ? 1 : 0
        }
        // Some are as they are written, most are not.
        #expect(call.contains("+1") ? same == 1 : (2...12).contains(same))
    }
}
