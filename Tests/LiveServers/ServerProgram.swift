import Foundation
import TestSupport

/// The program of a web server: where it is, and how it runs in the foreground.
enum ServerProgram: Sendable {
    case nginx, apache, caddy, caddy26, lighttpd

    /// Where it is; nil where it is not installed.
    var path: String? { candidates.first(where: FileManager.default.isExecutableFile) }

    /// Where Debian puts it, and where others may have.
    var candidates: [String] {
        // Debian's Caddy is 2.6; the one with today's spelling comes with the tests' Python packages.
        if case .caddy = self { return [Tool.repository.appending(path: ".build/venv/bin/caddy").path()] }
        return ["/usr/sbin/", "/usr/local/sbin/", "/usr/bin/", "/usr/local/bin/"].map { $0 + name }
    }

    private var name: String {
        switch self {
        case .nginx: "nginx"
        case .apache: "apache2"
        case .caddy, .caddy26: "caddy"
        case .lighttpd: "lighttpd"
        }
    }

    /// Runs it until it is told to end.
    func arguments(configuration: String, workFolder: String) -> [String] {
        switch self {
        case .nginx: ["-p", workFolder, "-c", configuration, "-e", "stderr"]
        case .apache: ["-d", workFolder, "-f", configuration, "-D", "FOREGROUND"]
        case .caddy, .caddy26: ["run", "--config", configuration, "--adapter", "caddyfile"]
        case .lighttpd: ["-D", "-f", configuration]
        }
    }

    /// Reads a configuration and says what is wrong with it.
    func checkArguments(configuration: String, workFolder: String) -> [String] {
        switch self {
        case .nginx: ["-t"] + arguments(configuration: configuration, workFolder: workFolder)
        case .apache: ["-t", "-d", workFolder, "-f", configuration]
        case .caddy, .caddy26: ["validate", "--config", configuration, "--adapter", "caddyfile"]
        case .lighttpd: ["-tt", "-f", configuration]
        }
    }

    /// What makes it read its configuration again; nil where no signal does.
    var reloadSignal: Int32? {
        switch self {
        case .nginx: SIGHUP
        case .apache, .lighttpd: SIGUSR1
        case .caddy, .caddy26: nil
        }
    }
}
