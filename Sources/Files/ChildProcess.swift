internal import CLinux

/// What a process that was started by another owes it.
public enum ChildProcess {
    /// Lets the system end this process with the one that started it, however that ends: what it would still write is
    /// nobody's any more.
    public static func endWithParent() { _ = vitrine_end_with_parent() }
}
