internal import Files
internal import Glibc

/// A program that runs to its end.
///
/// What it says goes through files, so that neither of its outputs can keep it waiting.
enum Program {
    /// How it ended: its exit code, or 128 and the number of the signal.
    struct End {
        let code: Int32
        let output: [UInt8]
        let errors: String
    }

    /// Larger outputs are cut off, in bytes.
    private static let outputLimit = 256 << 20

    /// Runs it, by its name or path, with what it reads from its input.
    ///
    /// - Throws: `FileError` where it cannot be started, or nothing can be written here; `Interruption.Stop`, once it has ended.
    static func run(_ words: [String], input: [UInt8] = []) throws -> End {
        let name = words[0]
        let files = try [input, [], []].map { (bytes) throws(FileError) in try ScratchFile(bytes) }
        var start = ChildProcess.Start(words)
        start.descriptors = files.enumerated().map { (Int32($0), $1.descriptor) }
        let process: pid_t
        do throws(ChildProcess.StartFailure) {
            process = try ChildProcess.start(start)
        } catch {
            throw FileError("start", name, because: error.reason)
        }
        var status: Int32 = 0
        while waitpid(process, &status, WNOHANG) == 0 {
            if Interruption.stop != nil { kill(process, SIGTERM) }
            usleep(5_000)
        }
        try Interruption.check()
        let signal = status & 0x7F
        return End(
            code: signal == 0 ? status >> 8 & 0xFF : 128 + signal,
            output: files[1].contents(limit: outputLimit),
            errors: String(decoding: files[2].contents(limit: 1 << 16), as: UTF8.self))
    }

    /// Becomes another program, which keeps what is open here to be kept.
    ///
    /// - Throws: `FileError` where it cannot be started; otherwise this never returns.
    static func become(_ words: [String]) throws(FileError) -> Never {
        var vector: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        signal(SIGPIPE, SIG_DFL)
        execvp(words[0], &vector)
        throw FileError("start", words[0], because: String(cString: strerror(errno)))
    }
}

/// A file without a name, which begins with some bytes and is read from its beginning.
private final class ScratchFile {
    let descriptor: Int32

    init(_ bytes: [UInt8]) throws(FileError) {
        var name = Array("/tmp/vitrine-XXXXXX".utf8CString)
        descriptor = mkstemp(&name)
        guard descriptor >= 0 else {
            throw FileError("make", "/tmp", because: String(cString: strerror(errno)))
        }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(name)
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                throw FileError("write", "/tmp", because: String(cString: strerror(errno)))
            }
            offset += count
        }
        lseek(descriptor, 0, SEEK_SET)
    }

    deinit { close(descriptor) }

    func contents(limit: Int) -> [UInt8] {
        let size = min(Int(lseek(descriptor, 0, SEEK_END)), limit)
        guard size > 0 else { return [] }
        var bytes = [UInt8](repeating: 0, count: size)
        let count = pread(descriptor, &bytes, size, 0)
        return Array(bytes.prefix(max(0, count)))
    }
}
