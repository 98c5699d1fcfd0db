/// Memory for the values of one edition or one page: filled from front to back, emptied all at once.
///
/// Addresses stay valid until `removeAll()` or the arena's end. Not shared between workers.
public final class Arena {
    private var chunks: [UnsafeMutableRawBufferPointer] = []
    private var current = 0
    private var offset = 0
    /// Bytes handed out since the last `removeAll()`, about.
    private(set) var byteCount = 0
    private static let chunkBytes = 256 * 1024

    /// An empty arena.
    public init() {}

    deinit { for chunk in chunks { chunk.deallocate() } }

    /// Forgets every value and keeps the memory.
    public func removeAll() {
        current = 0
        offset = 0
        byteCount = 0
    }

    /// Uninitialised memory, aligned to 16 bytes.
    public func allocate(byteCount: Int) -> UnsafeMutableRawPointer {
        let aligned = (byteCount + 15) & ~15
        self.byteCount += aligned
        while current < chunks.count {
            let chunk = chunks[current]
            if let base = chunk.baseAddress, offset + aligned <= chunk.count {
                defer { offset += aligned }
                return base + offset
            }
            current += 1
            offset = 0
        }
        let chunk = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(aligned, Self.chunkBytes), alignment: 16)
        chunks.append(chunk)
        offset = aligned
        guard let base = chunk.baseAddress else { preconditionFailure("a chunk is never empty") }
        return base
    }

    /// A string that holds a copy of UTF-8 bytes.
    public func string(_ bytes: UnsafeRawBufferPointer) -> Value {
        text(bytes, kind: .string)
    }
    /// A string that holds a copy.
    public func string(_ text: String) -> Value {
        var text = text
        return text.withUTF8 { self.text(UnsafeRawBufferPointer($0), kind: .string) }
    }
    /// Trusted HTML that holds a copy: printed without escaping. Only Markdown and captures make it.
    public func markup(_ bytes: UnsafeRawBufferPointer) -> Value {
        text(bytes, kind: .markup)
    }
    /// A list that holds a copy of the items.
    public func list(_ items: some Collection<Value>) -> Value {
        let count = items.count
        guard count > 0 else { return Value(kind: .list) }
        let base = allocate(byteCount: count * MemoryLayout<Value>.stride).bindMemory(
            to: Value.self, capacity: count)
        _ = UnsafeMutableBufferPointer(start: base, count: count).initialize(from: items)
        return Value(kind: .list, detail: UInt32(count), payload: UInt64(UInt(bitPattern: base)))
    }
    /// Fields for a record, all null until they are set.
    public func fields(count: Int) -> UnsafeMutablePointer<Value> {
        let base = allocate(byteCount: max(count, 1) * MemoryLayout<Value>.stride)
            .bindMemory(to: Value.self, capacity: count)
        base.initialize(repeating: .null, count: count)
        return base
    }

    private func text(_ bytes: UnsafeRawBufferPointer, kind: Value.Kind) -> Value {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return Value(kind: kind) }
        let base = allocate(byteCount: bytes.count)
        base.copyMemory(from: source, byteCount: bytes.count)
        return Value(kind: kind, detail: UInt32(bytes.count), payload: UInt64(UInt(bitPattern: base)))
    }
}
