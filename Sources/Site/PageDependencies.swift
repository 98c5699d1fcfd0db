internal import Slices
internal import TemplateEngine

/// What the pages of one type are made of and read. Where none of it has changed, and no page has moved to another
/// address, the pages are as they were.
public struct PageDependencies: Hashable, Sendable {
    /// The page type: `index` of `Templates/pages/index.html`.
    public let page: String
    /// The templates that its pages are made of, sorted.
    public let templates: [String]
    /// The tables and views whose rows they read, sorted.
    public let tables: [String]
    /// Whether they depend on the date of the data, directly or through what is reckoned from it.
    public let readsDay: Bool
}

extension Theme {
    /// One for each type of page, in the order of the types' names.
    public var dependencies: [PageDependencies] {
        let dated = Set(slice.schema.datedViews)
        return pageTypes.map { type in
            let programs = [type.path, type.title, type.body] + type.dataFiles.map(\.path)
            let names = Set(programs.flatMap(\.globals))
            let fields = Set(programs.flatMap(\.fields))
            // Lines of front matter are programs too, and no templates.
            let templates = Set(programs.flatMap(\.templates)).filter {
                $0.hasSuffix(".html") || $0.hasSuffix(".xml")
            }
            var tables = names.union(type.shows).union(type.data.flatMap(\.query.tables))
                .union(type.dataFiles.flatMap(\.tables))
            if let iteration = type.iteration { tables.insert(iteration.table) }
            tables.formUnion(type.needs.map { vocabulary.all.globals[$0].name })
            for field in fields { tables.formUnion(vocabulary.tables(readBy: field)) }
            if names.contains("client") { tables.insert("clients") }
            let readsDay =
                names.contains("as_of") || fields.contains("site.next_on") || fields.contains("site.*")
                || tables.contains("moment") || !tables.isDisjoint(with: dated)
            return PageDependencies(
                page: type.name, templates: templates.sorted(),
                tables: tables.filter { vocabulary.isTable($0) }.sorted(), readsDay: readsDay)
        }
    }
}

extension SiteVocabulary {
    /// Whether the slice has a table or view of this name.
    fileprivate func isTable(_ name: String) -> Bool {
        globalIndex(of: name).map { $0 < sliceGlobalCount } ?? false
    }

    /// The tables that reading a field, `projects.state` or `projects.*`, leads to: its own, and those it refers to.
    fileprivate func tables(readBy field: String) -> Set<String> {
        let parts = field.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let shape = shape(named: String(parts[0])) else { return [] }
        var tables: Set<String> = [String(parts[0])]
        for field in all.shapes[shape.index].fields where parts[1] == "*" || field.name == parts[1] {
            if let target = record(of: field.type) { tables.insert(all.shapes[target.index].name) }
        }
        return tables
    }

    private func record(of type: ValueType) -> ShapeID? {
        switch type {
        case .record(let shape): shape
        case .list(let item): record(of: item)
        default: nil
        }
    }
}
