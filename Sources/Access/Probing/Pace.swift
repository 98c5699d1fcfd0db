internal import Glibc

/// Keeps requests apart, so that a limit of the server is not met.
struct Pace {
    private let nanoseconds: Int
    private var next = 0

    init(perSecond: Int) { nanoseconds = 1_000_000_000 / max(1, perSecond) }

    /// Returns when the next request is due.
    mutating func wait() {
        let now = Self.now
        if next > now { usleep(UInt32((next - now) / 1000)) }
        next = max(now, next) + nanoseconds
    }

    private static var now: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
