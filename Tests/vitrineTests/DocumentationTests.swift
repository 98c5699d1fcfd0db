import Foundation
import TestSupport
import Testing

/// What the documents say is what the tool does.
@Suite struct DocumentationTests {
    @Test func theFirstStepsOfTheReadmeMakeASite() throws {
        let readme = try String(contentsOf: Tool.repository.appending(path: "README.md"), encoding: .utf8)
        let commands = readme.split(separator: "\n").filter { $0.hasPrefix("    vitrine ") }
            .map { $0.split(separator: " ").map(String.init) }
        try #require(commands.count >= 4)
        let folder = TemporaryFolder()
        for command in commands {
            let outcome = try Tool.vitrine(Array(command.dropFirst()), in: folder.url)
            #expect(outcome.code == 0, "\(command.joined(separator: " ")): \(outcome.errors)")
        }
        for edition in ["hello", "hello.board.finance.owners.team"] {
            let page = folder.url.appending(path: "output/site/\(edition)/index.html")
            let html = try String(contentsOf: page, encoding: .utf8)
            #expect(html.contains("Hello Ltd"))
            #expect(html.contains("A new website"))
        }
    }

    @Test func thePageOfTheCommandLineIsWhatTheToolSays() throws {
        let said = try Tool.run(Tool.program, ["help", "--markdown"])
        let page = Tool.repository.appending(path: "docs/cli.md")
        if Tool.updatesGolden {
            try said.output.write(to: page, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: page, encoding: .utf8) == said.output)
    }

    @Test func thePageOfTheSchemaIsTheDictionary() throws {
        let folder = TemporaryFolder()
        let said = try Tool.vitrine("schema", "--format", "dictionary", in: folder.url)
        let page = Tool.repository.appending(path: "docs/schema.md")
        if Tool.updatesGolden {
            try said.output.write(to: page, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: page, encoding: .utf8) == said.output)
    }

    @Test func theSchemaIsPrintedInTheFormatThatIsAskedFor() throws {
        let folder = TemporaryFolder()
        for (format, start) in [("sql", "pragma foreign_keys"), ("mermaid", "erDiagram\n"), ("json", "{\n")] {
            let said = try Tool.vitrine("schema", "--format", format, in: folder.url)
            #expect(said.code == 0 && said.output.hasPrefix(start))
        }
        #expect(try Tool.run(Tool.program, ["schema", "--format", "yaml"]).code == 2)
    }

    @Test func everyCommandHasHelpAndTheOverviewNamesIt() throws {
        let overview = try Tool.run(Tool.program, ["help"]).output
        let names = try Tool.run(Tool.program, ["help", "--markdown"]).output.matches(of: /\n## ([a-z -]+)\n/)
            .map { String($0.1) }
        #expect(names.count >= 40 && names.first == "init" && Set(names).count == names.count)
        for name in names {
            #expect(overview.contains("  \(name) "), "\(name)")
            let page = try Tool.run(Tool.program, ["help"] + name.split(separator: " ").map(String.init))
            #expect(page.code == 0)
            #expect(page.output.contains("usage: vitrine \(name)"))
        }
    }

    @Test func linksBetweenTheDocumentsLeadSomewhere() throws {
        let docs = try FileManager.default.subpathsOfDirectory(
            atPath: Tool.repository.appending(path: "docs").path()
        )
        .filter { $0.hasSuffix(".md") }.map { "docs/" + $0 }
        for path in docs + ["README.md"] {
            let url = Tool.repository.appending(path: path)
            let text = try String(contentsOf: url, encoding: .utf8)
            for match in text.matches(of: /\]\(([^)#:]+)(#[^)]*)?\)/) {
                let target = url.deletingLastPathComponent().appending(path: String(match.1))
                #expect(FileManager.default.fileExists(atPath: target.path()), "\(path) links to \(match.1)")
            }
        }
    }
}
