import Foundation

/// A real nginx on loopback, stopped with the test.
public final class NginxServer {
    /// Where nginx is; nil where it is not installed.
    public static let path = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// Whether tests with nginx run: an absent one is skipped, unless everything must be tested.
    public static let isWanted = path != nil || Tool.testsEverything

    /// Whether a test can have one; where it must and cannot, the test fails.
    public static func isAvailable(for purpose: String) -> Bool {
        Tool.isAvailable(path ?? "/usr/sbin/nginx", for: purpose)
    }

    /// The user of its workers: root's own would not see into a temporary folder, and nobody else may name one.
    public static let user = getuid() == 0 ? "root" : nil

    /// Why it does not run, in its own words.
    struct Failure: Error { let reason: String }

    /// Where it listens on 127.0.0.1.
    public let port: UInt16
    private let folder = TemporaryFolder()
    private let process = Process()

    /// Starts nginx, and returns when it answers.
    ///
    /// - Parameter configuration: makes the whole configuration for a port and a folder to work in.
    public init(configuration: (_ port: UInt16, _ workFolder: String) throws -> String) throws {
        guard let path = Self.path else { throw Failure(reason: "it is not installed") }
        port = Loopback.freePort()
        try folder.write(configuration(port, folder.url.path()), to: "nginx.conf")
        try folder.write("", to: "errors")
        process.executableURL = URL(filePath: path)
        process.arguments = ["-p", folder.url.path(), "-c", folder.path("nginx.conf"), "-e", "stderr"]
        process.standardError = try FileHandle(forWritingTo: folder.url.appending(path: "errors"))
        try Tool.start(process)
        for _ in 0..<500 where process.isRunning {
            if let answer = try? send(Array("GET / HTTP/1.0\r\n\r\n".utf8)), answer.status != 0 { return }
            usleep(10_000)
        }
        let logs = ["errors", "error.log"].map {
            try? String(contentsOfFile: folder.path($0), encoding: .utf8)
        }
        throw Failure(reason: "it does not answer: " + logs.compactMap(\.self).joined())
    }

    deinit {
        if process.isRunning {
            process.terminate()
            process.waitUntilExit()
        }
    }

    /// Sends bytes as they are over a connection of their own and reads to its end.
    public func send(_ request: [UInt8]) throws -> HTTPResponse {
        try HTTPConnection.exchange(request, port: port)
    }
}
