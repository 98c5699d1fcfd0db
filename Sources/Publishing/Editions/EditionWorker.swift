internal import Access
internal import Diagnostics
internal import Files
internal import Glibc
internal import PortalData
internal import SQLite
internal import Site
internal import Slices
internal import TemplateEngine

/// One worker process: renders the editions of one client after another, until its parent has no more.
///
/// Opens the frozen database; what renders is handed a slice's values and nothing of the source.
public final class EditionWorker {
    private let order: WorkOrder
    private let portal: FrozenPortal
    private let editions: [String: [Edition]]
    private let slice: Slice
    private let theme: Theme
    private let renderer: EditionRenderer
    private let notes: NoteIndex
    private let content: Folder?
    private let identity: EditionInput.Identity
    private let arena = Arena()
    private let stamper: EditionStamper
    private let auditSettings: AuditSettings
    /// From the first edition that is made.
    private var audit: EditionAudit?
    private let links: LinkCheck
    private let published: EditionStamps
    private let snapshot: [String: Snapshot.Edition]
    private let baseline: Baseline?
    private let folder: PortalFolder
    /// Of the client at hand.
    private var terms: [String: RecordTerms] = [:]
    private var clientDigest = Digest(of: "")
    private let textCache: TextCache
    /// Of the client at hand, once an edition of it is made.
    private var texts: RenderedTexts?

    /// Takes jobs from standard input and answers on standard output until the input ends.
    public static func run() throws {
        ChildProcess.endWithParent()
        var buffer = MessageBuffer()
        guard let greeting = Pipe.nextMessage(from: STDIN_FILENO, &buffer) else { return }
        Connection.useInOneThread()
        let order = WorkOrder(greeting)
        // Who gave the order may have ended before this process was tied to it.
        guard getppid() == order.parent else { return }
        let portal = try FrozenPortal(path: order.frozen)
        var worker: EditionWorker?
        while let job = Pipe.nextMessage(from: STDIN_FILENO, &buffer) {
            let answer: Message
            switch Job(job) {
            case .check(let change): answer = try check(portal, order, change).message
            case .render(let client, let contents):
                do {
                    let own = try worker ?? EditionWorker(order, portal)
                    worker = own
                    answer = own.render(client: client, contents: contents).message
                } catch let error as DiagnosticList {
                    // The theme has errors.
                    var result = ClientResult(client: client)
                    result.diagnostics = error.encoded()
                    answer = result.message
                }
            }
            try Pipe.write(answer, to: STDOUT_FILENO)
        }
    }

    private static func check(
        _ portal: FrozenPortal, _ order: WorkOrder, _ change: MomentChange
    ) throws -> CheckResult {
        let folder = PortalFolder(root: order.root)
        do {
            return CheckResult(
                try portal.rowFindings(
                    asOf: order.asOf, notes: NoteIndex(content: folder.content), content: folder.content,
                    pruned: folder.prunedList(), change: change))
        } catch let error as DiagnosticList {
            // The file is damaged.
            return CheckResult(error.all.map { Finding($0, client: nil) })
        }
    }

    private init(_ order: WorkOrder, _ portal: FrozenPortal) throws {
        self.order = order
        self.portal = portal
        folder = PortalFolder(root: order.root)
        let configuration = try Configuration(of: folder)
        (identity, auditSettings) = (configuration.identity, configuration.audit)
        editions = Dictionary(
            grouping: try portal.readership(asOf: order.asOf).editions, by: { $0.client.slug })
        slice = try Slice(schema: portal.sliceSchema)
        notes = try NoteIndex(content: folder.content)
        content = FileSystem.kind(folder.content) != nil ? try Folder(path: folder.content) : nil
        theme = try Theme(overrides: folder.templates, slice: slice)
        renderer = EditionRenderer(theme: theme)
        links = LinkCheck(assets: theme.assets)
        stamper = EditionStamper(
            theme: theme, identity: identity, asOf: order.asOf, content: folder.content)
        textCache = TextCache(in: folder, program: stamper.program)
        published = try EditionStamps(publishedIn: folder)
        snapshot = try Snapshot(publishedIn: folder)?.byName ?? [:]
        baseline = if let id = order.baseline { try Baseline(id: id, in: folder) } else { nil }
    }

    /// Renders all editions of a client; a client with any error keeps none of them.
    private func render(client: String, contents: Digest?) -> ClientResult {
        var result = ClientResult(client: client)
        var problems: [Diagnostic] = []
        texts = nil
        do {
            if let own = editions[client]?.first?.client {
                problems = try portal.noteProblems(of: own, in: notes)
                terms = try portal.terms(of: own)
            }
            clientDigest = try stamper.clientDigest(client, contents: contents, terms: terms)
        } catch let error as DiagnosticList {
            problems += error.all
        } catch {
            problems.append(Diagnostic("\(error)", row: "client \(client)"))
        }
        for edition in editions[client] ?? [] {
            do {
                problems += try render(edition, &result)
            } catch let error as DiagnosticList {
                problems += error.all
            } catch let error as FileError {
                problems.append(
                    Diagnostic(
                        "cannot \(error.operation): \(error.reason)", file: error.path,
                        row: "edition \(edition.name)"))
            } catch {
                problems.append(Diagnostic("\(error)", row: "edition \(edition.name)"))
            }
        }
        if let texts, isRebuilt {
            // What is not kept costs time alone.
            try? textCache.keep(texts, of: client, isWhole: result.kept == 0)
        }
        result.diagnostics = DiagnosticList(problems).once.encoded()
        return result
    }

