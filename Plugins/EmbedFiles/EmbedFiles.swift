import Foundation
import PackagePlugin

/// Turns a module's folder of text into Swift constants, so that the tool is one file with nothing beside it.
@main
struct EmbedFiles: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let package = context.package.directoryURL
        let folders = ["PortalData": "Sources/PortalData/Schema", "Site": "Templates"]
        guard let folder = folders[target.name] else { return [] }
        let root = package.appending(path: folder)
        let names = FileManager.default.subpaths(atPath: root.path()) ?? []
        let files = names.sorted().map { root.appending(path: $0) }.filter { file in
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: file.path(), isDirectory: &isFolder)
            return exists && !isFolder.boolValue && !file.lastPathComponent.hasPrefix(".")
        }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
        return [
            .buildCommand(
                displayName: "Embedding \(folder)",
                executable: try context.tool(named: "embed-files").url,
                arguments: [output.path(), root.path()] + files.map { $0.path() },
                inputFiles: files, outputFiles: [output])
        ]
    }
}
