public import Diagnostics
internal import Files

extension ProbeLogin {
    /// Reads a file of lines `user:password`; empty lines are passed over.
    ///
    /// - Throws: where others than its owner may read it, and for each line that is no user of the manifest with a
    ///   password. No message shows a password.
    public static func read(_ path: String, for manifest: Manifest) throws(DiagnosticList) -> [ProbeLogin] {
        guard let mode = FileSystem.permissions(of: path), let bytes = try? FileSystem.read(path) else {
            throw DiagnosticList([Diagnostic("there is no file of logins", file: path)])
        }
        guard mode & 0o077 == 0 else {
            throw DiagnosticList([
                Diagnostic("others may read the passwords", file: path, hint: "`chmod 600 \(path)`")
            ])
        }
        let known = Set(manifest.users.map(\.name))
        var logins: [ProbeLogin] = []
        var problems: [Diagnostic] = []
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty {
            func report(_ problem: String, hint: String? = nil) {
                problems.append(
                    Diagnostic(
                        problem, file: path, range: SourceRange(line: index + 1, columns: 1..<2), hint: hint))
            }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
                report("this is no user name and password", hint: "write `user:password`")
                continue
            }
            let user = String(decoding: line[..<colon], as: UTF8.self)
            guard known.contains(user) else {
                report(
                    "the manifest knows no user `\(user)`", hint: didYouMean(user, in: Array(known).sorted()))
                continue
            }
            do throws(AccessError) {
                let password = try Password(String(decoding: line[(colon + 1)...], as: UTF8.self))
                logins.append(ProbeLogin(user: user, password: password))
            } catch {
                report("\(error)")
            }
        }
        guard problems.isEmpty else { throw DiagnosticList(problems) }
        return logins
    }
}
