internal import Glibc
internal import Publishing

/// `vitrine`: parse, call, exit.
@main
struct Vitrine {
    /// As `--version` says it.
    static let version = "0.1.0"

    static func main() {
        // A reader that has gone away, as in `vitrine help | head`, is no error.
        signal(SIGPIPE, SIG_IGN)
        exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }

    private static func run(_ arguments: [String]) -> ExitCode {
        let parser = ArgumentParser(commands: Commands.all)
        switch arguments.first {
        case "--version": return Terminal.say("vitrine \(version)")
        case nil, "--help", "-h": return Terminal.say(Help.overview)
        case "help": return Help.run(Array(arguments.dropFirst()))
        default: break
        }
        do throws(UsageError) {
            if arguments.contains("--help"), let command = parser.named(arguments) {
                return Terminal.say(Help.page(of: command))
            }
            let (command, invocation) = try parser.parse(arguments)
            return execute(command, invocation)
        } catch {
            Terminal.complain("vitrine: \(error.message)")
            if let command = error.command { Terminal.complain("usage: \(command.usage)") }
            Terminal.complain("try `vitrine help`")
            return .wrongUse
        }
    }

    private static func execute(_ command: Command, _ invocation: Invocation) -> ExitCode {
        let path = invocation.options[RunReport.option.name]
        let code: ExitCode
        do {
            try path.map(RunReport.begin)
            let end = try command.run(invocation)
            // What had begun to change what readers see was brought to its end.
            if let stop = Interruption.stop {
                Terminal.complain("vitrine: \(stop.name) came when it could not stop half-way: it is done")
            }
            code = Interruption.stop?.code ?? end
        } catch {
            invocation.report.note(error)
            code = Failure.report(error, of: command)
        }
        do {
            try path.map { try invocation.report.write(of: command, code, to: $0) }
        } catch {
            Terminal.complain("vitrine: there is no report: \(error)")
        }
        return code
    }
}
