/// Every command of the tool, in the order of the help: a group a line.
enum Commands {
    static let all: [Command] = groups.flatMap { $0 }

    private static let groups: [[Command]] = [
        [InitCommand.command],
        DatabaseCommands.all,
        [SchemaCommand.command],
        [ImportCommand.command],
        SyncCommands.all,
        [AddCommand.command, SetCommand.command, NewCommand.command],
        RecordCommands.all,
        GrantCommands.all,
        RequestCommands.all,
        ClientCommands.all,
        UserCommands.all,
        [InviteCommand.command],
        AuditCommands.all,
        [BuildCommand.command, PublishCommand.command],
        BackupCommands.all,
        [AccessCommands.who],
        PublishedAccessCommands.all,
        [HistoryCommand.command],
        [KeyCommand.new],
        [RenderCommand.command],
        [WorkerCommand.command],
    ]
}
