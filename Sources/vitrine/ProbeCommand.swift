internal import Access
internal import Diagnostics
internal import Publishing

/// `vitrine access probe`.
enum ProbeCommand {
    static let command = Command(
        "access probe", operands: "URL", count: 1...1,
        summary: "Ask a live portal what its manifest decides",
        details: """
            Asks as nobody, as an unknown user, with a wrong password, and as each user of a file of lines `user:password`: for files of
            each edition, for what was never published, and for paths that are spelled around the rules. Each status, body and header
            must be what the manifest in `output/` says, and what is missing must look like what is forbidden. By https also: the days
            left to the certificate, that plain HTTP leads to https and asks for no password, and `Strict-Transport-Security`. Exit
            code 8 if anything is otherwise.

            Guards against guessing count refusals of somebody with a name, and limits of requests count them all: at most fifteen such
            refusals and twenty requests a second are caused, unless you say otherwise.

                vitrine access probe https://portal.example.org --credentials probe.txt --max-age 2d
            """,
        options: [
            .init("root", "FOLDER", "the folder with `access/`; `output/` otherwise"),
            .init("credentials", "FILE", "lines `user:password`, for its owner's eyes alone"),
            .init("all", nil, "every file of every edition, and every refusal"),
            .init("rate", "NUMBER", "requests a second; 20 otherwise"),
            .init("max-age", "AGE", "the oldest that the publication may be: `36h`, `2d`"),
            .init("min-cert-days", "NUMBER", "days that the certificate must last; 14 otherwise"),
            .init("address", "ADDRESS", "where these requests come from, for editions that ask for it"),
            .init(
                "connect", "HOST:PORT", "connect there, whatever the URL says: before its name leads there"),
            .init("http-port", "PORT", "where plain HTTP is answered; 80 otherwise"),
            .init("ca", "FILE", "certificates to trust instead of the system's"),
        ],
        run: run)

    private static func run(_ invocation: Invocation) throws -> ExitCode {
        let url = invocation.operands[0]
        guard let address = WebAddress(url) else {
            throw UsageError(
                message: "`\(url)` is no address such as https://portal.example.org", command: nil)
        }
        let root = invocation.options["root"] ?? PortalFolder(root: invocation.folder).output
        let manifest = try PortalVerification.manifest(of: root)
        let logins =
            try invocation.options["credentials"].map { try ProbeLogin.read($0, for: manifest) } ?? []
        let options = try options(invocation)
        let target = options.connectTo ?? address.host
        guard logins.isEmpty || !address.isPlain || WebAddress.isLoopback(target.prefix { $0 != ":" }) else {
            throw UsageError(message: "passwords are not sent over plain HTTP", command: nil)
        }
        let report = Probe(
            manifest, files: try PortalVerification.files(of: root), at: address, logins: logins,
            options: options
        ).run()
        for note in report.notes { Terminal.say(TerminalText.neutralised("left out: " + note)) }
        for fault in report.faults { Terminal.complain(TerminalText.neutralised("\(fault)")) }
        guard report.faults.isEmpty else {
            Terminal.complain("\(address): \(report.faults.count) faults by \(report.requests) requests")
            return .unproven
        }
        return Terminal.say(
            "\(address) answers as \(manifest.snapshot.id) decides: \(report.requests) requests")
    }

    private static func options(_ invocation: Invocation) throws(UsageError) -> Probe.Options {
        func number(_ name: String, _ range: ClosedRange<Int>) throws(UsageError) -> Int? {
            guard let text = invocation.options[name] else { return nil }
            guard let number = Int(text), range.contains(number) else {
                throw UsageError(
                    message: "`--\(name)` takes a number from \(range.lowerBound) to \(range.upperBound)",
                    command: nil)
            }
            return number
        }
        var options = Probe.Options(now: try Clock().seconds)
        options.isExhaustive = invocation.has("all")
        options.requestsPerSecond = try number("rate", 1...100_000) ?? options.requestsPerSecond
        options.minimumCertificateDays =
            try number("min-cert-days", 0...10_000) ?? options.minimumCertificateDays
        options.plainPort = try number("http-port", 1...65_535) ?? options.plainPort
        options.authority = invocation.options["ca"]
        if let age = invocation.options["max-age"] {
            let unit = ["h": 3600, "d": 86_400][age.suffix(1)]
            guard let unit, let count = Int(age.dropLast()), (1...100_000).contains(count) else {
                throw UsageError(message: "`--max-age` takes hours or days, `36h` or `2d`", command: nil)
            }
            options.maximumAgeSeconds = count * unit
        }
        if let origin = invocation.options["address"] {
            guard Network(origin) != nil, !origin.contains("/") else {
                throw UsageError(message: "`--address` takes an address such as 192.0.2.7", command: nil)
            }
            options.origin = origin
        }
        if let target = invocation.options["connect"] {
            let parts = target.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, HostName.isValid(String(parts[0])), WebAddress.port(parts[1]) != nil
            else {
                throw UsageError(message: "`--connect` takes `HOST:PORT`", command: nil)
            }
            options.connectTo = target
        }
        return options
    }
}
