internal import CCrypto

/// A digest that grows piece by piece; after `finish` it begins anew.
public final class Digester {
    /// Room for the 32 bytes of one digest.
    struct Raw {
        var bytes: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    }

    /// Fetched once: a look-up for each digest costs more than a short digest.
    // SAFETY: libcrypto's EVP_MD is immutable after the fetch and may be used by all threads.
    nonisolated(unsafe) static let algorithm: OpaquePointer? = EVP_MD_fetch(nil, "SHA256", nil)

    private let context: OpaquePointer
    /// Small pieces are gathered: each call into libcrypto costs as much as 100 bytes.
    private let gathered = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 16)
    private var gatheredCount = 0

    /// An empty digest.
    public init() {
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("out of memory") }
        self.context = context
        restart()
    }

    deinit {
        EVP_MD_CTX_free(context)
        gathered.deallocate()
    }

    private func restart() {
        precondition(EVP_DigestInit_ex2(context, Self.algorithm, nil) == 1, "libcrypto has SHA-256")
    }

    /// Adds bytes.
    public func update(_ bytes: UnsafeRawBufferPointer) {
        guard !bytes.isEmpty else { return }
        if bytes.count > gathered.count - gatheredCount { passOn() }
        guard bytes.count <= gathered.count else { return digest(bytes) }
        UnsafeMutableRawBufferPointer(rebasing: gathered[gatheredCount...]).copyMemory(from: bytes)
        gatheredCount += bytes.count
    }

    private func passOn() {
        digest(UnsafeRawBufferPointer(rebasing: gathered[..<gatheredCount]))
        gatheredCount = 0
    }

    private func digest(_ bytes: UnsafeRawBufferPointer) {
        precondition(
            EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1, "SHA-256 takes any bytes")
    }

    /// Adds bytes.
    public func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// Adds the UTF-8 of a text.
    public func update(_ text: String) {
        var text = text
        text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
    }

    /// The digest of everything added since the beginning or the last `finish`.
    public func finish() -> Digest {
        passOn()
        var raw = Raw()
        let isDone = withUnsafeMutableBytes(of: &raw.bytes) { output in
            EVP_DigestFinal_ex(context, output.bindMemory(to: UInt8.self).baseAddress, nil)
        }
        precondition(isDone == 1, "a digest that was begun can be finished")
        restart()
        return Digest(raw)
    }
}
