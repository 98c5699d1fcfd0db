internal import Files

/// Runs commands at a target and carries files to it and from it: by `ssh` and `rsync`, or here.
///
/// ssh never asks anything, and refuses a host that it does not know.
public struct Transport: Sendable {
    let address: TargetAddress
    /// A file of `ssh_config`, in place of the user's own; nil for that.
    private let configuration: String?

    /// The way to a target.
    public init(to address: TargetAddress, sshConfiguration: String?) {
        self.address = address
        configuration = sshConfiguration
    }

    /// Options of every rsync, which the forced command of a target permits by these words.
    ///
    /// Contents are compared, since every build makes files anew; what is the same is linked, and written files are new ones.
    static let sendingOptions = ["--timeout=60", "--delete"]

    private var ssh: [String] {
        let options = [
            "BatchMode=yes", "StrictHostKeyChecking=yes", "ConnectTimeout=20", "ServerAliveInterval=15",
            "ClearAllForwardings=yes", "ControlMaster=no",
        ]
        return ["ssh", "-T"] + options.map { "-o\($0)" } + (configuration.map { ["-F", $0] } ?? [])
            + (address.host?.port.map { ["-p", "\($0)"] } ?? [])
    }

    private var destination: String {
        guard let host = address.host else { return "" }
        return (host.user.map { $0 + "@" } ?? "") + host.name
    }

    /// Runs `vitrine` there and returns what it printed.
    ///
    /// - Parameter words: none needs quoting.
    func vitrine(_ words: [String]) throws -> [UInt8] {
        let there = ["vitrine"] + words
        return try finished(
            address.host == nil
                ? ["/proc/self/exe"] + words : ssh + [destination, there.joined(separator: " ")],
            as: there.joined(separator: " "))
    }

    /// Runs a script there, by `sh`, and returns what it printed.
    func script(_ text: String, as purpose: String) throws -> [UInt8] {
        try finished(
            address.host == nil ? ["sh", "-s"] : ssh + [destination, "sh -s"], as: purpose,
            input: Array(text.utf8))
    }

    /// Carries files and folders to a folder there, where those that are the same beneath one of `known` are linked.
    ///
    /// - Parameters:
    ///   - names: relative to `root`; what follows `/./` is the place there.
    ///   - folder: relative to the target, as each of `known` is to `folder`.
    func send(_ names: [String], from root: String, to folder: String, known: [String]) throws {
        try rsync(
            Self.sendingOptions + known.map { "--link-dest=\($0)" } + ["--files-from=-", root + "/"],
            remote(folder), input: names.map { $0 + "\n" }.joined())
    }

    /// Carries a folder from there to one of this machine.
    func fetch(_ folder: String, to path: String) throws {
        try rsync(["--timeout=60", remote(folder)], path + "/", input: "")
    }

    private func remote(_ folder: String) -> String {
        (address.host == nil ? "" : destination + ":") + "\(address.path)/\(folder)/"
    }

    private func rsync(_ words: [String], _ destination: String, input: String) throws {
        let shell = address.host == nil ? [] : ["-e", ssh.map { "'\($0)'" }.joined(separator: " ")]
        try finished(
            ["rsync", "-rpc", "--no-protect-args"] + shell + words + [destination], as: "rsync",
            input: Array(input.utf8))
    }

    @discardableResult
    private func finished(_ words: [String], as purpose: String, input: [UInt8] = []) throws -> [UInt8] {
        let end = try Program.run(words, input: input)
        guard end.code == 0 else {
            let text = String(decoding: end.output.suffix(2048), as: UTF8.self) + end.errors
            throw TargetError.failed(purpose, code: end.code, said: text)
        }
        return end.output
    }
}
