internal import Diagnostics
internal import Slices
internal import TemplateEngine

/// A query of a page's front matter: its answer is a variable of the page, of its path and of its title.
struct PageData {
    /// The variable, a list of records.
    let variable: Vocabulary.Global
    let query: Query
    /// The records of the answer, in every template of the page.
    let shape: ShapeID
    /// What stands for each `?`.
    let arguments: [ValuePath]
    /// Where the query is written, as a diagnostic without a message.
    let place: Diagnostic

    /// The answer for one page.
    ///
    /// - Parameter row: the row that the page is about, where there is one.
    func answer(
        of slice: Slice, row: Value?, globals: [Value], into arena: Arena
    ) throws(Diagnostic) -> Value {
        let values = arguments.map { $0.value(row: row, globals: globals) }
        do throws(QueryError) {
            return try values.withUnsafeBufferPointer { values throws(QueryError) in
                try slice.answer(query.id, values, shape: shape, into: arena)
            }
        } catch {
            var problem = place
            (problem.message, problem.hint) = (error.message, error.hint)
            throw problem
        }
    }
}

extension HostError {
    /// What is wrong with a query, for the template that asks it.
    init(_ error: QueryError) { self.init(error.message, hint: error.hint, range: error.range) }
}

extension HostQuery {
    /// A query of the slice, as the compiler of templates knows it; who reads `moment` reads `as_of`.
    init(_ query: Query) {
        self.init(
            id: query.id, shape: query.shape, parameterCount: query.parameterCount,
            reads: query.tables.map { $0 == "moment" ? "as_of" : $0 })
    }
}

extension Theme {
    /// The values of a page's own variables: its row where there is one, and what it asks.
    func pageValues(
        of type: PageType, row: Value?, globals: [Value], into arena: Arena
    ) throws(Diagnostic) -> [Value] {
        try (row.map { [$0] } ?? [])
            + type.data.map { data throws(Diagnostic) in
                try data.answer(of: slice, row: row, globals: globals, into: arena)
            }
    }
}
