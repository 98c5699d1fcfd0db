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
    static var allocator: UnsafeMutablePointer<cmark_mem> { pool.allocator }

    /// Does `body`, and forgets all that was taken meanwhile.
    static func whileHeld<Result>(_ body: () -> Result) -> Result {
        let pool = pool
        pool.lock()
        let (chunk, used) = (pool.chunks.count, pool.used)
        defer {
            pool.release(to: chunk, used)
            pool.unlock()
        }
        return body()
    }

    // SAFETY: changed by the thread alone that holds its lock.
    nonisolated(unsafe) private static let pool = Pool()

    private final class Pool {
        let allocator = UnsafeMutablePointer<cmark_mem>.allocate(capacity: 1)
        /// The last one is being filled; never empty.
        var chunks: [UnsafeMutableRawBufferPointer] = []
        /// Bytes of the last chunk that are taken.
        var used = 0
        private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

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
                    calloc: { count, size in MarkdownMemory.pool.take(count, size) },
                    realloc: { piece, size in MarkdownMemory.pool.enlarge(piece, to: size) },
                    free: { _ in }))
            addChunk(Self.chunkSize)
        }

        func lock() { pthread_mutex_lock(mutex) }
        func unlock() { pthread_mutex_unlock(mutex) }

        /// Cleared memory, as `calloc` gives it.
        func take(_ count: Int, _ size: Int) -> UnsafeMutableRawPointer {
            let (total, isTooLarge) = count.multipliedReportingOverflow(by: size)
            guard !isTooLarge, total >= 0, total < Int.max / 2 else { preconditionFailure("out of memory") }
            let piece = reserve(total)
            memset(piece, 0, total)
            return piece
        }

        func enlarge(_ old: UnsafeMutableRawPointer?, to size: Int) -> UnsafeMutableRawPointer {
            let piece = reserve(size)
            if let old {
                let oldSize = (old - Self.header).load(as: Int.self)
                piece.copyMemory(from: old, byteCount: min(oldSize, size))
            }
            return piece
        }

        private func reserve(_ size: Int) -> UnsafeMutableRawPointer {
            let room = Self.header + (size + 15) & ~15
            if chunks[chunks.count - 1].count - used < room { addChunk(max(room, Self.chunkSize)) }
            guard let base = chunks[chunks.count - 1].baseAddress else {
                preconditionFailure("a chunk is there")
            }
            let piece = base + used + Self.header
            (piece - Self.header).storeBytes(of: size, as: Int.self)
            used += room
            return piece
        }

        private func addChunk(_ size: Int) {
            chunks.append(.allocate(byteCount: size, alignment: 16))
            used = 0
        }

        func release(to count: Int, _ position: Int) {
            while chunks.count > count { chunks.removeLast().deallocate() }
            used = position
        }
    }
}
