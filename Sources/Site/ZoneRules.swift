internal import Glibc
internal import Synchronization

/// The rules of one IANA time zone, as the C library knows them.
struct ZoneRules: Sendable {
    /// As `Europe/Berlin`; the C library takes an unknown name for UTC, so a portal's check must have seen it first.
    let name: String

    /// The zone that the C library is set to, which is a property of the whole process.
    private static let active = Mutex<String?>(nil)

    /// Seconds east of UTC and the abbreviation in force at an instant, given in seconds since 1970.
    func offset(at instant: Int64) -> (offsetSeconds: Int, abbreviation: String) {
        Self.active.withLock { active in
            if active != name {
                setenv("TZ", ":" + name, 1)
                tzset()
                active = name
            }
            var seconds = time_t(instant)
            var local = tm()
            localtime_r(&seconds, &local)
            return (local.tm_gmtoff, local.tm_zone.map { String(cString: $0) } ?? "UTC")
        }
    }
}
