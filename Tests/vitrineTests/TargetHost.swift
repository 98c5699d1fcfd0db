import Foundation
import TestSupport
import Testing

/// An ssh server on loopback, with keys and known hosts of its own: another machine, as far as the tool can tell.
final class TargetHost {
    /// Also where its programs are found first: `bin/`.
    let folder = TemporaryFolder()
    private let server = Process()
    private let port = Loopback.freePort()

    /// Starts it; it ends with this.
    ///
    /// - Parameter forced: the command that is all the key is good for; nil for any.
    init(forcing forced: String? = nil) throws {
        for name in ["key", "host_key"] {
            let made = try Tool.run(
                "/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", folder.path(name)])
            try #require(made.code == 0, "\(made.text)")
        }
        let key = try String(contentsOfFile: folder.path("key.pub"), encoding: .utf8)
        let options = forced.map { #"command="\#($0)",restrict "# } ?? ""
        try folder.write(options + key, to: "authorized_keys")
        let hostKey = try String(contentsOfFile: folder.path("host_key.pub"), encoding: .utf8)
        try folder.write("[127.0.0.1]:\(port) \(hostKey)", to: "known_hosts")
        try folder.write(
            """
            Host *
              IdentityFile \(folder.path("key"))
              IdentitiesOnly yes
              UserKnownHostsFile \(folder.path("known_hosts"))
              GlobalKnownHostsFile none

            """, to: "ssh_config")
        try FileManager.default.createDirectory(
            atPath: folder.path("bin"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("bin/vitrine"), withDestinationPath: Tool.program)
        try folder.write(
            """
            Port \(port)
            ListenAddress 127.0.0.1
            HostKey \(folder.path("host_key"))
            AuthorizedKeysFile \(folder.path("authorized_keys"))
            PidFile none
            StrictModes no
            UsePAM no
            PermitRootLogin yes
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            LogLevel ERROR
            SetEnv PATH=\(folder.path("bin")):/usr/local/bin:/usr/bin:/bin

            """, to: "sshd_config")
        // Where sshd separates privileges, which Debian's service makes.
        try? FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
        // sshd closes whatever it inherits, and Foundation takes a process that closes its own descriptor for ended.
        server.executableURL = URL(filePath: "/bin/sh")
        server.arguments = [
            "-c", "/usr/sbin/sshd -D -e -f \"$0\" & trap \"kill $!\" TERM; wait", folder.path("sshd_config"),
        ]
        server.standardInput = FileHandle.nullDevice
        server.standardOutput = FileHandle.nullDevice
        server.standardError = FileHandle.nullDevice
        try Tool.start(server)
        let connection = ["-F", folder.path("ssh_config"), "-p", "\(port)", "127.0.0.1", "true"]
        for _ in 0..<100 where forced == nil {
            if try Tool.run("/usr/bin/ssh", connection).code == 0 { return }
            usleep(50_000)
        }
        if forced != nil { usleep(300_000) }
    }

    deinit { server.terminate() }

    /// For the tool that connects to it.
    var environment: [String: String] { ["VITRINE_SSH_CONFIG": folder.path("ssh_config")] }

    /// A folder of it, as `--to` takes it.
    func address(of path: String) -> String { "ssh://\(NSUserName())@127.0.0.1:\(port)\(path)" }

    /// Whether everything that such tests start is installed.
    static func isAvailable(_ purpose: String) -> Bool {
        ["/usr/sbin/sshd", "/usr/bin/ssh", "/usr/bin/rsync"].allSatisfy {
            Tool.isAvailable($0, for: purpose)
        }
    }
}
