internal import Diagnostics
internal import Files
internal import JSON
internal import PortalData

/// `backup.json`: what a backup is of, as far as its files do not tell.
struct BackupDescription: Hashable {
    static let name = "backup.json"
    private static let format: Int64 = 1

    /// What was published when the backup was made.
    struct Published: Hashable {
        /// The id of the snapshot.
        let id: String
        /// The date of its data.
        let asOf: String
        /// The instant of its build.
        let builtAt: String
        /// The program that built it.
        let generator: String
    }

    /// When the backup was made, `YYYY-MM-DDTHH:MM:SSZ`.
    let madeAt: String
    let original: Freeze.Original
    /// Nil where that was nothing, or half of something.
    let published: Published?

    init(madeAt: String, original: Freeze.Original, published: Published?) {
        self.madeAt = madeAt
        self.original = original
        self.published = published
    }

    /// The whole file.
    var json: [UInt8] {
        var json = JSONWriter(indentation: 2)
        json.beginObject()
        json.name("format")
        json.int(Self.format)
        json.name("made_at")
        json.string(madeAt)
        json.name("schema")
        json.int(original.schema)
        json.name("has_write_ahead_log")
        json.bool(original.hasWriteAheadLog)
        json.name("published")
        if let published {
            json.beginObject()
            for (name, text) in [
                ("id", published.id), ("as_of", published.asOf), ("built_at", published.builtAt),
                ("generator", published.generator),
            ] {
                json.name(name)
                json.string(text)
            }
            json.endObject()
        } else {
            json.null()
        }
        json.endObject()
        json.newline()
        return json.bytes
    }

    /// Reads the file.
    init(reading bytes: [UInt8]) throws(DiagnosticList) {
        guard let json = try? JSONReader.read(bytes), let format = json["format"]?.int else {
            throw DiagnosticList([Diagnostic("this describes no backup", file: Self.name)])
        }
        guard format == Self.format else {
            throw DiagnosticList([
                Diagnostic(
                    "the backup has format \(format), this version of vitrine knows \(Self.format)",
                    file: Self.name, hint: "use the newer vitrine that wrote it")
            ])
        }
        guard let madeAt = json["made_at"]?.string, let schema = json["schema"]?.int,
            let hasLog = json["has_write_ahead_log"]?.bool, let published = json["published"]
        else { throw DiagnosticList([Diagnostic("something of the backup is not told", file: Self.name)]) }
        self.madeAt = madeAt
        original = Freeze.Original(schema: Int(clamping: schema), hasWriteAheadLog: hasLog)
        self.published = Published(published)
    }
}

extension BackupDescription.Published {
    /// Nil where it is none.
    fileprivate init?(_ json: JSONValue) {
        guard let id = json["id"]?.string, let asOf = json["as_of"]?.string,
            let builtAt = json["built_at"]?.string, let generator = json["generator"]?.string
        else { return nil }
        self.init(id: id, asOf: asOf, builtAt: builtAt, generator: generator)
    }

    /// What a manifest says of its snapshot.
    init?(manifest: [UInt8]) {
        guard let snapshot = (try? JSONReader.read(manifest))?["snapshot"] else { return nil }
        self.init(snapshot)
    }
}
