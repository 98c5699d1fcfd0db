public import Diagnostics
internal import Files

extension Manifest {
    /// Everything that makes the manifest unsafe to enforce, or that would leave somebody outside by mistake.
    ///
    /// All are errors of the program or of shared settings, so they name no file.
    public func problems(with files: [PublishedFile]) -> [Diagnostic] {
        siteProblems() + ruleProblems() + disjointProblems() + principalProblems() + fileProblems(files)
    }

    private func siteProblems() -> [Diagnostic] {
        var problems: [Diagnostic] = []
        if !baseURL.hasPrefix("https://") && !baseURL.hasPrefix("http://") {
            problems.append(Diagnostic("the base URL `\(baseURL)` is not an https address"))
        }
        let isPlain = realm.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && !"\"\\$".utf8.contains($0) }
        if realm.isEmpty || !isPlain {
            problems.append(
                Diagnostic(
                    "the realm `\(realm)` cannot be sent by every server",
                    hint: "use letters, digits and spaces; no quotes, backslashes or dollar signs"))
        }
        return problems
    }

    private func ruleProblems() -> [Diagnostic] {
        var problems = Self.repeated(rules.map(\.id)).map { Diagnostic("two rules are named `\($0)`") }
        let known = Set(groups.map(\.id))
        let editions = rules.filter { if case .groups = $0.readers { true } else { false } }
        for rule in editions where rule.host == nil && editions.contains(where: { $0.host != nil }) {
            problems.append(Diagnostic("the rule `\(rule.id)` names no host, and others do"))
        }
        for rule in rules {
            if case .prefix(let prefix) = rule.scope,
                !prefix.hasPrefix("/") || !prefix.hasSuffix("/") || prefix == "/"
            {
                problems.append(Diagnostic("the prefix `\(prefix)` is not a folder below the root"))
            }
            switch rule.readers {
            case .everyone:
                if !Self.isPublic(rule.scope) {
                    problems.append(Diagnostic("the rule `\(rule.id)` would make an edition public"))
                }
                if rule.host != nil || !rule.networks.isEmpty || rule.isSecondFactorRequired {
                    problems.append(Diagnostic("the rule `\(rule.id)` is public for some only"))
                }
            case .groups(let names):
                problems += groupProblems(rule, names, known)
            }
            if let host = rule.host, !HostName.isValid(host) {
                problems.append(Diagnostic("the rule `\(rule.id)` is for `\(host)`, which is no host name"))
            }
            for network in rule.networks where Network(network) == nil {
                problems.append(
                    Diagnostic(
                        "`\(network)` is not an address range",
                        hint: "write it as `192.0.2.0/24` or `2001:db8::/32`"))
            }
        }
        return problems
    }

    private func groupProblems(_ rule: AccessRule, _ names: [String], _ known: Set<String>) -> [Diagnostic] {
        var problems: [Diagnostic] = []
        if rule.scope != .prefix("/\(rule.id)/") || !EditionName.isValid(rule.id) {
            problems.append(Diagnostic("the rule `\(rule.id)` does not cover the edition of its name"))
        }
        if names.isEmpty { problems.append(Diagnostic("the rule `\(rule.id)` has no readers")) }
        for name in names where !known.contains(name) {
            problems.append(
                Diagnostic(
                    "the rule `\(rule.id)` names the unknown group `\(name)`",
                    hint: didYouMean(name, in: groups.map(\.id))))
        }
        return problems
    }

    private static func isPublic(_ scope: AccessRule.Scope) -> Bool {
        switch scope {
        case .prefix(let prefix): prefix == "/assets/"
        case .exact(let path, let serves): path == "/" && serves == "/" + PublicPages.landing.text
        }
    }

    /// A prefix inside another would make the order of rules matter.
    private func disjointProblems() -> [Diagnostic] {
        let prefixes = rules.compactMap { rule in
            if case .prefix(let prefix) = rule.scope { prefix } else { nil }
        }
        let sorted = prefixes.sorted(by: Self.precedes)
        return zip(sorted, sorted.dropFirst()).filter { $1.utf8.starts(with: $0.utf8) }.map {
            Diagnostic("the prefix `\($1)` lies inside `\($0)`")
        }
    }

    private func principalProblems() -> [Diagnostic] {
        var problems = Self.repeated(groups.map(\.id)).map { Diagnostic("two groups are named `\($0)`") }
        problems += Self.repeated(users.map(\.name)).map { Diagnostic("two users are named `\($0)`") }
        let known = Set(groups.map(\.id))
        for user in users {
            if !AccessUser.isValidName(user.name) {
                problems.append(
                    Diagnostic(
                        "the user name `\(user.name)` cannot stand in a password file",
                        hint: "use at most 64 letters, digits and `.`, `_`, `@`, `+`, `-`"))
            }
            if user.groups.isEmpty { problems.append(Diagnostic("the user `\(user.name)` may read nothing")) }
            for group in user.groups where !known.contains(group) {
                problems.append(
                    Diagnostic(
                        "the user `\(user.name)` is in the unknown group `\(group)`",
                        hint: didYouMean(group, in: groups.map(\.id))))
            }
            if !user.groups.isEmpty, !user.groups.contains(user.home) {
                problems.append(
                    Diagnostic("the home `\(user.home)` of the user `\(user.name)` is not his to read"))
            }
        }
        let covered = Set(
            rules.flatMap { rule -> [String] in
                guard case .groups(let names) = rule.readers else { return [] }
                return names
            })
        for group in groups where !covered.contains(group.id) {
            problems.append(Diagnostic("no rule names the group `\(group.id)`"))
        }
        return problems
    }

    private func fileProblems(_ files: [PublishedFile]) -> [Diagnostic] {
        var problems = Self.repeated(files.map(\.path.text)).map { Diagnostic("`\($0)` is published twice") }
        let highest = Dictionary(rules.map { ($0.id, $0.classification) }, uniquingKeysWith: min)
        for file in files {
            guard let highest = highest[file.rule], file.path.folder != nil else {
                problems.append(Diagnostic("no rule covers the file `\(file.path)`"))
                continue
            }
            if let own = file.classification, own > highest {
                problems.append(
                    Diagnostic(
                        "the file `\(file.path)` is \(own.rawValue), and its readers may have what is \(highest.rawValue) at most"
                    ))
            }
        }
        let published = Set(files.lazy.map(\.path))
        for page in PublicPages.all where !published.contains(page) {
            problems.append(Diagnostic("the page `\(page)` is missing: servers answer with it"))
        }
        return problems
    }

    private static func repeated(_ names: [String]) -> [String] {
        var counts: [String: Int] = [:]
        for name in names { counts[name, default: 0] += 1 }
        return counts.filter { $0.value > 1 }.map(\.key).sorted(by: precedes)
    }
}
