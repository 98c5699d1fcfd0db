public import Diagnostics

/// Runs compiled templates, one at a time; belongs to one worker.
public final class Renderer {
    /// Calls host function (its index in the library's list) with its arguments; what it makes lies in the arena.
    public typealias Host = (Int, UnsafeBufferPointer<Value>, Arena) throws(HostError) -> Value

    /// URLs that were blocked in the last page, as warnings.
    public private(set) var warnings: [Diagnostic] = []

    private let limits: Limits
    private let context: RenderContext
    private let stack: UnsafeMutablePointer<Value>
    private let calls: UnsafeMutablePointer<Interpreter.CallRecord>
    private var caches: UnsafeMutableBufferPointer<Interpreter.FieldCache>
    private static let stackSize = 1 << 16

    /// A renderer; `shapes` are those of values that were made of JSON.
    public init(limits: Limits = Limits(), shapes: DynamicShapes? = nil, host: @escaping Host) {
        self.limits = limits
        context = RenderContext(arena: Arena(), host: host, shapes: shapes?.table)
        stack = .allocate(capacity: Self.stackSize)
        calls = .allocate(capacity: limits.depth)
        caches = .allocate(capacity: 0)
    }

    deinit {
        stack.deallocate()
        calls.deallocate()
        caches.deallocate()
    }

    /// Appends a page to `output`; after an error `output` is as before.
    ///
    /// `globals` are in the order of the vocabulary's, `page` in that of the page variables that it was compiled with.
    public func render(
        _ template: Template, globals: UnsafeBufferPointer<Value>, page: UnsafeBufferPointer<Value>,
        formatting: Formatting, into output: OutputBuffer
    ) throws(Diagnostic) {
        prepare(template, formatting)
        guard let code = template.code.baseAddress, let texts = template.texts.baseAddress,
            let functions = template.functions.baseAddress, let names = template.names.baseAddress,
            let steps = template.pathSteps.baseAddress, let caches = caches.baseAddress
        else { preconditionFailure("a program is never empty") }
        let main = stack + template.constants.count
        guard template.constants.count + template.frameSize < Self.stackSize else {
            throw Diagnostic(
                "this page needs too many variables", kind: .limit, file: template.sources.file(0))
        }
        if let constants = template.constants.baseAddress {
            // Constant 0 lies directly in front of the main frame.
            for index in 0..<template.constants.count { main[-1 - index] = constants[index] }
        }
        for slot in template.globalSlots { main[-1 - slot.constant] = globals[slot.index] }
        for slot in template.pageSlots { main[-1 - slot.constant] = page[slot.index] }
        let start = output.storage.count
        var interpreter = Interpreter(
            code: code, texts: texts, main: main, shifted: main + Int(Registers.bias),
            stackEnd: stack + Self.stackSize, functions: functions, caches: caches, calls: calls,
            names: names, steps: steps, arena: ArenaReference(context.arena),
            context: Unmanaged.passUnretained(context), limits: limits, output: output.storage, frame: main)
        interpreter.output.limit = start + limits.outputBytes
        var fault: Fault?
        do throws(Fault) {
            try withExtendedLifetime(template) { () throws(Fault) in try interpreter.run() }
        } catch { fault = error }
        interpreter.output.limit = .max - Output.slack
        output.storage = interpreter.output
        for (position, mode) in context.blocked {
            let (message, hint) = mode.blocking
            warnings.append(template.diagnostic(message, severity: .warning, at: position, hint: hint))
        }
        if let fault {
            output.storage.count = start
            throw template.diagnostic(fault, in: interpreter, host: context.hostError)
        }
    }

    private func prepare(_ template: Template, _ formatting: Formatting) {
        if context.template !== template {
            if caches.count < template.cacheCount + 1 {
                caches.deallocate()
                caches = .allocate(capacity: template.cacheCount + 16)
            }
            caches.initialize(repeating: Interpreter.FieldCache())
            context.template = template
        }
        context.arena.removeAll()
        context.formatting = formatting
        context.prepared = nil
        context.hostError = nil
        context.blocked.removeAll(keepingCapacity: true)
        warnings.removeAll(keepingCapacity: true)
    }
}
