extension HostProbe {
    /// Asks for everything that belongs to this host.
    func run() throws(WebError) {
        if !address.isPlain { try checkTransport() }
        try learn()
        try expect("/", .nobody)
        for file in probe.files["assets"] ?? [] { try expect(file.urlPath, .nobody) }
        for rule in rules { try askForEdition(rule) }
        let readers = probe.logins.map { ProbeIdentity($0) }
        for reader in readers { try askAsReader(reader) }
        for path in ProbePaths.unlisted { try expect(path, .nobody) }
        for stranger in ProbeIdentity.strangers(to: probe.manifest) {
            for path in ["/vitrine-probe/nothing"] + rules.prefix(2).compactMap({ page(of: $0) }) {
                try expect(path, stranger)
            }
        }
        try askInDisguise()
        for rule in someRules { try askByOtherMethods(rule) }
        for rule in someRules { try askInOtherSpellings(rule, from: "/assets/", by: .nobody) }
        for reader in readers.prefix(probe.options.isExhaustive ? readers.count : 1) {
            guard let own = rules.first(where: { mayRead($0, reader) }),
                let foreign = rules.first(where: { !mayRead($0, reader) })
            else { continue }
            try askInOtherSpellings(foreign, from: "/\(own.id)/", by: reader)
        }
        if omitted > 0 {
            report.notes.append(
                "\(omitted) requests that must be refused to somebody with a name were left out, as guards against guessing count them: `--all` sends them"
            )
        }
    }

    /// The editions of this host.
    private var rules: [AccessRule] {
        probe.manifest.rules.filter { rule in
            guard case .groups = rule.readers else { return false }
            return rule.host == nil || rule.host == address.host
        }
    }

    /// Enough of them to try what is wrong for all or for none.
    private var someRules: [AccessRule] {
        let all = rules
        guard !probe.options.isExhaustive, all.count > 3 else { return all }
        return [all[0], all[all.count / 2], all[all.count - 1]]
    }

    private func mayRead(_ rule: AccessRule, _ identity: ProbeIdentity) -> Bool {
        expected("/\(rule.id)/", identity) != .refused
    }

    /// A file of an edition.
    private func page(of rule: AccessRule) -> String? { probe.files[rule.id]?.first?.urlPath }

    /// All files of an edition, or the smallest of each class.
    private func sample(_ rule: AccessRule) -> [PublishedFile] {
        let files = probe.files[rule.id] ?? []
        guard !probe.options.isExhaustive else { return files }
        var smallest: [HeaderSet: PublishedFile] = [:]
        for file in files where file.size < smallest[file.headerSet]?.size ?? .max {
            smallest[file.headerSet] = file
        }
        return HeaderSet.allCases.compactMap { smallest[$0] }
    }

    /// Nobody may have any of an edition, nor know that there is one.
    private func askForEdition(_ rule: AccessRule) throws(WebError) {
        for file in sample(rule) { try expect(file.urlPath, .nobody) }
        for path in ProbePaths.beside(rule.id) { try expect(path, .nobody) }
    }

    /// Every reader has what is his, an honest answer to what is missing there, and nothing else.
    private func askAsReader(_ reader: ProbeIdentity) throws(WebError) {
        for rule in rules {
            guard mayRead(rule, reader) else {
                try expect("/\(rule.id)/", reader)
                continue
            }
            guard probe.isKnown(rule) else { continue }
            for file in sample(rule) {
                try expect(file.urlPath, reader)
                if file.headerSet == .page { try expect(file.urlPath, reader, method: "HEAD") }
            }
            for path in ProbePaths.beside(rule.id) where path.hasPrefix("/\(rule.id)/") {
                try expect(path, reader)
            }
        }
    }

    /// Headers by which other programs are told who asks, or for what.
    private func askInDisguise() throws(WebError) {
        guard let rule = rules.first, let page = page(of: rule) else { return }
        for name in ["X-Original-URL", "X-Rewrite-URL"] {
            try expect("/vitrine-probe/nothing", .nobody, headers: ["\(name): \(page)"])
        }
        let user = probe.manifest.users.first?.name ?? "admin"
        for header in [
            "X-Remote-User: \(user)", "X-Forwarded-User: \(user)", "X-Forwarded-For: 127.0.0.1",
            "X-Forwarded-Proto: https", "X-HTTP-Method-Override: HEAD", "Authorization: Bearer \(user)",
            "Authorization: Basic", "Range: bytes=0-9", "If-None-Match: *",
        ] { try expect(page, .nobody, headers: [header]) }
    }

    /// Nothing but reading is answered. What could change something is asked of what does not exist.
    private func askByOtherMethods(_ rule: AccessRule) throws(WebError) {
        guard let page = page(of: rule) else { return }
        try expect(page, .nobody, method: "HEAD")
        let nothing = "/\(rule.id)/vitrine-probe-nothing"
        for (method, target) in [
            ("POST", nothing), ("PUT", nothing), ("DELETE", nothing), ("TRACE", page), ("OPTIONS", page),
            ("PROPFIND", page),
        ] {
            let answer = try ask(WebRequest(method: method, target: target, login: nil))
            if (1..<400).contains(answer.status) {
                report.add(
                    answer.status < 300 ? .leak : .unlike, Self.subject(method, target, .nobody, []),
                    "\(answer.status), and nothing but GET and HEAD is allowed")
            }
        }
    }

    /// A page of an edition that may not be read, spelled in many ways, and the same of an edition that does not exist.
    private func askInOtherSpellings(
        _ rule: AccessRule, from folder: String, by identity: ProbeIdentity
    ) throws(WebError) {
        guard let page = page(of: rule) else { return }
        let rest = page.dropFirst(rule.id.count + 1)
        let stem = rule.id.dropLast()
        let known = Set(probe.manifest.rules.map(\.id))
        let nothing =
            ["q", "7", "qq", "77"].map { stem + $0 }.first { !known.contains($0) } ?? "vitrine-probe"
        let pairs = zip(
            ProbePaths.spellings(of: rule.id, rest, from: folder, host: address.host),
            ProbePaths.spellings(of: nothing, rest, from: folder, host: address.host))
        for (target, twin) in pairs {
            if identity.login != nil, !mayProvokeRefusal() { continue }
            let answer = try ask(WebRequest(target: target, login: identity.login))
            let other = try ask(WebRequest(target: twin, login: identity.login))
            let subject = Self.subject("GET", target, identity, [])
            switch answer.status {
            case 200..<300: report.add(.leak, subject, "\(answer.status) instead of a refusal")
            case 300..<400, 500, 502...504:
                report.add(.unlike, subject, "\(answer.status) instead of a refusal")
            case other.status where answer.digest == other.digest && lasting(answer) == lasting(other): break
            default:
                report.add(
                    .unlike, subject,
                    "\(Self.words(for: answer.status)) is not what an edition that does not exist is answered"
                )
            }
        }
    }
}
