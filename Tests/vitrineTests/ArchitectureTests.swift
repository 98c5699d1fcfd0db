import Foundation
import TestSupport
import Testing

/// What the compiler's import check cannot see.
@Suite struct ArchitectureTests {
    static let owners = [
        "CSQLite": "SQLite", "CCMarkGFM": "Markdown", "CYAML": "YAML", "CCrypt": "Access",
        "CCurl": "Access", "CSodium": "Access", "CCrypto": "Files",
        "CMagic": "Files", "CLinux": "Files", "CMicroHTTPD": "Preview",
    ]

    static let sources: [(module: String, path: String, text: String)] = {
        let folder = Tool.repository.appending(path: "Sources")
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path())) ?? []
        return names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
            let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
            return (String(name.prefix { $0 != "/" }), name, text ?? "")
        }
    }()

    @Test func aCModuleIsImportedByItsOwnerAloneAndNeverPublicly() {
        #expect(Self.sources.count > 50)
        var seen: Set<String> = []
        for (module, path, text) in Self.sources {
            for match in text.matches(of: /(?m)^(.*)import (C[A-Z][A-Za-z]+)/) {
                let imported = String(match.2)
                guard let owner = Self.owners[imported] else {
                    Issue.record("\(path) imports \(imported), which has no owner")
                    continue
                }
                seen.insert(imported)
                #expect(module == owner, "\(path) imports \(imported)")
                #expect(match.1 == "internal ", "\(path) must import \(imported) internally")
            }
        }
        #expect(seen == Set(Self.owners.keys))
    }

    @Test func whatRendersNamesNeitherTheSourceNorADatabase() {
        for (module, path, text) in Self.sources
        where ["Site", "TemplateEngine", "Markdown"].contains(module) {
            #expect(text.firstMatch(of: /import (SQLite|PortalData|CSQLite)\b/) == nil, "\(path)")
        }
    }

    @Test func nothingImportsWhatIsForTests() {
        for (_, path, text) in Self.sources {
            #expect(text.firstMatch(of: /import (TestSupport|Testing|XCTest)\b/) == nil, "\(path)")
        }
    }

    @Test func nothingImportsFoundation() {
        for (_, path, text) in Self.sources {
            #expect(text.firstMatch(of: /(?m)import Foundation/) == nil, "\(path)")
        }
    }

    @Test func aSourceFileHasAtMost300Lines() {
        for (_, path, text) in Self.sources {
            #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 301, "\(path)")
        }
    }
}
