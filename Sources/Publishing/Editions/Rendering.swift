internal import Access
internal import Diagnostics
internal import Files
internal import PortalData
internal import Site
internal import Slices
internal import TemplateEngine

/// Renders clients in worker processes, while rows and files are looked at in one of them, and collects what came of it.
struct Rendering {
    let folder: PortalFolder
    let configuration: Configuration
    let options: Build.Options
    /// Nil where some clients alone are built.
    let inputs: BuildInputs?
    let portal: FrozenPortal
    let readership: Readership
    let work: StagedBuild
    let frozen: String
    /// Sources that are too old, of one client or of all.
    let stale: [Finding]

    /// What came of all clients.
    struct Result {
        var outcome = Build.Outcome()
        var stamps = EditionStamps()
        /// All that will be published.
        var assets: [PublishedFile] = []
        /// Those that pages will name.
        var pageAssets: [PublishedFile] = []
        /// Published editions of clients that are not in the database any more.
        var vanished: [String] = []
        /// How many clients lose most of what is published.
        var shrunk = 0
        /// What the next build may know of each client, by slug.
        var clients: [String: BuildMemory.Client] = [:]
        /// What was said of everything that is shared, encoded.
        var shared: [UInt8] = []
    }

    /// Renders.
    ///
    /// - Throws: `DiagnosticList` with everything that is wrong for all, or, where that is asked for, for anybody.
    func run(progress: (Build.Step) -> Void) throws -> Result {
        let own = Dictionary(grouping: readership.editions) { $0.client.slug }
        let all = portal.clients.filter { own[$0.slug] != nil }
        let published = try EditionStamps(publishedIn: folder)
        let chosen = try chosen(among: all, editions: own, published)
        var result = Result()
        // Of clients that are not built, the published editions stay what they were made of.
        if options.clients != nil {
            result.stamps = published
            for name in result.stamps.entries.keys { result.stamps.entries[name]?.isKept = false }
        }
        // Where nothing is rendered, nothing that is wrong with data or templates matters.
        if options.clients == nil || !chosen.isEmpty {
            try render(chosen, of: all, editions: own, published, &result, progress: progress)
        } else {
            result.clients = try facts(of: chosen, editions: own)
        }
        try keepAssets(&result)
        return result
    }

    /// The clients of which anything may differ from what is published.
    private func chosen(
        among clients: [Client], editions: [String: [Edition]], _ stamps: EditionStamps
    ) throws -> [Client] {
        if let slugs = options.clients { return clients.filter { slugs.contains($0.slug) } }
        guard let inputs, let memory = inputs.memory, case .clients(let changed) = inputs.change else {
            return clients
        }
        let published = try PublishedEditions(in: folder)
        let late = Set(stale.compactMap(\.client))
        return clients.filter { client in
            guard !late.contains(client.slug), let known = memory.clients[client.slug], !known.isHeldBack,
                !changed.contains(client.id),
                known.contents == inputs.contents[client.slug],
                // What nobody reads yet is built to be looked at.
                client.status == .active
            else { return true }
            let now = editions[client.slug] ?? []
            return now.count != known.editions.count
                || !zip(now, known.editions).allSatisfy { edition, known in
                    edition.name == known.name && edition.view == known.view
                        && published.has(edition.name) && stamps.entries[edition.name] != nil
                }
        }
    }

    /// What is known of clients beside what rendering tells: of those at hand anew, of others from the last build.
    private func facts(
        of chosen: [Client], editions: [String: [Edition]]
    ) throws -> [String: BuildMemory.Client] {
        let isPartial = options.clients != nil
        let asked = isPartial ? portal.clients : chosen
        let expiries = try portal.firstExpiries(asOf: options.asOf, of: asked)
        let own = asked.flatMap { editions[$0.slug] ?? [] }
        let highest = try portal.highestClassifications(of: own)
        var result = isPartial ? [:] : inputs?.memory?.clients ?? [:]
        // A client who is gone is nobody's to remember.
        for slug in result.keys where editions[slug] == nil { result[slug] = nil }
        for client in asked {
            var facts = BuildMemory.Client(contents: inputs?.contents[client.slug])
            facts.firstExpiry = expiries[client.slug]
            facts.editions = (editions[client.slug] ?? []).map { edition in
                BuildMemory.Edition(
                    name: edition.name, view: edition.view, highest: highest[edition.name] ?? "public")
            }
            if editions[client.slug] != nil { result[client.slug] = facts }
        }
        return result
    }

