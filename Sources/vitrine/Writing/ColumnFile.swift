internal import Diagnostics
internal import Files
internal import PortalData

/// Columns in the front matter of a Markdown file: `vitrine add … --file`.
enum ColumnFile {
    /// None where the command has no `--file`.
    static func assignments(of invocation: Invocation) throws -> [Assignment] {
        guard let name = invocation.options["file"] else { return [] }
        let path = name.hasPrefix("/") ? name : invocation.folder + "/" + name
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try FileSystem.read(path, limit: 1 << 20)
        } catch {
            throw DiagnosticList([Diagnostic("cannot \(error.operation) it: \(error.reason)", file: name)])
        }
        return try Assignment.all(inFrontMatter: bytes, file: name)
    }
}

extension Assignment {
    /// Each `column=value`, every mistake at once.
    static func all(in arguments: some Sequence<String>) throws(DiagnosticList) -> [Assignment] {
        var problems: [Diagnostic] = []
        var result: [Assignment] = []
        for argument in arguments {
            do throws(DiagnosticList) {
                result.append(try Assignment(parsing: argument))
            } catch {
                problems += error.all
            }
        }
        guard problems.isEmpty else { throw DiagnosticList(problems) }
        return result
    }
}
