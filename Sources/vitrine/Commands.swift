/// Every command of the tool, in the order of the help.
enum Commands {
    static let all: [Command] = groups.flatMap(\.commands)

    /// By what they are for, each with the words above them.
    static let groups: [(title: String, commands: [Command])] = [
        ("Begin", [InitCommand.command] + DatabaseCommands.all + [SchemaCommand.command]),
        (
            "Fill",
            [AddCommand.command, SetCommand.command, NewCommand.command, ImportCommand.command]
                + SyncCommands.all
        ),
        ("Decide what readers see", RecordCommands.all + GrantCommands.all + RequestCommands.all),
        ("Clients and users", ClientCommands.all + UserCommands.all + [InviteCommand.command]),
        (
            "Publish",
            [
                BuildCommand.command, DiffCommand.command, ServeCommand.command, PublishCommand.command,
                ActivateCommand.command,
            ] + TargetCommands.all + SnapshotCommands.all + [
                KeyCommand.new, ServerCommands.begin, RenderCommand.command,
            ]
        ),
        (
            "Who reads what",
            [AccessCommands.who] + PublishedAccessCommands.all + [ProbeCommand.command, LogCommand.import]
        ),
        ("What happened", [HistoryCommand.command] + AuditCommands.all),
        (
            "Keep and erase",
            BackupCommands.all + [ExportCommand.command, RetentionCommand.command, ForgetCommand.command]
        ),
        ("Not for people", [WorkerCommand.command]),
    ]
}