    private func render(
        _ chosen: [Client], of all: [Client], editions: [String: [Edition]], _ published: EditionStamps,
        _ result: inout Result, progress: (Build.Step) -> Void
    ) throws {
        var order = WorkOrder(
            root: folder.root, frozen: frozen, staged: work.path, asOf: options.asOf,
            baseline: options.baseline)
        if options.isAudited { order.auditTable = AuditTable.path(in: work.path) }
        let isKnown = inputs?.memory != nil
        // Of each client that is rendered everything is looked at, whatever made it one of them.
        let change = isKnown ? MomentChange.clients(Set(chosen.map(\.id))) : .everything
        let jobs =
            [Job.check(change)] + chosen.map { .render(client: $0.slug, contents: inputs?.contents[$0.slug]) }
        let pool = try WorkerPool(
            count: max(1, min(options.jobs, jobs.count)), executable: options.executable,
            arguments: ["worker"], greeting: order.message)
        try pool.start(jobs.map(\.message))
        let table = Swift.Result {
            // Where neither a client nor the theme is new, nothing is written.
            guard options.isAudited, !(isKnown && chosen.isEmpty) else { return }
            try AuditTable.write(from: portal, configuration, into: work.path)
        }
        // Workers wait for it: where it cannot be written, they end with the pool.
        if case .failure(let error as FileError) = table { throw error }
        // What all share did not change: neither did the theme.
        let theme = Swift.Result {
            isKnown ? nil : try Theme(overrides: folder.templates, slice: Slice(schema: portal.sliceSchema))
        }
        result.clients = try facts(of: chosen, editions: editions)
        var results: [String: ClientResult] = [:]
        var pages = 0
        progress(.rendering(clients: 0, of: chosen.count, pages: 0))
        var checked: CheckResult?
        try pool.finish { job, answer in
            guard job > 0 else { return checked = CheckResult(answer) }
            let client = ClientResult(answer)
            pages += client.pages
            results[client.client] = client
            progress(.rendering(clients: results.count, of: chosen.count, pages: pages))
        }
        guard let check = checked else { throw WorkerError.died }
        let access = AccessCheck(clients: chosen, servers: configuration.servers.kindsWithPasswordsAlone)
        let slugs = Set(chosen.map(\.slug))
        let findings = (check.findings + access.findings() + stale.filter { $0.client != nil })
            .filter { $0.client.map { options.clients == nil || slugs.contains($0) } ?? true }
        let loaded: Theme?
        do {
            loaded = try theme.get()
        } catch let error as DiagnosticList {
            throw DiagnosticList(error.all + findings.map(\.diagnostic)).once
        }
        let before = inputs?.memory.flatMap { DiagnosticList(decoding: $0.diagnostics)?.all } ?? []
        let shared = DiagnosticList(
            (loaded?.warnings ?? before) + findings.filter { $0.client == nil }.map(\.diagnostic)
        ).once
        guard !shared.hasErrors else { throw DiagnosticList(findings.map(\.diagnostic)) }
        try table.get()
        if let loaded, let path = order.auditTable {
            let audit = try EditionAudit(table: path, settings: configuration.audit, vocabulary: Vocabulary())
            let leaks = try audit.diagnostics(of: loaded.assets, naming: portal)
            guard leaks.isEmpty else { throw DiagnosticList(findings.map(\.diagnostic) + leaks) }
        }
        result.shared = shared.encoded()
        result.outcome.diagnostics = shared.all
        let byClient = Dictionary(grouping: findings) { $0.client }
        let shrinking = try ShrinkGuard(of: work, portal, in: folder, configuration.guards, options.allowance)
        for client in all where options.clients == nil || slugs.contains(client.slug) {
            if let answer = results[client.slug] {
                try add(answer, findings: byClient[client.slug] ?? [], shrinking, to: &result)
            } else {
                try keep(client.slug, published, &result)
            }
        }
        try guardAll(shrinking, &result)
        if options.isStrict, !result.outcome.heldBack.isEmpty {
            throw DiagnosticList(result.outcome.diagnostics)
        }
        guard let loaded else { return }
        result.assets = try write(loaded.assets)
        try AtomicWrite.write(loaded.dependencies.lines, to: work.pages)
    }

