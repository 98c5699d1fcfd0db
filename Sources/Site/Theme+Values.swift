internal import TemplateEngine

extension Theme {
    /// The one client of a slice; nil in a slice that holds none.
    func clientRecord(in values: [Value]) -> Value? {
        vocabulary.globalIndex(of: "clients").flatMap { values[$0].items.first }
    }

    /// The values of every global, in the order of the vocabulary.
    func globals(for input: EditionInput, client: Value, language: Language) -> [Value] {
        let identity = input.identity
        let arena = input.arena
        let site = arena.fields(count: vocabulary.all.shapes[vocabulary.site.index].fields.count)
        let cadence = vocabulary.value("cadence_days", of: client)?.integer
        // A row that breaks its CHECK is told as such, and must not stop the worker before it is.
        func next(_ days: Int64) -> Value? {
            (0...366).contains(days) ? Value.date(days: input.asOf + days) : nil
        }
        let facts: [Value] = [
            arena.string(identity.title), arena.string(identity.agency), arena.string(identity.contact),
            arena.string(identity.baseURL), arena.string(language.tag), arena.string(language.direction),
            cadence.flatMap(next) ?? .null,
        ]
        for (index, fact) in facts.enumerated() { site[index] = fact }
        let text = arena.fields(count: language.texts.count)
        for (index, string) in language.texts.enumerated() { text[index] = arena.string(string) }
        return input.values + [
            client, .record(site, shape: vocabulary.site), .record(text, shape: vocabulary.text),
            .date(days: input.asOf),
        ]
    }

    /// What templates see as `page`.
    func pageRecord(
        _ page: PagePlan.Page, plan: PagePlan, input: EditionInput, globals: [Value], arena: Arena
    ) -> Value {
        let type = pageTypes[page.typeIndex]
        let fields = arena.fields(count: vocabulary.all.shapes[vocabulary.page.index].fields.count)
        let changed = changeDates.newest(row: page.row, shows: type.shows, values: input.values)
        let facts = [
            page.title, arena.string(type.name), arena.string(page.path), changed,
            menu(on: page, plan: plan, arena: arena), dataFiles(of: page, globals: globals, arena: arena),
        ]
        for (index, fact) in facts.enumerated() { fields[index] = fact }
        return .record(fields, shape: vocabulary.page)
    }

    private func dataFiles(of page: PagePlan.Page, globals: [Value], arena: Arena) -> Value {
        let items = zip(pageTypes[page.typeIndex].dataFiles, page.dataPaths).map { file, path in
            let fields = arena.fields(count: 4)
            fields[0] = arena.string(PagePath.link(from: page.path, to: path))
            fields[1] = arena.string(file.format.rawValue)
            fields[2] = arena.string(file.rows)
            fields[3] = .int(Int64(file.rows(of: page.row, globals: globals).count))
            return Value.record(fields, shape: vocabulary.dataFile)
        }
        return arena.list(items)
    }

    private func menu(on page: PagePlan.Page, plan: PagePlan, arena: Arena) -> Value {
        let type = pageTypes[page.typeIndex]
        let items = menuOrder.compactMap { index -> Value? in
            let entry = pageTypes[index]
            guard let position = plan.byType[entry.name] else { return nil }
            let target = plan.pages[position]
            let fields = arena.fields(count: 4)
            fields[0] = target.title
            fields[1] = arena.string(PagePath.link(from: page.path, to: target.path))
            fields[2] = .bool(entry.name == type.name || entry.name == type.parent)
            fields[3] = arena.string(entry.name)
            return .record(fields, shape: vocabulary.menuItem)
        }
        return arena.list(items)
    }
}
