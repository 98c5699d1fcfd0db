internal import Glibc
internal import PortalData
internal import SQLite
internal import Slices

// One part of what `bench/slices` measures, in a process of its own; says how many rows it met.
let day = "2026-11-21"
let arguments = Array(CommandLine.arguments.dropFirst())
do {
    switch (arguments.first, arguments.count) {
    case ("create", 2): try Database.create(arguments[1])
    case ("scan", 2): print(try scan(arguments[1]))
    case ("backup", 3): try backUp(arguments[1], to: arguments[2])
    case ("freeze", 3): try Freeze.freeze(arguments[1], to: arguments[2])
    case ("slice", 4):
        print(try slice(arguments[1], part: Int(arguments[2]) ?? 0, of: Int(arguments[3]) ?? 1))
    case ("check", 2):
        let notes = try NoteIndex(content: arguments[1] + ".content")
        let portal = try FrozenPortal(path: arguments[1])
        print(try portal.check(asOf: day, notes: notes, content: arguments[1] + ".content").findings.count)
    default:
        fail(
            "usage: bench-slices create|scan|check DATABASE, backup|freeze DATABASE TO, slice FROZEN PART PARTS"
        )
    }
} catch { fail("\(error)") }

/// Every column of every row of every table, as what it is.
func scan(_ path: String) throws -> Int {
    let database = try Connection(path: path, mode: .readOnly)
    var rowCount = 0
    var sum = 0
    for table in try SourceSchema(database).tables {
        let names = table.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
        let rows = try database.prepare("select \(names) from \"\(table.name)\"")
        let columns = rows.columnCount
        while try rows.step() {
            for column in 0..<columns {
                switch rows.storage(at: column) {
                case .null: break
                case .integer: sum &+= Int(rows.integer(at: column))
                case .double: sum &+= Int(rows.double(at: column))
                case .text, .blob: sum &+= rows.bytes(at: column).count
                }
            }
            rowCount += 1
        }
    }
    precondition(sum != 0, "nothing was read")
    return rowCount
}

/// The least that a copy of one moment can be.
func backUp(_ path: String, to destination: String) throws {
    let copy = try Connection(path: destination, mode: .create)
    for sql in ["pragma journal_mode = off", "pragma synchronous = off"] { try copy.execute(sql) }
    try Connection(path: path, mode: .readOnly).backup(to: copy)
}

/// As a worker process of a build does it: the editions of its clients, one after another, in one slice.
func slice(_ frozen: String, part: Int, of parts: Int) throws -> String {
    let portal = try FrozenPortal(path: frozen)
    let slice = try Slice(schema: portal.sliceSchema)
    let notes = try NoteIndex(content: frozen + ".content")
    var editions = 0
    var rows = 0
    let clients = Set(portal.clients.indices.filter { $0 % parts == part }.map { portal.clients[$0].id })
    for edition in try portal.readership(asOf: day).editions where clients.contains(edition.client.id) {
        rows += try portal.fill(slice, with: edition, asOf: day, notes: notes).rows
        try slice.clear()
        editions += 1
    }
    return "\(editions) \(rows)"
}

func fail(_ message: String) -> Never {
    _ = (message + "\n").withCString { write(STDERR_FILENO, $0, strlen($0)) }
    exit(2)
}
