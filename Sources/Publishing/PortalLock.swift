internal import Files

/// The one lock of a portal: builds and publications take turns.
public final class PortalLock {
    /// Another process holds the lock.
    public struct Held: Error, CustomStringConvertible {
        /// What to do about it.
        public var description: String { "another build or publication is running here; wait for it to end" }
    }

    private var lock: FileLock?

    /// Takes the lock at once.
    ///
    /// - Throws: `Held` when somebody else has it.
    public init(of folder: PortalFolder) throws {
        try FileSystem.makeFolder(folder.state)
        do throws(FileError) {
            lock = try FileLock(path: folder.lock)
        } catch {
            if error.isLocked { throw Held() }
            throw error
        }
    }

    /// Lets go of the lock.
    public func release() { lock = nil }
}
