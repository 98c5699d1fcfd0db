public import Files
internal import Glibc

/// The one lock of a portal: commands that change what is published, or waits to be, take turns.
public final class PortalLock {
    /// Another process holds the lock.
    public struct Held: Error {
        /// Which one; nil where it is not known.
        public let holder: FileLock.Holder?
    }

    private var lock: FileLock?

    /// Takes the lock; from here on, signals that ask this process to end are heeded where nothing is half done.
    ///
    /// - Parameters:
    ///   - command: what takes it, for whoever waits.
    ///   - seconds: how long to wait for another process.
    ///   - onWait: told once who is waited for.
    /// - Throws: `Held` when somebody else has it for longer; `Interruption.Stop`.
    public init(
        of folder: PortalFolder, for command: String, waiting seconds: Int = 0,
        onWait: (Held) -> Void = { _ in }
    ) throws {
        Interruption.watch()
        try FileSystem.makeFolder(folder.state)
        let end = ContinuousClock.now.advanced(by: .seconds(seconds))
        var isWaiting = false
        while lock == nil {
            do throws(FileError) {
                lock = try FileLock(path: folder.lock, for: command)
            } catch {
                guard error.isLocked else { throw error }
                let held = Held(holder: FileLock.holder(of: folder.lock))
                guard ContinuousClock.now < end else { throw held }
                if !isWaiting { onWait(held) }
                isWaiting = true
                usleep(50_000)
            }
            try Interruption.check()
        }
    }

    /// Lets go of the lock.
    public func release() { lock = nil }
}
