internal import Diagnostics
internal import Files

/// A portal's inputs and memory in one folder: plain files, a description, and a list of all digests.
///
/// `portal.sqlite` `vitrine.yaml` `content/` `Templates/` are what authors made; `state/` is what the tool remembers;
/// `published/` is the manifest and file list of what was published, to compare with. Nothing that is published is in it,
/// as a build makes that again; and no key and no credential, other than the hashes that the database holds.
public struct Backup {
    static let database = "portal.sqlite"
    static let configuration = "vitrine.yaml"
    static let folders = ["content", "Templates", "state", "published"]

    /// Its folder.
    public let path: String
    let description: BackupDescription
    let list: DigestList

    /// Opens a backup and compares every file with its digest; symbolic links are not followed.
    ///
    /// - Throws: `DiagnosticList` with every file that is missing, changed, or not in the list.
    public init(at path: String) throws {
        self.path = path
        let folder: Folder
        do throws(FileError) {
            folder = try Folder(path: path)
        } catch {
            throw DiagnosticList([
                Diagnostic(
                    "there is no backup: \(error.reason)", file: path, hint: "a backup is a folder")
            ])
        }
        list = try DigestList(reading: Self.text(DigestList.name, in: folder))
        let problems = try Self.problems(of: list, in: folder)
        guard problems.isEmpty else { throw DiagnosticList(problems) }
        description = try BackupDescription(reading: folder.read(BackupDescription.name))
    }

    /// When it was made, `YYYY-MM-DDTHH:MM:SSZ`.
    public var madeAt: String { description.madeAt }

    /// How many files it holds, its list included.
    public var fileCount: Int { list.entries.count + 1 }

    private static func text(_ name: String, in folder: Folder) throws(DiagnosticList) -> String {
        do throws(FileError) {
            if let text = String(validating: try folder.read(name), as: UTF8.self) { return text }
            throw FileError("read", name, because: "it is not UTF-8")
        } catch {
            throw DiagnosticList([
                Diagnostic("this is no backup: cannot read it: \(error.reason)", file: name)
            ])
        }
    }

    private static func problems(of list: DigestList, in folder: Folder) throws -> [Diagnostic] {
        let listed = Set(list.entries.map(\.path))
        var problems = [BackupDescription.name, database, configuration].filter { !listed.contains($0) }
            .map { Diagnostic("the backup has none of it", file: $0) }
        for path in listed.sorted() where !isKnown(path) {
            problems.append(Diagnostic("no backup has a file there", file: path))
        }
        for path in try folder.files() where path != DigestList.name && !listed.contains(path) {
            problems.append(Diagnostic("the file is not part of the backup", file: path, hint: "remove it"))
        }
        for entry in list.entries {
            do throws(FileError) {
                guard try folder.digest(entry.path).digest != entry.digest else { continue }
                problems.append(
                    Diagnostic(
                        "the file is not what was backed up: its digest differs", file: entry.path,
                        hint: "take another backup"))
            } catch {
                problems.append(
                    Diagnostic("cannot \(error.operation) it: \(error.reason)", file: entry.path))
            }
        }
        return problems
    }

    /// Whether a backup of ours has a file there.
    private static func isKnown(_ path: String) -> Bool {
        [BackupDescription.name, database, configuration].contains(path)
            || folders.contains { path.hasPrefix($0 + "/") }
    }
}
