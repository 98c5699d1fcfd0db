internal import Files

/// What a key with a forced command may ask of a target, and nothing else: its status, a transfer into `incoming/`, an
/// activation.
public enum ForcedCommand: Hashable, Sendable {
    case status
    /// Of a snapshot.
    case activate(String)
    /// The words of rsync's server, each of which is known.
    case receive([String])

    /// Reads what ssh calls `SSH_ORIGINAL_COMMAND`; nil for whatever is not permitted.
    ///
    /// It is compared word by word and never given to a shell.
    ///
    /// - Parameter root: the target's folder, as the forced command names it.
    public init?(_ command: String, root: String) {
        let words = command.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        switch words {
        case ["vitrine", "activate", "--root", root, "--status"]: self = .status
        case _ where words.count == 5 && Array(words[..<4]) == ["vitrine", "activate", "--root", root]:
            guard SnapshotID.isValid(words[4]) else { return nil }
            self = .activate(words[4])
        case _ where words.count >= 5 && Array(words[..<2]) == ["rsync", "--server"]:
            guard Self.isTransfer(words[2], options: words[3..<(words.count - 2)]),
                words[words.count - 2] == ".", Self.isIncoming(words[words.count - 1], root)
            else { return nil }
            self = .receive(words)
        default: return nil
        }
    }

    /// Whether these are the options that `Transport.send` gives rsync, as one of its versions hands them on.
    private static func isTransfer(_ letters: String, options: ArraySlice<String>) -> Bool {
        // What follows `e` says what the other rsync is able to do.
        let parts = letters.dropFirst().split(separator: "e", maxSplits: 1, omittingEmptySubsequences: false)
        guard letters.hasPrefix("-"), let first = parts.first, !first.isEmpty,
            first.allSatisfy("prcR".contains),
            parts.dropFirst().allSatisfy({ $0.utf8.allSatisfy(isCapability) })
        else { return false }
        var rest = options
        let known = Delivery.known
        while let option = rest.popFirst() {
            switch option {
            case "--timeout=60", "--delete", "--delete-before", "--delete-during": break
            case "--link-dest": guard let path = rest.popFirst(), known.contains(path) else { return false }
            default:
                guard known.contains(where: { option == "--link-dest=" + $0 }) else { return false }
            }
        }
        return true
    }

    private static func isCapability(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func isIncoming(_ path: String, _ root: String) -> Bool {
        let begin = root + "/incoming/"
        return path.hasPrefix(begin) && path.hasSuffix("/")
            && SnapshotID.isValid(String(path.dropFirst(begin.count).dropLast()))
    }

    /// Becomes rsync's server, which holds the lock for as long as it runs.
    public static func receive(_ words: [String], in target: PortalFolder) throws -> Never {
        let lock = try Activation.transferLock(in: target)
        lock.passOn()
        try Program.become(words)
    }
}
