/// What a template made: one raw buffer that is reused from page to page.
public final class OutputBuffer {
    var storage = Output()

    /// An empty buffer.
    public init() {}

    deinit { storage.base.deallocate() }

    /// What was rendered since the last `removeAll()`; valid until the next change.
    public var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: storage.base, count: storage.count)
    }

    /// Forgets the bytes and keeps the memory.
    public func removeAll() { storage.count = 0 }
}

/// The raw buffer itself, held by the interpreter while it runs.
struct Output {
    var base = UnsafeMutablePointer<UInt8>.allocate(capacity: 4096)
    var count = 0
    var capacity = 4096
    /// Where the page must have ended. `capacity` stays below it, so that only growing has to look.
    var limit = Int.max - Self.slack {
        didSet { capacity = min(capacity, limit + Self.slack) }
    }

    /// Bytes behind the output, and behind the texts of a program, that copying a short text may touch.
    static let slack = 32

    /// Makes room for `more` bytes and the slack.
    @inline(__always)
    mutating func reserve(_ more: Int) throws(Fault) {
        if capacity &- count < more &+ Self.slack { try grow(more + Self.slack) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) throws(Fault) {
        guard count + more - Self.slack <= limit else { throw Fault(.outputBytes) }
        let larger = min(max(capacity * 2, count + more), limit + Self.slack)
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        memory.update(from: base, count: count)
        base.deallocate()
        base = memory
        capacity = larger
    }

    @inline(__always)
    mutating func append(_ source: UnsafePointer<UInt8>, _ length: Int) throws(Fault) {
        try reserve(length)
        (base + count).update(from: source, count: length)
        count &+= length
    }

    /// Bytes behind which there is slack to read.
    @inline(__always)
    mutating func appendShort(_ source: UnsafePointer<UInt8>, _ length: Int) throws(Fault) {
        guard length <= Self.slack else { return try append(source, length) }
        try reserve(length)
        let source = UnsafeRawPointer(source)
        let target = UnsafeMutableRawPointer(base + count)
        let first = source.loadUnaligned(as: SIMD2<UInt64>.self)
        let second = source.loadUnaligned(fromByteOffset: 16, as: SIMD2<UInt64>.self)
        target.storeBytes(of: first, as: SIMD2<UInt64>.self)
        target.storeBytes(of: second, toByteOffset: 16, as: SIMD2<UInt64>.self)
        count &+= length
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
        guard let start = bytes.baseAddress else { return }
        try append(start.assumingMemoryBound(to: UInt8.self), bytes.count)
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) throws(Fault) {
        try reserve(1)
        base[count] = byte
        count &+= 1
    }

    mutating func append(_ text: StaticString) throws(Fault) {
        try append(text.utf8Start, text.utf8CodeUnitCount)
    }

    /// A whole number in decimal.
    mutating func appendWhole(_ number: Int64) throws(Fault) {
        try reserve(24)
        if number >= 0, number < 10 {
            base[count] = 48 &+ UInt8(truncatingIfNeeded: number)
            count &+= 1
            return
        }
        if number < 0 {
            base[count] = 45
            count &+= 1
        }
        var rest = number.magnitude
        var digits = 1
        var bound: UInt64 = 10
        while digits < 20, rest >= bound {
            digits &+= 1
            bound = bound &* 10
        }
        var index = count &+ digits
        count = index
        repeat {
            index &-= 1
            let tens = rest / 10
            base[index] = 48 &+ UInt8(truncatingIfNeeded: rest &- tens &* 10)
            rest = tens
        } while rest > 0
    }
}
