internal import Diagnostics
internal import Files
internal import JSON
internal import Publishing

/// What a run of `build` or `publish` did, in numbers: no title, no slug, no name of a record, and nothing that differs between runs
/// alike.
///
/// As JSON it is described by docs/report.schema.json.
final class RunReport {
    static let option = Command.Option(
        "report", "FILE", "write what was done as JSON: the exit code and counts, no names")

    private var asOf: String?
    private var snapshot: String?
    private var isAudited = false
    private var built: Build.Outcome?
    private var published: Publication.Outcome?
    private var problems: [Diagnostic] = []

    /// Takes what a build came to.
    func note(_ outcome: Build.Outcome, _ options: Build.Options) {
        asOf = options.asOf
        isAudited = options.isAudited
        built = outcome
        snapshot = outcome.staged?.id
        problems = outcome.diagnostics
    }

    /// Takes what a publication changed.
    func note(_ outcome: Publication.Outcome, id: String) {
        snapshot = id
        published = outcome
    }

    /// Takes why a run ended.
    func note(_ error: any Error) {
        switch error {
        case let list as DiagnosticList: problems = list.all
        case let refusal as GuardRefusal: problems = refusal.diagnostics
        default: break
        }
    }

    /// Makes sure that no report of an earlier run is taken for one of this.
    static func begin(at path: String) throws(UsageError) {
        do throws(FileError) {
            try FileSystem.remove(path)
        } catch {
            throw UsageError(message: "`--report` cannot write there: \(error)", command: nil)
        }
    }

    /// Writes it as a whole.
    func write(of command: Command, _ code: ExitCode, to path: String) throws(FileError) {
        var json = JSONWriter(indentation: 2)
        json.beginObject()
        json.name("version")
        json.int(1)
        json.name("command")
        json.string(command.name)
        json.name("exit_code")
        json.int(code.rawValue)
        json.name("as_of")
        json.string(orNull: asOf)
        json.name("snapshot")
        json.string(orNull: snapshot)
        let errors = problems.count { $0.severity == .error }
        Self.write(&json, "problems", [("errors", errors), ("warnings", problems.count - errors)])
        if let built {
            json.name("is_audited")
            json.bool(isAudited)
            Self.write(
                &json, "built",
                [
                    ("clients", built.clients), ("held_back", built.heldBack.count),
                    ("editions", built.editions),
                    ("unchanged", built.kept), ("pages", built.pages), ("files", built.files),
                    ("bytes", built.bytes),
                ])
        }
        if let published {
            Self.write(
                &json, "published",
                [
                    ("switched", published.switched.count), ("unchanged", published.unchanged),
                    ("withdrawn", published.withdrawn.count),
                ])
        }
        json.endObject()
        json.newline()
        try AtomicWrite.write(json.bytes, to: path)
    }

    private static func write(_ json: inout JSONWriter, _ name: String, _ counts: [(String, Int)]) {
        json.name(name)
        json.beginObject()
        for (name, count) in counts {
            json.name(name)
            json.int(count)
        }
        json.endObject()
    }
}
