internal import SQLite
public import TemplateEngine

extension Slice {
    /// The most rows of one answer, and the bytes of all its values.
    private static let (mostRows, mostBytes) = (10_000, 16 << 20)

    /// Judges and prepares a query; one that was asked before is the same.
    public func query(_ sql: String) throws(QueryError) -> Query {
        if let known = queriesByText[sql] { return queries[known] }
        do {
            let compiler = QueryCompiler(schema: schema, layout: layout, connection: connection)
            if queries.isEmpty {
                // A portal whose templates ask nothing keeps a connection without any of this.
                try connection.refuseClock()
                // It comes into being on first use, which the rules would refuse.
                try connection.execute("select 1 from json_each('[]')")
                try connection.install(compiler.rules)
            }
            let query = try compiler.compile(sql, id: queries.count)
            queriesByText[sql] = query.id
            queries.append(query)
            return query
        } catch let error as QueryError {
            throw error
        } catch {
            throw QueryError("\(error)")
        }
    }

    /// The steps that queries may take begin anew: once a page.
    public func refillQuerySteps() { connection.refillSteps() }

    /// The answer to the query `id` in the edition at hand: a list of records of `shape`, in the query's order.
    ///
    /// References are the records that `values(into:)` made; the answer is valid as long as they and `arena` are.
    public func answer(
        _ id: Int, _ arguments: UnsafeBufferPointer<Value>, shape: ShapeID, into arena: Arena
    ) throws(QueryError) -> Value {
        let query = queries[id]
        let statement = query.statement
        defer { statement.reset() }
        do {
            try query.bind(arguments)
            statement.resetStepCount()
            return try connection.guarded {
                // What a query costs before its first step.
                try connection.spend(steps: 100)
                return try rows(of: query, shape, arena)
            }
        } catch let error as QueryError {
            throw error
        } catch let error as SQLiteError {
            let compiler = QueryCompiler(schema: schema, layout: layout, connection: connection)
            throw compiler.explanation(of: error, QueryText(""))
        } catch {
            throw QueryError("\(error)")
        }
    }

    private func rows(of query: Query, _ shape: ShapeID, _ arena: Arena) throws -> Value {
        var rows: [Value] = []
        var bytes = 0
        while try query.statement.step() {
            guard rows.count < Self.mostRows else {
                throw QueryError("the query gives too many rows", hint: "at most 10000; add `limit`")
            }
            let fields = try reader.record(of: query.source, query.statement, arena, byteCount: &bytes)
            guard bytes <= Self.mostBytes else { throw QueryError("the query's answer is too large") }
            rows.append(.record(fields, shape: shape))
        }
        return arena.list(rows)
    }
}
