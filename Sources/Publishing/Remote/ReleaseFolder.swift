internal import Files

/// A folder of a host without Vitrine in which releases lie side by side, and a link `current` names one of them.
///
/// Needs `sh`, `flock`, `ln`, `mv` and `rsync` there. Names need no quoting.
struct ReleaseFolder {
    /// What lies there.
    struct State: Hashable {
        /// The name of the release that `current` leads to; nil where there is none.
        var current: String?
        /// The last that was switched to with all that follows.
        var told: String?
    }

    let transport: Transport
    /// Whether nobody but the owner may look into releases.
    let isPrivate: Bool

    /// What lies there; makes room for what comes.
    func state() throws -> State {
        let answer = try transport.script(
            """
            set -e
            umask \(isPrivate ? "077" : "022")
            mkdir -p '\(transport.address.path)/releases'
            cd '\(transport.address.path)'
            echo "$(readlink current || true)"
            echo "$(cat .told 2>/dev/null || true)"
            """, as: "the question what is there")
        let lines = String(decoding: answer, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 3 else { throw TargetError.noAnswer("the question what is there") }
        let current = lines[0].split(separator: "/").last.map(String.init)
        guard lines[0].isEmpty || lines[0] == "releases/\(current ?? "")" else {
            throw TargetError.noAnswer("the question what `current` is")
        }
        return State(current: current, told: lines[1].isEmpty ? nil : lines[1])
    }

    /// Carries a release: files and folders as `Transport.send` takes them. Nobody sees it before `switchOver`.
    func carry(_ names: [String], from root: String, as name: String) throws {
        try transport.send(names, from: root, to: "releases/\(name).part", known: ["../../current/"])
    }

    /// Makes a release that was carried the current one in one step, removes all others, and runs a command.
    ///
    /// - Throws: `TargetError.moved` where another release than `expected` is current by now.
    func switchOver(to name: String, from expected: String?, then command: String?) throws {
        let script = """
            set -e
            cd '\(transport.address.path)'
            exec 9>.lock
            flock -n 9 || exit 6
            now=$(readlink current || true)
            [ "$now" = '\(expected.map { "releases/" + $0 } ?? "")' ] || [ "$now" = 'releases/\(name)' ] || exit 3
            [ -d 'releases/\(name)' ] || mv -T 'releases/\(name).part' 'releases/\(name)'
            sync
            ln -sfn 'releases/\(name)' .current
            mv -T .current current
            for other in releases/*; do
                [ "$other" = 'releases/\(name)' ] || rm -rf "$other"
            done
            (
            \(command ?? ":")
            ) </dev/null 9>&- || exit 9
            echo '\(name)' >.told
            """
        do {
            _ = try transport.script(script, as: "the switch there")
        } catch TargetError.failed(_, 3, _) {
            throw TargetError.moved
        } catch TargetError.failed(_, 6, _) {
            throw PortalLock.Held(holder: nil)
        } catch TargetError.failed(_, 9, let said) {
            throw TargetError.failed("`publish.remote_reload`, after the switch,", code: 9, said: said)
        }
    }
}
