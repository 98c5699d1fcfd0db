/// An arena that somebody else keeps alive: using it counts no references.
struct ArenaReference {
    private let arena: Unmanaged<Arena>

    init(_ arena: Arena) { self.arena = .passUnretained(arena) }

    var byteCount: Int { arena._withUnsafeGuaranteedRef { $0.byteCount } }
    func allocate(byteCount: Int) -> UnsafeMutableRawPointer {
        arena._withUnsafeGuaranteedRef { $0.allocate(byteCount: byteCount) }
    }
    func string(_ bytes: UnsafeRawBufferPointer) -> Value {
        arena._withUnsafeGuaranteedRef { $0.string(bytes) }
    }
    func string(_ text: String) -> Value { arena._withUnsafeGuaranteedRef { $0.string(text) } }
    func markup(_ bytes: UnsafeRawBufferPointer) -> Value {
        arena._withUnsafeGuaranteedRef { $0.markup(bytes) }
    }
    func list(_ items: some Collection<Value>) -> Value { arena._withUnsafeGuaranteedRef { $0.list(items) } }
    func fields(count: Int) -> UnsafeMutablePointer<Value> {
        arena._withUnsafeGuaranteedRef { $0.fields(count: count) }
    }
}
