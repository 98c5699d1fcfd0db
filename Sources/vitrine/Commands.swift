/// Every command of the tool, in the order of the help.
enum Commands {
    static let all: [Command] =
        [InitCommand.command] + DatabaseCommands.all + [UserCommands.passwd]
        + [BuildCommand.command, PublishCommand.command, RenderCommand.command, WorkerCommand.command]
}
