import Foundation
import PortalData
import Slices
import TemplateEngine
import TestSupport
import Testing

/// Random statements of one edition, asked of a slice that has held another's rows before.
@Suite struct RandomStatementTests {
    private static let ofASlice = 500
    /// 30,000 statements in `make test`, 1,000,000 in `make soak`.
    static let slices: Range<Int> = {
        let wanted = ProcessInfo.processInfo.environment["STATEMENTS"].flatMap { Int($0) }
        return 0..<max(1, (wanted ?? (Tool.testsEverything ? 30_000 : 2_000)) / ofASlice)
    }()
    /// In every text, and every amount, that is not the edition's.
    private static let (word, amount) = ("kanari", Int64(770_077_007))

    @Test(arguments: slices) func noStatementFindsWhatIsNotTheEditions(_ number: Int) throws {
        let portal = try SamplePortal(
            """
            update projects set name = 'kanari ' || id, budget_minor = 770077007 where client_id = 2 or audience <> 'team';
            update milestones set title = 'kanari ' || id where client_id = 2 or audience <> 'team' or project_id in (11, 12);
            update clients set name = 'kanari', footer_md = 'kanari' where id = 2;
            update projects set internal_notes_md = 'kanari';
            """)
        let frozen = try portal.frozen()
        let slice = try Slice(schema: frozen.sliceSchema)
        let editions = try frozen.readership(asOf: "2026-11-21").editions
        let arena = Arena()
        for name in ["acme-corp", "acme.finance.team", "acme"] {
            let edition = try #require(editions.first { $0.name == name })
            try slice.clear()
            try frozen.fill(slice, with: edition, asOf: "2026-11-21", notes: portal.notes())
            arena.removeAll()
            _ = try slice.values(into: arena)
        }
        var statements = RandomStatement(seed: number, schema: slice.schema)
        var answered = 0
        for _ in 0..<Self.ofASlice {
            let sql = statements.make()
            let start = ContinuousClock.now
            do throws(QueryError) {
                slice.refillQuerySteps()
                let query = try slice.query(sql)
                let arguments = [Value](repeating: .int(1), count: query.parameterCount)
                let answer = try arguments.withUnsafeBufferPointer { arguments throws(QueryError) in
                    try slice.answer(query.id, arguments, shape: ShapeID(index: 999), into: arena)
                }
                answered += 1
                for row in answer.items {
                    for field in query.shape.fields.indices { expectOwn(row.fields?[field] ?? .null, sql) }
                }
            } catch {
                #expect(!"\(error)".lowercased().contains(Self.word), "\(sql)")
            }
            #expect(start.duration(to: .now) < .seconds(30), "\(sql)")
        }
        // Where nearly all are refused, nothing is proven.
        #expect(answered > Self.ofASlice / 10)
    }

    private func expectOwn(_ value: Value, _ sql: String) {
        if value.kind == .string {
            #expect(!String(decoding: value.bytes, as: UTF8.self).lowercased().contains(Self.word), "\(sql)")
        }
        #expect(value.integer != Self.amount, "\(sql)")
    }
}
