/// Every command of the tool, in the order of the help.
enum Commands {
    static let all: [Command] =
        [InitCommand.command] + DatabaseCommands.all + [SchemaCommand.command, ImportCommand.command]
        + SyncCommands.all
        + [AddCommand.command, SetCommand.command, NewCommand.command] + RecordCommands.all
        + GrantCommands.all + RequestCommands.all + ClientCommands.all + UserCommands.all
        + [InviteCommand.command] + AuditCommands.all
        + [BuildCommand.command, PublishCommand.command] + BackupCommands.all
        + [AccessCommands.who] + PublishedAccessCommands.all + [HistoryCommand.command, KeyCommand.new]
        + [RenderCommand.command, WorkerCommand.command]
}
