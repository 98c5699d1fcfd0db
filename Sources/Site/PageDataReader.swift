internal import Diagnostics
internal import Slices
internal import TemplateEngine
internal import YAML

/// Reads `data:` of a page's front matter: a query each, prepared against the slice.
struct PageDataReader {
    let slice: Slice
    let vocabulary: SiteVocabulary
    let library: TemplateLibrary
    /// The variable of the page's row.
    let row: Vocabulary.Global?

    /// The pages' variables; those whose query is wrong hold anything, so that it is told once.
    private(set) var variables: [Vocabulary.Global] = []

    init(
        slice: Slice, vocabulary: SiteVocabulary, library: TemplateLibrary, row: Vocabulary.Global?
    ) {
        self.slice = slice
        self.vocabulary = vocabulary
        self.library = library
        self.row = row
    }

    /// The queries in the order in which they are written; what is wrong is reported to the mapping.
    mutating func read(_ data: YAMLMapping?) -> [PageData] {
        guard let data else { return [] }
        data.allowAnyKey()
        return data.entries.compactMap { entry in
            guard isFree(entry.key, data) else { return nil }
            let made = self.data(entry, in: data)
            variables.append(made?.variable ?? .init(name: entry.key, type: .any))
            return made
        }
    }

    private func data(_ entry: YAMLEntry, in data: YAMLMapping) -> PageData? {
        if entry.value.mapping == nil {
            return data.string(entry.key).flatMap { self.data(entry.key, sql: $0, in: data, entry.key, []) }
        }
        guard let long = data.mapping(entry.key), let sql = long.string("sql", required: true) else {
            return nil
        }
        return self.data(entry.key, sql: sql, in: long, "sql", long.strings("with"))
    }

    private func isFree(_ name: String, _ data: YAMLMapping) -> Bool {
        let words = ["asset", "loop", "page", "query", "range", "url"]
        if words.contains(name) || name == row?.name || vocabulary.globalIndex(of: name) != nil {
            data.report("`\(name)` means something else in templates", at: name, hint: "choose another name")
            return false
        }
        let isName = name.utf8.enumerated().allSatisfy { index, byte in
            (97...122).contains(byte) || byte == 95 || (index > 0 && (48...57).contains(byte))
        }
        if !isName {
            data.report("templates cannot write the name `\(name)`", at: name, hint: "use letters and `_`")
        }
        return isName
    }

    private func data(
        _ name: String, sql: String, in mapping: YAMLMapping, _ key: String, _ paths: [String]
    ) -> PageData? {
        do {
            let query = try slice.query(sql)
            let arguments = try paths.map { path throws(HostError) in
                let value = try ValuePath(path, row: row, vocabulary: vocabulary)
                if let refusal = Query.refusal(of: value.type) { throw HostError(refusal) }
                return value
            }
            guard arguments.count == query.parameterCount else {
                throw HostError(
                    "the query has \(query.parameterCount) `?`, `with` has \(arguments.count) values",
                    hint: "write `\(name): {sql: \"…\", with: [client.slug]}`, a value for each `?`")
            }
            let shape = library.add(Shape(name: name, fields: query.shape.fields))
            return PageData(
                variable: .init(name: name, type: .list(.record(shape))), query: query, shape: shape,
                arguments: arguments, place: mapping.diagnostic("", at: key))
        } catch let error as QueryError {
            mapping.report(error.message, at: key, hint: error.hint)
        } catch let error as HostError {
            mapping.report(error.message, at: mapping.node("with") == nil ? key : "with", hint: error.hint)
        } catch {
            preconditionFailure("a query fails in these two ways")
        }
        return nil
    }
}