    /// Leaves a published edition as it is, if it would come out so, and makes any other.
    private func render(_ edition: Edition, _ result: inout ClientResult) throws -> [Diagnostic] {
        guard edition.isPublished else { return try make(edition, &result).warnings }
        func stamp(_ rows: Digest) -> EditionStamp {
            stamper.stamp(of: edition, rows: rows, client: clientDigest, baseline: baseline)
        }
        var reason = "it is new"
        if isThere(edition.name) {
            let old = published.entries[edition.name]
            let now = stamp(try portal.fingerprint(of: edition, asOf: order.asOf, notes: notes))
            if let old, old.stamp == now, let warnings = DiagnosticList(decoding: old.warnings) {
                result.stamps.entries[edition.name] = .init(
                    stamp: now, warnings: old.warnings, isKept: true)
                result.kept += 1
                return warnings.all
            }
            reason = now.reason(against: old?.stamp)
        }
        result.reasons.append((edition.name, reason))
        let (warnings, rows) = try make(edition, &result)
        result.stamps.entries[edition.name] = .init(
            stamp: stamp(rows), warnings: DiagnosticList(warnings).encoded())
        return warnings
    }

    private func isThere(_ edition: String) -> Bool {
        FileSystem.kind("\(folder.site)/\(edition)") == .folder
            && FileSystem.kind(folder.publishedFiles(of: edition)) == .file
            && snapshot[edition]?.records.map { FileSystem.kind(folder.recordList($0)) == .file } == true
    }

    /// Writes an edition's files; what was said of them, and the fingerprint of what they were made of.
    private func make(
        _ edition: Edition, _ result: inout ClientResult
    ) throws -> (warnings: [Diagnostic], rows: Digest) {
        defer { arena.removeAll() }
        let rendered = Result {
            let rows = try portal.fill(slice, with: edition, asOf: order.asOf, notes: notes).fingerprint
            return (try renderSlice(of: edition, &result), rows)
        }
        try slice.clear()
        return try rendered.get()
    }

    private func renderSlice(of edition: Edition, _ result: inout ClientResult) throws -> [Diagnostic] {
        let earlier = try baseline?.records(of: edition.name)
        var lines = RecordLines(of: edition)
        let values = try slice.values(views: theme.views, into: arena) { records in
            lines.append(records)
            return baseline.flatMap { RecordComparison(earlier, of: $0, head: lines.head) }?
                .comparison(of: lines)
        }
        let build = StagedBuild(id: "", path: order.staged)
        let site = edition.isPublished ? build.site : build.drafts
        try beginAudit(of: edition, values)
        var writer = try EditionWriter(
            edition: edition.name, site: site, content: content, terms: terms, audit: audit, links: links)
        let warnings = try renderer.render(
            EditionInput(
                name: edition.name, identity: identity, asOf: CalendarText.days(order.asOf) ?? 0,
                values: values, arena: arena, texts: renderedTexts(of: edition.client.slug),
                fileSize: { [content] in content?.size(ofFile: $0) })
        ) { try writer.write($0) }
        let refused =
            try (audit?.diagnostics(naming: portal) ?? []) + links.diagnostics(in: site)
        guard refused.isEmpty else { throw DiagnosticList(refused) }
        if edition.isPublished {
            for folder in [build.files, build.records] { try FileSystem.makeFolder(folder) }
            try Folder(path: build.files).write(
                PublishedFile.lines(writer.files), to: try RelativePath(checking: edition.name + ".jsonl"))
            try Folder(path: build.records).write(
                lines.bytes, to: try RelativePath(checking: edition.name + ".jsonl"))
        }
        result.editions += 1
        result.files += writer.files.count
        result.pages += writer.files.count { $0.path.pathExtension == "html" }
        result.bytes += writer.byteCount
        return warnings
    }

    /// Whether anything was built before: who builds once has nothing from what is kept for the next time.
    private var isRebuilt: Bool { !published.entries.isEmpty }

    private func renderedTexts(of client: String) -> RenderedTexts {
        let own = texts ?? (isRebuilt ? textCache.texts(of: client) : RenderedTexts())
        texts = own
        return own
    }

    private func beginAudit(of edition: Edition, _ values: [Value]) throws {
        guard let path = order.auditTable else { return }
        if audit == nil {
            AuditTable.wait(for: path)
            audit = try EditionAudit(table: path, settings: auditSettings, vocabulary: slice.vocabulary)
        }
        audit?.begin(edition, values: values)
    }
}
