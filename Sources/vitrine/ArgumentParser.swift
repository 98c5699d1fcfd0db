/// A command line that the tool cannot act on.
struct UsageError: Error {
    /// What is wrong.
    let message: String
    /// The command that it belongs to; nil before one is known.
    let command: Command?
}

/// Reads `vitrine [-C FOLDER] COMMAND [--option VALUE] [operand…]`.
struct ArgumentParser {
    let commands: [Command]

    /// The command and what was given to it.
    func parse(_ arguments: [String]) throws(UsageError) -> (Command, Invocation) {
        var rest = arguments[...]
        var folder = "."
        while let first = rest.first, first == "-C" {
            guard let value = rest.dropFirst().first, !value.isEmpty else {
                throw UsageError(message: "-C needs a folder", command: nil)
            }
            folder = value
            rest = rest.dropFirst(2)
        }
        let command = try command(&rest)
        var options: [String: String] = [:]
        var operands: [String] = []
        while let argument = rest.popFirst() {
            guard argument.hasPrefix("--"), argument.count > 2 else {
                guard !argument.hasPrefix("-") || argument == "-" else {
                    throw UsageError(message: "there is no option `\(argument)`", command: command)
                }
                operands.append(argument)
                continue
            }
            let parts = argument.dropFirst(2).split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            guard let option = command.options.first(where: { $0.name == name }) else {
                throw UsageError(message: "`\(command.name)` has no option `--\(name)`", command: command)
            }
            if option.hasOptionalValue, parts.count == 1 {
                let next = rest.first.flatMap { $0.hasPrefix("-") ? nil : $0 }
                if next != nil { rest = rest.dropFirst() }
                options[name] = next ?? ""
            } else if option.value == nil {
                guard parts.count == 1 else {
                    throw UsageError(message: "`--\(name)` takes no value", command: command)
                }
                options[name] = ""
            } else if parts.count == 2 {
                options[name] = String(parts[1])
            } else {
                guard let value = rest.popFirst() else {
                    throw UsageError(message: "`--\(name)` needs a value", command: command)
                }
                options[name] = value
            }
        }
        guard command.operandCount.contains(operands.count) else {
            let wanted = command.operands.isEmpty ? "no operands" : command.operands
            throw UsageError(message: "`\(command.name)` takes \(wanted)", command: command)
        }
        return (
            command, Invocation(command: command.name, folder: folder, options: options, operands: operands)
        )
    }

    /// The longest command that the next words spell.
    private func command(_ rest: inout ArraySlice<String>) throws(UsageError) -> Command {
        guard let first = rest.first else { throw UsageError(message: "no command given", command: nil) }
        for length in [2, 1] where rest.count >= length {
            let name = rest.prefix(length).joined(separator: " ")
            if let command = commands.first(where: { $0.name == name }) {
                rest = rest.dropFirst(length)
                return command
            }
        }
        throw UsageError(message: "there is no command `\(first)`", command: nil)
    }

    /// The command that arguments begin with, whatever follows.
    func named(_ arguments: [String]) -> Command? {
        var rest = arguments[...]
        if rest.first == "-C" { rest = rest.dropFirst(2) }
        return try? command(&rest)
    }
}
