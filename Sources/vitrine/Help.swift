/// What the tool says of its commands, on a terminal and as `docs/cli.md`.
enum Help {
    /// `vitrine help [COMMAND | --markdown]`.
    static func run(_ arguments: [String]) -> ExitCode {
        if arguments.isEmpty { return Terminal.say(overview) }
        if arguments == ["--markdown"] { return Terminal.say(markdown) }
        guard let command = ArgumentParser(commands: Commands.all).named(arguments) else {
            Terminal.complain("vitrine: there is no command `\(arguments.joined(separator: " "))`")
            return .wrongUse
        }
        return Terminal.say(page(of: command))
    }

    private static var listed: [(title: String, commands: [Command])] {
        Commands.groups.map { ($0.title, $0.commands.filter(\.isListed)) }.filter { !$0.1.isEmpty }
    }

    /// All commands, a line each, by what they are for.
    static var overview: String {
        let width = listed.flatMap(\.commands).map(\.name.count).max() ?? 0
        let groups = listed.map { group in
            let lines = group.commands.map { command in
                "  " + command.name + String(repeating: " ", count: width - command.name.count + 2)
                    + command.summary
            }
            return ([group.title] + lines).joined(separator: "\n")
        }
        return """
            vitrine publishes client portals as static sites.

            usage: vitrine [-C FOLDER] COMMAND [OPTION…]

            \(groups.joined(separator: "\n\n"))

              -C FOLDER  work on the portal in FOLDER instead of this one
              --version  say which version this is

            `vitrine help COMMAND` says more.
            """
    }

    /// One command.
    static func page(of command: Command) -> String {
        var parts = [command.summary, "usage: \(command.usage)"]
        if !command.details.isEmpty { parts.append(command.details) }
        if !command.options.isEmpty {
            let names = command.options.map { "--\($0.name)" + ($0.value.map { " \($0)" } ?? "") }
            let width = names.map(\.count).max() ?? 0
            let lines = zip(names, command.options).map { name, option in
                "  " + name + String(repeating: " ", count: width - name.count + 2) + option.summary
            }
            parts.append(lines.joined(separator: "\n"))
        }
        return parts.joined(separator: "\n\n")
    }

    /// The whole of `docs/cli.md`.
    static var markdown: String {
        var text = """
            # Command line

            `vitrine [-C FOLDER] COMMAND [OPTION…]` works on the portal in a folder, this one by default. Results go to
            standard output, diagnostics and progress to standard error. This page is made by `vitrine help --markdown`.

            """
        for command in listed.flatMap(\.commands) {
            text += "\n## \(command.name)\n\n\(command.summary).\n\n    \(command.usage)\n"
            if !command.details.isEmpty { text += "\n\(command.details)\n" }
            if !command.options.isEmpty {
                text += "\n| option | meaning |\n|---|---|\n"
                for option in command.options {
                    let value = option.value.map { " \($0)" } ?? ""
                    text += "| `--\(option.name)\(value)` | \(option.summary) |\n"
                }
            }
        }
        text += "\n## Exit codes\n\n| code | meaning |\n|---|---|\n"
        for code in ExitCode.allCases { text += "| \(code.rawValue) | \(code.meaning) |\n" }
        return String(text.dropLast())
    }
}

extension ExitCode {
    /// As the documentation says it.
    var meaning: String {
        switch self {
        case .done: "done"
        case .inputErrors: "errors in inputs; nothing was published or changed"
        case .wrongUse: "wrong use of the command line"
        case .guardRefused: "a guard refused"
        case .heldBack: "done, but some clients of a build, or records of an import, were held back"
        case .nothingChanged: "nothing changed (`--exit-code`)"
        case .locked: "another command holds the lock"
        case .targetFailed: "a hook or a target failed; the previous snapshot is in force"
        case .unproven: "published, but a verification found faults"
        case .bug: "a bug of Vitrine's"
        case .hungUp: "ended by SIGHUP, with nothing half done"
        case .interrupted: "ended by SIGINT, with nothing half done"
        case .terminated: "ended by SIGTERM, with nothing half done"
        }
    }
}
