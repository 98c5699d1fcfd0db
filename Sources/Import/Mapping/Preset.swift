internal import Diagnostics
internal import Files

/// Mappings for what other systems export.
public enum Preset {
    /// In the order of the help.
    public static let names = ["trello", "asana"]

    /// A preset's mapping file, to begin one of one's own; nil for a name that there is not.
    public static func text(_ name: String) -> String? {
        switch name {
        case "trello": trello
        case "asana": asana
        default: nil
        }
    }

    private static let trello = """
        # A board of Trello: menu, Print, export and share, Export as JSON.
        # The board is a project; cards with a due date are its milestones.
        source: trello
        format: json
        records: cards
        join:
          - {list: lists, field: idList, match: id, as: list}
        rows:
          - {field: closed, is: "false"}
          - {field: due, is_empty: false}
        tables:
          - into: projects
            columns:
              code: {from: document.name, slug: true}
              name: document.name
          - into: milestones
            columns:
              project: {from: document.name, slug: true}
              code: {text: "card-{shortLink}", slug: true}
              title: name
              description_md: desc
              position: idShort
              starts_on: start
              due_on: due
              completed_on: {from: due, rows: [{field: dueComplete, is: "true"}]}

        """

    private static let asana = """
        # A project of Asana: Export, CSV.
        # The project is a project; tasks with a due date are its milestones.
        source: asana
        format: csv
        rows:
          - {field: Due Date, is_empty: false}
        tables:
          - into: projects
            columns:
              code: {from: Projects, up_to: ",", slug: true}
              name: {from: Projects, up_to: ","}
          - into: milestones
            columns:
              project: {from: Projects, up_to: ",", slug: true}
              code: {text: "task-{Task ID}", slug: true}
              title: Name
              description_md: Notes
              starts_on: {from: Start Date, rows: [{field: Completed At, is_empty: true}]}
              due_on: Due Date
              completed_on: Completed At

        """
}

extension Mapping {
    /// The mapping of a request, with what the command line says instead.
    init(of request: ImportRequest) throws(DiagnosticList) {
        switch request.target {
        case .table: self.init()
        case .mapping(let file):
            let bytes: [UInt8]
            do throws(FileError) {
                bytes = try FileSystem.read(file.path, limit: 1 << 20)
            } catch {
                throw DiagnosticList([
                    Diagnostic("cannot \(error.operation) it: \(error.reason)", file: file.name)
                ])
            }
            try self.init(yaml: bytes, file: file.name)
        case .preset(let name):
            guard let text = Preset.text(name) else {
                throw DiagnosticList([
                    Diagnostic(
                        "there is no preset `\(name)`",
                        hint: "there are " + Preset.names.map { "`\($0)`" }.joined(separator: ", "))
                ])
            }
            try self.init(yaml: Array(text.utf8), file: "preset \(name)")
        }
        if let client = request.client { self.client = client }
    }
}
