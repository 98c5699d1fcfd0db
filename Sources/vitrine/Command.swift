internal import PortalData

/// One command of the tool: what it takes, what it says of itself, and what it does.
struct Command: Sendable {
    /// An option of a command.
    struct Option: Sendable {
        /// Without the leading dashes.
        let name: String
        /// What stands for its value in the help; nil for a switch.
        let value: String?
        /// What it does, in one line.
        let summary: String

        /// Whether it may stand alone: its value is in brackets.
        var hasOptionalValue: Bool { value?.hasPrefix("[") ?? false }

        init(_ name: String, _ value: String? = nil, _ summary: String) {
            self.name = name
            self.value = value
            self.summary = summary
        }
    }

    /// As it is typed: `db create`.
    let name: String
    /// Its operands, as the help shows them: `FILE…`; empty for none.
    let operands: String
    /// How many operands it takes.
    let operandCount: ClosedRange<Int>
    /// What it does, in one line.
    let summary: String
    /// What more there is to know, in whole sentences; may be empty.
    let details: String
    /// In the order of the help.
    let options: [Option]
    /// Whether the help lists it.
    let isListed: Bool
    /// What did not happen where inputs have errors; nil for a command that only tells.
    ///
    /// Where nothing else is said, "nothing was changed" for a command that notes an actor in the audit log.
    let undone: String?
    /// Does it.
    let run: @Sendable (Invocation) throws -> ExitCode

    init(
        _ name: String, operands: String = "", count: ClosedRange<Int> = 0...0, summary: String,
        details: String = "", options: [Option] = [], isListed: Bool = true, undone: String? = nil,
        run: @escaping @Sendable (Invocation) throws -> ExitCode
    ) {
        self.name = name
        self.operands = operands
        self.operandCount = count
        self.summary = summary
        self.details = details
        self.options = options
        self.isListed = isListed
        let changesDatabase = options.contains { $0.name == Author.option.name }
        self.undone = undone ?? (changesDatabase ? "nothing was changed" : nil)
        self.run = run
    }

    /// `vitrine build [--jobs N]`.
    var usage: String {
        let flags = options.map { option in
            option.value.map { "[--\(option.name) \($0)]" } ?? "[--\(option.name)]"
        }
        return (["vitrine", name] + flags + (operands.isEmpty ? [] : [operands])).joined(separator: " ")
    }
}

/// What a user typed after a command's name, checked against it.
struct Invocation {
    /// The command's name.
    let command: String
    /// The site's folder.
    let folder: String
    /// Values of options by name; a switch has an empty one.
    let options: [String: String]
    /// In order.
    let operands: [String]
    /// What a report of this run will say.
    let report = RunReport()

    /// Whether a switch is set.
    func has(_ name: String) -> Bool { options[name] != nil }
}

/// How a run ended, for whatever called the tool.
enum ExitCode: Int32, CaseIterable {
    case done = 0
    case inputErrors = 1
    case wrongUse = 2
    case guardRefused = 3
    case heldBack = 4
    case nothingChanged = 5
    case locked = 6
    case targetFailed = 7
    case unproven = 8
    case bug = 70
    case hungUp = 129
    case interrupted = 130
    case terminated = 143
}
