public import Diagnostics
internal import Files

/// The notes of a content folder: `<client>/**/*.md` and, for every client, `_shared/**/*.md`.
///
/// Read when first asked for, client by client; keeps the shared ones and those of the last client.
public final class NoteIndex {
    private let folder: Folder?
    private let name: String
    private var shared: Result<[Note], DiagnosticList>?
    private var last: (slug: String, notes: Result<[Note], DiagnosticList>)?
    /// With the shared ones, of the client of `last`.
    private var all: (slug: String, notes: [Note])?

    /// The notes beneath the folder at `path`, which diagnostics call `name`; a folder that is missing has none.
    public init(content path: String, name: String = "content") throws(DiagnosticList) {
        self.name = name
        do throws(FileError) {
            folder = FileSystem.kind(path) == nil ? nil : try Folder(path: path)
        } catch {
            throw DiagnosticList([Diagnostic(error.description, file: name)])
        }
    }

    /// What is wrong with a client's own notes, or with the shared ones where `client` is nil.
    public func problems(of client: String?) -> [Diagnostic] {
        do throws(DiagnosticList) {
            if let client { _ = try own(client) } else { _ = try everyones() }
            return []
        } catch {
            return error.all
        }
    }

    /// A client's own notes and the shared ones, by code.
    func notes(of client: String) throws(DiagnosticList) -> [Note] {
        if let known = all, known.slug == client { return known.notes }
        let all = try everyones() + own(client)
        var problems: [Diagnostic] = []
        var first: [String: String] = [:]
        for note in all {
            if let other = first[note.code] {
                problems.append(
                    Diagnostic(
                        "the code `\(note.code)` is taken by \(name)/\(other)",
                        file: "\(name)/\(note.source)",
                        hint: "give one of the two another `code:`"))
            }
            first[note.code] = note.source
        }
        guard problems.isEmpty else { throw DiagnosticList(problems) }
        let notes = all.sorted { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) }
        self.all = (client, notes)
        return notes
    }

    private func everyones() throws(DiagnosticList) -> [Note] {
        let result = shared ?? read("_shared")
        shared = result
        return try result.get()
    }

    private func own(_ client: String) throws(DiagnosticList) -> [Note] {
        if last?.slug != client { last = (client, read(client)) }
        return try last?.notes.get() ?? []
    }

    /// In bytes: what takes longer to render than anybody takes to read.
    private static let largestNote = 1 << 20

    private func read(_ subfolder: String) -> Result<[Note], DiagnosticList> {
        var notes: [Note] = []
        var problems: [Diagnostic] = []
        do {
            guard let folder, Slug.isValid(subfolder) || subfolder == "_shared",
                folder.kind(subfolder) == .folder
            else { return .success([]) }
            let inside = try folder.open(folder: subfolder)
            for path in try inside.files() where path.hasSuffix(".md") {
                let source = "\(subfolder)/\(path)"
                do {
                    let bytes = try inside.read(path, limit: Self.largestNote)
                    let note = try Note(
                        bytes, name: "\(name)/\(source)", source: source, isShared: subfolder == "_shared")
                    if let note { notes.append(note) }
                } catch let error as DiagnosticList {
                    problems += error.all
                } catch let error as FileError {
                    problems.append(
                        Diagnostic(
                            "the note cannot be read: \(error.reason)", file: "\(name)/\(source)",
                            hint: "a note has at most 1 MiB; publish a larger text as a document"))
                }
            }
        } catch {
            problems.append(Diagnostic("\(error)", file: "\(name)/\(subfolder)"))
        }
        return problems.isEmpty ? .success(notes) : .failure(DiagnosticList(problems))
    }
}
