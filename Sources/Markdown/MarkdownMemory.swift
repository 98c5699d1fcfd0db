internal import CCMarkGFM
internal import Glibc

/// The memory of the trees that are being used: taken piece after piece and given back as a whole, since a tree is
/// thousands of small pieces that are all needed until its end.
///
/// Its lock is held while a tree lives, for a second reason too: Debian's cmark-gfm 0.29 keeps the special characters of
/// inline extensions in a global table that every parse changes, so two threads must not parse at once. A thread that holds
/// it may begin another tree, which ends first.
enum MarkdownMemory {
    /// What cmark-gfm calls.
    static var allocator: UnsafeMutablePointer<cmark_mem> { pool.pointee.allocator }

    /// Does `body`, and forgets all that was taken meanwhile.
    static func whileHeld<Result>(_ body: () -> Result) -> Result {
        let pool = pool
        pthread_mutex_lock(pool.pointee.mutex)
        let (chunk, next) = (pool.pointee.chunks.count, pool.pointee.next)
        defer {
            pool.pointee.release(to: chunk, next)
            pthread_mutex_unlock(pool.pointee.mutex)
        }
        return body()
    }

    // SAFETY: changed by the thread alone that holds its lock; behind a pointer, where no access is counted.
    nonisolated(unsafe) private static let pool: UnsafeMutablePointer<Pool> = {
        let pool = UnsafeMutablePointer<Pool>.allocate(capacity: 1)
        pool.initialize(to: Pool())
        return pool
    }()

    private struct Pool {
        let allocator = UnsafeMutablePointer<cmark_mem>.allocate(capacity: 1)
        let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        /// The last one is being filled; never empty.
        var chunks: [UnsafeMutableRawBufferPointer] = []
        /// Where the free part of the last chunk begins and ends.
        var next: UnsafeMutableRawPointer
        var end: UnsafeMutableRawPointer

        private static let chunkSize = 1 << 20
        /// In front of each piece, its size.
        private static let header = 16

        init() {
            var attributes = pthread_mutexattr_t()
            pthread_mutexattr_init(&attributes)
            pthread_mutexattr_settype(&attributes, Int32(PTHREAD_MUTEX_RECURSIVE))
            pthread_mutex_init(mutex, &attributes)
            pthread_mutexattr_destroy(&attributes)
            allocator.initialize(
                to: cmark_mem(
                    calloc: { count, size in MarkdownMemory.pool.pointee.take(count, size) },
                    realloc: { piece, size in MarkdownMemory.pool.pointee.enlarge(piece, to: size) },
                    free: { _ in }))
            (next, end) = (UnsafeMutableRawPointer(allocator), UnsafeMutableRawPointer(allocator))
            addChunk(Self.chunkSize)
        }

        /// Cleared memory, as `calloc` gives it.
        mutating func take(_ count: Int, _ size: Int) -> UnsafeMutableRawPointer {
            let (total, isTooLarge) = count.multipliedReportingOverflow(by: size)
            guard !isTooLarge, total >= 0, total < Int.max / 2 else { preconditionFailure("out of memory") }
            let piece = reserve(total)
            memset(piece, 0, total)
            return piece
        }

        mutating func enlarge(_ old: UnsafeMutableRawPointer?, to size: Int) -> UnsafeMutableRawPointer {
            let piece = reserve(size)
            if let old {
                let oldSize = (old - Self.header).load(as: Int.self)
                piece.copyMemory(from: old, byteCount: min(oldSize, size))
            }
            return piece
        }

        private mutating func reserve(_ size: Int) -> UnsafeMutableRawPointer {
            let room = Self.header + (size + 15) & ~15
            if end - next < room { addChunk(max(room, Self.chunkSize)) }
            let piece = next + Self.header
            next.storeBytes(of: size, as: Int.self)
            next += room
            return piece
        }

        private mutating func addChunk(_ size: Int) {
            let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
            guard let base = chunk.baseAddress else { preconditionFailure("a chunk is not empty") }
            chunks.append(chunk)
            (next, end) = (base, base + size)
        }

        mutating func release(to count: Int, _ position: UnsafeMutableRawPointer) {
            while chunks.count > count { chunks.removeLast().deallocate() }
            let last = chunks[count - 1]
            guard let base = last.baseAddress else { preconditionFailure("a chunk is not empty") }
            (next, end) = (position, base + last.count)
        }
    }
}
