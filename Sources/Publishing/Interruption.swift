internal import Glibc
internal import Synchronization

/// A signal that asks this process to end: what runs notices it at points where nothing is half done.
///
/// `SIGINT`, `SIGTERM` and `SIGHUP`, unless whoever started the process had it ignore them. The second of a kind ends it at once.
public enum Interruption {
    /// Thrown at such a point; the signal's number.
    public struct Stop: Error, Hashable, Sendable {
        /// `SIGINT`, `SIGTERM` or `SIGHUP`.
        public let signal: Int32
    }

    /// 0 for none.
    private static let received = Atomic<Int32>(0)

    /// The signal that came; nil for none.
    public static var stop: Stop? {
        let signal = received.load(ordering: .relaxed)
        return signal == 0 ? nil : Stop(signal: signal)
    }

    /// From here on a signal is noted, and no longer the end.
    static func watch() {
        _ = stop  // A handler may not be the first to ask for what is made on demand.
        for signal in signals {
            var action = sigaction()
            sigaction(signal, nil, &action)
            // Neither ignored nor watched already.
            guard action.__sigaction_handler.sa_handler == nil else { continue }
            action.__sigaction_handler.sa_handler = { Interruption.received.store($0, ordering: .relaxed) }
            action.sa_flags = SA_RESTART | Int32(bitPattern: UInt32(SA_RESETHAND))
            sigaction(signal, &action, nil)
        }
    }

    /// Where something can stop.
    ///
    /// - Throws: `Stop` once a signal came.
    public static func check() throws(Stop) { if let stop { throw stop } }

    static let signals = [SIGINT, SIGTERM, SIGHUP]
}
