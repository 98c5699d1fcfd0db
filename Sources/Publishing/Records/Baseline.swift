internal import Files
internal import Slices

/// The earlier snapshot that a build compares with: for each edition of it, the list of its records.
struct Baseline {
    /// The date of its data.
    let asOf: String
    /// What is older than this was there before it, in seconds since 1970: the end of that day, or when it was made.
    let moment: Int64
    private let editions: [String: Snapshot.Edition]
    private let folder: PortalFolder

    /// The snapshot of an id; nil where none of that id is kept.
    init?(id: String, in folder: PortalFolder) throws {
        guard let snapshot = try Snapshot(id: id, in: folder), let day = CalendarText.days(snapshot.asOf),
            let built = CalendarText.seconds(snapshot.builtAt)
        else { return nil }
        asOf = snapshot.asOf
        moment = min(built, day * 86400 + 86399)
        editions = snapshot.byName
        self.folder = folder
    }

    /// The newest snapshot whose data is at least seven days older than a day; nil where there is none.
    static func newest(before asOf: String, in folder: PortalFolder) throws -> String? {
        guard let day = CalendarText.days(asOf) else { return nil }
        let latest = CalendarText.text(days: day - age)
        return try Snapshot.headers(in: folder).filter { $0.asOf <= latest }
            .max { ($0.asOf, $0.builtAt, $0.id) < ($1.asOf, $1.builtAt, $1.id) }?.id
    }

    /// In days.
    private static let age: Int64 = 7

    /// The list of an edition's records; nil where it had none of that name.
    func records(of edition: String) throws -> [UInt8]? {
        try editions[edition]?.records.flatMap { try FileSystem.readIfThere(folder.recordList($0)) }
    }

    /// Changes when what an edition is compared with does.
    func stamp(of edition: String) -> String { "\(asOf) \(moment) \(editions[edition]?.records?.hex ?? "")" }
}
