internal import Files

/// Asks a live portal what its manifest decides, so that an agency proves its own server.
///
/// Anonymous, a wrong password, an unknown user and every given login ask for published files, for what was never
/// published, and for paths that are spelled around the rules; each answer must be what the manifest says.
public struct Probe: Sendable {
    let manifest: Manifest
    let address: WebAddress
    let logins: [ProbeLogin]
    let options: Options
    /// By the ids of their rules, in the order of the list.
    let files: [String: [PublishedFile]]
    /// By their URL paths.
    let fileByPath: [String: PublishedFile]
    /// Where everything is at one host, nil; else each edition is at its own.
    let hosts: [String]

    /// How to ask.
    public struct Options: Hashable, Sendable {
        /// Whether every file is asked for, by everybody; else some of each edition.
        public var isExhaustive = false
        /// How often to ask; a site may limit it.
        public var requestsPerSecond = 20
        /// `HOST:PORT` where connections go; nil for where the address leads.
        public var connectTo: String?
        /// Where plain HTTP is answered.
        public var plainPort = 80
        /// A file of certificates to be trusted instead of the system's.
        public var authority: String?
        /// Where the requests come from, as the server sees it; nil where that is not known.
        public var origin: String?
        /// A certificate must be good for so many days.
        public var minimumCertificateDays = 14
        /// The oldest that a publication may be; nil for any age.
        public var maximumAgeSeconds: Int?
        /// The present, in seconds since 1970.
        public var now: Int

        /// The defaults.
        public init(now: Int) { self.now = now }
    }

    /// Probes one portal.
    ///
    /// - Parameters:
    ///   - files: as `files.jsonl` lists them.
    ///   - address: where the portal is; where each client has a host of its own, the scheme and the port of them all.
    ///   - logins: of users that the manifest knows.
    public init(
        _ manifest: Manifest, files: [PublishedFile], at address: WebAddress, logins: [ProbeLogin] = [],
        options: Options
    ) {
        self.manifest = manifest
        self.address = address
        self.logins = logins
        self.options = options
        self.files = Dictionary(grouping: files, by: \.rule)
        fileByPath = Dictionary(files.map { ($0.urlPath, $0) }, uniquingKeysWith: { first, _ in first })
        hosts = Set(manifest.rules.compactMap(\.host)).sorted(by: Manifest.precedes)
    }

    /// Asks everything, whatever is found wrong first.
    public func run() -> Report {
        var report = Report()
        checkAge(&report)
        note(&report)
        var pace = Pace(perSecond: options.requestsPerSecond)
        for host in hosts.isEmpty ? [address.host] : hosts {
            let address = WebAddress(isPlain: address.isPlain, host: host, port: address.port)
            do throws(WebError) {
                let probe = try HostProbe(self, at: address, report: report, pace: pace)
                defer { (report, pace) = (probe.report, probe.pace) }
                try probe.run()
            } catch {
                report.add(
                    error.isUntrusted ? .transport : .unreachable, address.description, error.description)
            }
        }
        report.sort()
        return report
    }

    private func checkAge(_ report: inout Report) {
        let snapshot = manifest.snapshot
        func instant(_ seconds: Int) -> String { LogTime.utc(seconds: Int64(seconds)) ?? "" }
        if let end = snapshot.notAfter, end <= instant(options.now).prefix(10) {
            report.add(.outdated, snapshot.id, "something in it expired on \(end): publish again")
        }
        if let oldest = options.maximumAgeSeconds, snapshot.builtAt < instant(options.now - oldest) {
            report.add(.outdated, snapshot.id, "was built at \(snapshot.builtAt), which is too long ago")
        }
    }

    private func note(_ report: inout Report) {
        if address.isPlain {
            report.notes.append("the address is plain HTTP: certificate and redirect were not looked at")
        }
        if logins.isEmpty {
            report.notes.append("no login was given: that readers get in was not asked")
        }
        let others = manifest.rules.filter { !isKnown($0) }.map(\.id)
        if !others.isEmpty, !logins.isEmpty {
            report.notes.append(
                "what readers of \(others.joined(separator: ", ")) get was not asked: they must be elsewhere, or need a second factor"
            )
        }
    }

    /// Whether it is known what a reader's password alone lets him read from here.
    func isKnown(_ rule: AccessRule) -> Bool {
        !rule.isSecondFactorRequired && (rule.networks.isEmpty || options.origin != nil)
    }
}