    /// Holds clients back that are gone, and refuses all where that, or what is too old, is no matter of single clients.
    private func guardAll(_ shrinking: ShrinkGuard, _ result: inout Result) throws {
        let vanished = options.clients == nil ? try shrinking.vanished() : []
        for (client, editions, finding) in vanished {
            result.vanished += editions
            result.outcome.heldBack.append(client)
            result.outcome.diagnostics.append(finding)
            result.clients[client] = BuildMemory.Client(isHeldBack: true)
        }
        let shared = stale.filter { $0.client == nil }.map(\.diagnostic)
        guard shared.isEmpty, !shrinking.isMost(result.shrunk + vanished.count) else {
            throw GuardRefusal(diagnostics: shared + result.outcome.diagnostics)
        }
    }

    /// Takes what a worker made of a client; what has errors stays as it is published.
    private func add(
        _ answer: ClientResult, findings: [Finding], _ shrinking: ShrinkGuard, to result: inout Result
    ) throws {
        guard let rendered = DiagnosticList(decoding: answer.diagnostics) else { throw WorkerError.died }
        var said = DiagnosticList(findings.map(\.diagnostic) + rendered.all).once
        if !said.hasErrors {
            let losses = try shrinking.findings(of: answer.client)
            result.shrunk += losses.isEmpty ? 0 : 1
            said.all += losses
        }
        result.outcome.diagnostics += said.all
        result.clients[answer.client]?.diagnostics = said.encoded()
        if options.clients != nil {
            for name in result.stamps.entries.keys
            where name.prefix(while: { $0 != "." }) == answer.client[...] {
                result.stamps.entries[name] = nil
            }
        }
        guard !said.hasErrors else {
            result.outcome.heldBack.append(answer.client)
            result.clients[answer.client]?.isHeldBack = true
            return try discard(answer.client)
        }
        result.stamps.entries.merge(answer.stamps.entries) { $1 }
        result.outcome.kept += answer.kept
        result.outcome.clients += 1
        result.outcome.editions += answer.editions
        result.outcome.pages += answer.pages
        result.outcome.files += answer.files
        result.outcome.bytes += answer.bytes
        result.outcome.reasons += answer.reasons
    }

    /// Leaves a client as it is published, since nothing of it differs.
    private func keep(_ client: String, _ published: EditionStamps, _ result: inout Result) throws {
        guard let known = result.clients[client], let said = DiagnosticList(decoding: known.diagnostics)
        else {
            throw WorkerError.died
        }
        result.outcome.diagnostics += said.all
        result.outcome.clients += 1
        for edition in known.editions {
            guard var entry = published.entries[edition.name] else { continue }
            entry.isKept = true
            result.stamps.entries[edition.name] = entry
            result.outcome.kept += 1
        }
    }

    /// Removes what was rendered of a client that is held back.
    private func discard(_ client: String) throws {
        for parent in [work.site, work.drafts, work.files, work.records]
        where FileSystem.kind(parent) != nil {
            for entry in try Folder(path: parent).entries() {
                // An edition's name is the slug, or the slug and a dot; a file list's has an ending besides.
                guard entry.name.prefix(while: { $0 != "." }) == client[...] else { continue }
                try FileSystem.removeTree(parent + "/" + entry.name)
            }
        }
    }
}
