internal import Glibc
internal import PortalData
internal import Site
internal import Slices

/// Compiles the built-in theme: templates, front matter and locales.
enum ThemeBenchmark {
    static func run(times: Int) throws {
        let folder = "/tmp/vitrine-bench-\(getpid())"
        mkdir(folder, 0o700)
        let database = folder + "/portal.sqlite"
        let frozen = folder + "/frozen.sqlite"
        defer {
            for path in [database, database + "-wal", database + "-shm", frozen] { unlink(path) }
            rmdir(folder)
        }
        try Database.create(database)
        try Freeze.freeze(database, to: frozen)
        let slice = try Slice(schema: FrozenPortal(path: frozen).sliceSchema)
        let milliseconds = try (0..<times).map { _ in
            let start = seconds()
            _ = try Theme(overrides: folder + "/Templates", slice: slice)
            return (seconds() - start) * 1000
        }
        print(#"{"milliseconds": \#(milliseconds)}"#)
    }
}
