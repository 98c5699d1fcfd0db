public import Access
import Foundation
public import TestSupport

/// A real web server on loopback with the generated files, stopped with the test.
public final class LiveServer {
    /// Why it does not run, in its own words.
    struct Failure: Error { let reason: String }

    /// Which one.
    public let kind: WebServer
    /// Where it listens on 127.0.0.1.
    public let port: UInt16
    private let folder = TemporaryFolder()
    private let process = Process()

    /// The user and group that it works as where root starts it.
    private static let user = "www-data"

    /// Starts it with the server files that lie below `roots`, and returns when it answers.
    ///
    /// - Parameter site: makes what stands in the place of the operator's file, for a port; for what went wrong by hand.
    public init(
        _ kind: WebServer, roots: ServerRoots,
        site: ((_ port: UInt16, _ roots: ServerRoots) -> String)? = nil
    ) throws {
        self.kind = kind
        guard let path = kind.path else { throw Failure(reason: "it is not installed") }
        port = Loopback.freePort()
        try Self.grant(roots)
        let text =
            try site?(port, roots) ?? kind.siteFile(.plain(address: "127.0.0.1:\(port)"), roots: roots).text
        let configuration = try Self.configure(kind, site: text, in: folder)
        process.executableURL = URL(filePath: path)
        process.arguments = kind.program.arguments(
            configuration: configuration, workFolder: folder.url.path())
        process.environment = ProcessInfo.processInfo.environment
            .merging(["HOME": folder.url.path(), "XDG_CONFIG_HOME": folder.url.path()]) { $1 }
        try folder.write("", to: "output")
        let output = try FileHandle(forWritingTo: folder.url.appending(path: "output"))
        process.standardOutput = output
        process.standardError = output
        try Tool.start(process)
        for _ in 0..<3_000 where process.isRunning {
            if let answer = try? send(Array("GET / HTTP/1.0\r\n\r\n".utf8)), answer.status != 0 { return }
            usleep(10_000)
        }
        throw Failure(reason: "it does not answer: " + log)
    }

    deinit {
        if process.isRunning {
            process.terminate()
            process.waitUntilExit()
        }
    }

    /// What `sh` does to make it read its configuration again, for `publish.reload`.
    public var reloadCommand: String {
        if let signal = kind.program.reloadSignal { return "kill -\(signal) \(process.processIdentifier)" }
        return "HOME=\(folder.url.path()) XDG_CONFIG_HOME=\(folder.url.path()) "
            + "\(kind.path ?? "") reload --config \(folder.path("main.conf")) --adapter caddyfile"
    }

    /// Makes it read its configuration again.
    public func reload() throws {
        let outcome = try Tool.run("/bin/sh", ["-c", reloadCommand])
        guard outcome.code == 0 else { throw Failure(reason: outcome.text) }
    }

    /// Whether it still runs.
    public var isRunning: Bool { process.isRunning }

    /// What it said of itself.
    public var log: String {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.url.path())) ?? []
        return names.filter { $0 == "output" || $0.hasSuffix(".log") }.sorted()
            .compactMap { try? String(contentsOfFile: folder.path($0), encoding: .utf8) }.joined()
    }

    /// Sends bytes as they are over a connection of their own and reads to its end.
    public func send(_ request: [UInt8], patienceMilliseconds: Int = 20_000) throws -> HTTPResponse {
        try send([request], patienceMilliseconds: patienceMilliseconds)[0]
    }

    /// The same of several at once.
    public func send(_ requests: [[UInt8]], patienceMilliseconds: Int = 20_000) throws -> [HTTPResponse] {
        try HTTPConnection.exchange(requests, port: port, patienceMilliseconds: patienceMilliseconds)
    }

    /// What the server itself says of a configuration, without running.
    public static func check(
        _ kind: WebServer, _ listener: Listener, roots: ServerRoots
    ) throws -> Tool.Outcome {
        guard let path = kind.path else { throw Failure(reason: "it is not installed") }
        let folder = TemporaryFolder()
        let configuration = try configure(
            kind, site: try kind.siteFile(listener, roots: roots).text, in: folder)
        return try Tool.run(
            path,
            kind.program.checkArguments(configuration: configuration, workFolder: folder.url.path()),
            environment: ["HOME": folder.url.path(), "XDG_CONFIG_HOME": folder.url.path()])
    }

    /// Writes the operator's file and the whole configuration around it; the path of the latter.
    private static func configure(
        _ kind: WebServer, site: String, in folder: TemporaryFolder
    ) throws -> String {
        try folder.write(site, to: kind.siteName)
        try folder.write(
            try kind.standalone(
                site: folder.path(kind.siteName), workFolder: folder.url.path(),
                user: getuid() == 0 ? user : nil),
            to: "main.conf")
        return folder.path("main.conf")
    }

    /// Gives what is secret to the server's group, as an operator does: also what publications add later.
    private static func grant(_ roots: ServerRoots) throws {
        guard getuid() == 0, let group = getgrnam(user) else { return }
        let paths = FileManager.default.enumerator(atPath: roots.access)?.compactMap { $0 as? String } ?? []
        for path in [roots.access] + paths.map({ "\(roots.access)/\($0)" }) {
            chown(path, 0, group.pointee.gr_gid)
            var status = stat()
            if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
                chmod(path, status.st_mode | S_ISGID)
            }
        }
    }
}
