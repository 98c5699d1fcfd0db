import Foundation
import JSON
import PortalData
import SQLite
import Slices
import Testing

@Suite struct SchemaDescriptionTests {
    let schema: SchemaDescription

    init() throws { schema = try SchemaDescription() }

    private func column(_ name: String, of table: String) throws -> SchemaDescription.Column {
        let table = try #require(schema.tables.first { $0.name == table })
        return try #require(table.columns.first { $0.name == name })
    }

    @Test func everyTableAndViewSaysWhatItIsFor() {
        for table in schema.tables {
            #expect(table.purpose.hasSuffix(".") || table.purpose.contains(". "), "\(table.name)")
        }
        for view in schema.views { #expect(view.purpose.hasSuffix("."), "\(view.name)") }
    }

    @Test func aColumnHasTheTypeOfItsNameAndTheCommentOfItsLine() throws {
        let due = try column("due_on", of: "invoices")
        #expect(due.type == "date" && due.isOptional && due.comment == "of a quote: valid until")
        #expect(try column("included_minutes", of: "retainers").comment == "in one period")
        #expect(try column("value_minor", of: "contracts").type == "money")
        #expect(try column("is_published", of: "time_entries").defaultValue == "0")
        #expect(try column("state", of: "risks").choices == ["open", "mitigated", "occurred", "closed"])
        #expect(
            try column("media_types_json", of: "document_types").comment == "what a file of this type may be")
        #expect(try column("milestone_id", of: "deliverables").reference == "milestones")
        #expect(try column("client_id", of: "invoice_lines").reference == "clients")
        #expect(try column("scan_status", of: "document_versions").comment == "what the virus scanner said")
    }

    @Test func whoSeesATableIsWhatEditionsGet() throws {
        func readers(_ name: String) -> String? { schema.tables.first { $0.name == name }?.readers }
        #expect(readers("users") == "the agency alone: never copied")
        #expect(readers("services") == "whoever sees a row that names it")
        #expect(readers("metric_values") == "whoever sees its `metrics`")
        #expect(readers("messages") == "whoever sees its `threads`, where `is_internal = 0`")
        #expect(readers("milestones") == "readers of its `audience` who see its `projects`")
        let portal = try SamplePortal().frozen()
        for table in schema.tables {
            let copied = portal.sliceSchema.table(table.name).map { portal.sliceSchema.tables[$0] }
            #expect(table.isCopied == (copied != nil), "\(table.name)")
            for column in table.columns {
                #expect(
                    column.isCopied == (copied?.column(column.name) != nil), "\(table.name).\(column.name)")
            }
        }
    }

    @Test func theSQLMakesThePortalDatabase() throws {
        let written = try Connection()
        try Script(schema.sql).run(on: written)
        #expect(try written.integer("pragma user_version") == Int64(Migrations.version))
        #expect(try written.integer("pragma application_id") == Migrations.applicationID)
        #expect(try written.integer("pragma foreign_keys") == 1)
        let tables = "select count(*) from sqlite_schema where type = 'table' and name not like 'sqlite%'"
        #expect(try written.integer(tables) == Int64(schema.tables.count))
    }

    /// The grammar of Mermaid's entity-relationship diagrams, as far as the diagram uses it.
    @Test func theDiagramIsWhatMermaidReads() throws {
        let lines = schema.diagram.split(separator: "\n")
        #expect(lines.first == "erDiagram")
        let names = Set(schema.tables.map(\.name))
        var open: String?
        var drawn: [String] = []
        for line in lines.dropFirst() {
            if let relation = line.wholeMatch(of: #/    (\w+) (\|o|\|\|)--o\{ (\w+) : "(\w+)"/#) {
                #expect(
                    open == nil && names.contains(String(relation.1)) && names.contains(String(relation.3)))
            } else if let entity = line.wholeMatch(of: #/    (\w+) \{/#) {
                #expect(open == nil)
                open = String(entity.1)
                drawn.append(String(entity.1))
            } else if line == "    }" {
                #expect(open != nil)
                open = nil
            } else {
                #expect(
                    open != nil
                        && line.wholeMatch(
                            of: #/        [A-Za-z][A-Za-z_]* [a-z][a-z0-9_]*( (PK|FK|PK, FK))?/#) != nil,
                    "\(line)")
            }
        }
        #expect(drawn == schema.tables.map(\.name))
    }

    @Test func theJSONHoldsEveryColumn() throws {
        let value = try JSONReader.read(Array(schema.json.utf8))
        #expect(value["version"]?.int == Int64(schema.version))
        #expect(value["tables"]?.array?.compactMap { $0["name"]?.string } == schema.tables.map(\.name))
        #expect(
            value["tables"]?.array?.map { $0["columns"]?.array?.count } == schema.tables.map(\.columns.count))
    }
}
