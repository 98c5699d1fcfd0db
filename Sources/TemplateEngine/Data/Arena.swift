/// Memory for the values of one edition or one page: filled from front to back, emptied all at once.
///
/// Addresses stay valid until `removeAll()` or the arena's end. Not shared between workers.
public final class Arena {
    private var chunks: [UnsafeMutableRawBufferPointer]
    /// Chunks in use; the last of them is being filled.
    private var used: Int
    private var next: UnsafeMutableRawPointer
    private var room: Int
    /// Bytes handed out since the last `removeAll()`, about.
    private(set) var byteCount = 0
    private static let chunkBytes = 256 * 1024

    /// An empty arena.
    public init() {
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkBytes, alignment: 16)
        guard let base = chunk.baseAddress else { preconditionFailure("a chunk is never empty") }
        (chunks, used, next, room) = ([chunk], 1, base, chunk.count)
    }

    deinit { for chunk in chunks { chunk.deallocate() } }

    /// Forgets every value and keeps the memory.
    public func removeAll() {
        used = 0
        room = 0
        byteCount = 0
    }

    /// Uninitialised memory, aligned to 16 bytes.
    public func allocate(byteCount: Int) -> UnsafeMutableRawPointer {
        let aligned = (byteCount + 15) & ~15
        if room < aligned { useNextChunk(for: aligned) }
        self.byteCount &+= aligned
        room &-= aligned
        defer { next += aligned }
        return next
    }

    @inline(never)
    private func useNextChunk(for size: Int) {
        while used < chunks.count, chunks[used].count < size { used += 1 }
        if used == chunks.count {
            chunks.append(.allocate(byteCount: max(size, Self.chunkBytes), alignment: 16))
        }
        guard let base = chunks[used].baseAddress else { preconditionFailure("a chunk is never empty") }
        next = base
        room = chunks[used].count
        used += 1
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
