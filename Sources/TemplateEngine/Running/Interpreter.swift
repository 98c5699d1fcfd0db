/// The loop that runs a template: raw pointers and trivial values only, so that nothing is counted or allocated.
struct Interpreter {
    let code: UnsafeMutablePointer<Instruction>
    let texts: UnsafeMutablePointer<UInt8>
    /// Slot 0 of the main frame; constants lie in front of it.
    let main: UnsafeMutablePointer<Value>
    /// `main` shifted, so that negative operands find their place.
    let shifted: UnsafeMutablePointer<Value>
    let stackEnd: UnsafeMutablePointer<Value>
    let functions: UnsafeMutablePointer<Template.Function>
    let caches: UnsafeMutablePointer<FieldCache>
    let calls: UnsafeMutablePointer<CallRecord>
    let names: UnsafeMutablePointer<TextSlice>
    let steps: UnsafeMutablePointer<PathStep>
    let arena: ArenaReference
    let context: Unmanaged<RenderContext>
    let limits: Limits
    var output: Output
    var position = 0
    var frame: UnsafeMutablePointer<Value>
    var stepCount = 0
    var depth = 0

    struct FieldCache {
        var shape = UInt32.max
        var index: Int32 = 0
    }

    struct CallRecord {
        var position: Int
        var frame: UnsafeMutablePointer<Value>
    }

    @inline(__always)
    func register(_ operand: Int32) -> UnsafeMutablePointer<Value> {
        (operand < 0 ? shifted : frame) + Int(operand)
    }

    @inline(__always)
    private static func register(
        _ operand: Int32, _ frame: UnsafeMutablePointer<Value>, _ shifted: UnsafeMutablePointer<Value>
    ) -> UnsafeMutablePointer<Value> {
        (operand < 0 ? shifted : frame) + Int(operand)
    }

    mutating func run() throws(Fault) {
        // Locals stay in machine registers; `self` is only told where the program stands, for errors.
        let code = code
        let shifted = shifted
        var frame = frame
        var position = position
        while true {
            let step = UnsafePointer(code + position)
            self.position = position
            switch step.pointee.operation {
            case .text: try output.appendShort(texts + Int(step.pointee.a), Int(step.pointee.b))
            case .emit: try emit(Self.register(step.pointee.a, frame, shifted).pointee, step.pointee.mode)
            case .emitField:
                let record = Self.register(step.pointee.a, frame, shifted).pointee
                guard let fields = record.fields else { throw missing(record) }
                try emit(fields[Int(step.pointee.b)], step.pointee.mode)
            case .textEmit:
                try output.appendShort(texts + Int(step.pointee.a), Int(step.pointee.extra))
                try emit(Self.register(step.pointee.b, frame, shifted).pointee, step.pointee.mode)
            case .textEmitField:
                try output.appendShort(texts + Int(step.pointee.a), Int(step.pointee.extra))
                let record = Self.register(step.pointee.b, frame, shifted).pointee
                guard let fields = record.fields else { throw missing(record) }
                try emit(fields[Int(step.pointee.c)], step.pointee.mode)
            case .move:
                Self.register(step.pointee.a, frame, shifted).pointee =
                    Self.register(step.pointee.b, frame, shifted).pointee
            case .field:
                let record = Self.register(step.pointee.b, frame, shifted).pointee
                if let fields = record.fields {
                    Self.register(step.pointee.a, frame, shifted).pointee = fields[Int(step.pointee.c)]
                } else {
                    guard record.kind == .null else { throw Fault(.type, record) }
                    Self.register(step.pointee.a, frame, shifted).pointee = undefinedHere
                }
            case .lookup:
                Self.register(step.pointee.a, frame, shifted).pointee = try lookup(
                    Self.register(step.pointee.b, frame, shifted).pointee, step.pointee)
            case .jump:
                position &+= Int(step.pointee.a)
                if step.pointee.a < 0 { try countStep() }
                continue
            case .jumpIfFalse:
                if try !isTrue(Self.register(step.pointee.b, frame, shifted).pointee) {
                    position &+= Int(step.pointee.a)
                    continue
                }
            case .jumpIfTrue:
                if try isTrue(Self.register(step.pointee.b, frame, shifted).pointee) {
                    position &+= Int(step.pointee.a)
                    continue
                }
            case .jumpUnlessField, .jumpIfField:
                let record = Self.register(step.pointee.b, frame, shifted).pointee
                guard let fields = record.fields else { throw missing(record) }
                let holds = try isTrue(fields[Int(step.pointee.c)])
                if holds == (step.pointee.operation == .jumpIfField) {
                    position &+= Int(step.pointee.a)
                    continue
                }
            case .jumpUnlessCompare, .jumpIfCompare:
                let holds = try compare(
                    step.pointee.mode, Self.register(step.pointee.b, frame, shifted),
                    Self.register(step.pointee.c, frame, shifted))
                if holds == (step.pointee.operation == .jumpIfCompare) {
                    position &+= Int(step.pointee.a)
                    continue
                }
            case .loopBegin:
                try beginLoop(
                    Self.register(step.pointee.a, frame, shifted),
                    Self.register(step.pointee.b, frame, shifted).pointee)
            case .loopNext:
                let loop = Self.register(step.pointee.a, frame, shifted)
                let next = Int(bitPattern: UInt(loop[1].payload)) &+ 1
                guard next < Int(loop[0].detail) else {
                    position &+= Int(step.pointee.c)
                    continue
                }
                loop[1] = Value(kind: .int, payload: UInt64(UInt(bitPattern: next)))
                loop[3] = Value(kind: .int, payload: UInt64(UInt(bitPattern: next &+ 1)))
                Self.register(step.pointee.b, frame, shifted).pointee = loop[0].items[next]
            case .jumpUnlessEmpty:
                if Self.register(step.pointee.a, frame, shifted).pointee.detail > 0 {
                    position &+= Int(step.pointee.b)
                    continue
                }
            case .loopInfo:
                Self.register(step.pointee.a, frame, shifted).pointee = loopInfo(
                    Self.register(step.pointee.b, frame, shifted), step.pointee.mode)
            case .call:
                try call(step.pointee)
                frame = self.frame
                position = self.position
            case .returns:
                depth &-= 1
                frame = calls[depth].frame
                self.frame = frame
                position = calls[depth].position
            case .compare:
                Self.register(step.pointee.a, frame, shifted).pointee = .bool(
                    try compare(
                        step.pointee.mode, Self.register(step.pointee.b, frame, shifted),
                        Self.register(step.pointee.c, frame, shifted)))
            case .not:
                Self.register(step.pointee.a, frame, shifted).pointee = .bool(
                    try !isTrue(Self.register(step.pointee.b, frame, shifted).pointee))
            case .test:
                let value = Self.register(step.pointee.b, frame, shifted).pointee
                if value.kind == .int, step.pointee.extra == UInt16(ValueTest.odd.rawValue) {
                    Self.register(step.pointee.a, frame, shifted).pointee = .bool(value.payload & 1 == 1)
                } else {
                    try other(step.pointee)
                }
            case .end: return
            default: try other(step.pointee)
            }
            position &+= 1
        }
    }

    /// The steps that are rare, or work for long.
    @inline(never)
    private mutating func other(_ step: Instruction) throws(Fault) {
        try reserveMemory(0)
        switch step.operation {
        case .arithmetic:
            register(step.a).pointee = try arithmetic(
                step.mode, register(step.b).pointee, register(step.c).pointee)
        case .negate: register(step.a).pointee = try negate(register(step.b).pointee)
        case .plus: register(step.a).pointee = try plus(register(step.b).pointee)
        case .item: register(step.a).pointee = try item(register(step.b).pointee, register(step.c).pointee)
        case .slice: register(step.a).pointee = try slice(register(step.b))
        case .list:
            register(step.a).pointee = arena.list(
                UnsafeBufferPointer(start: register(step.b), count: Int(step.c)))
        case .record:
            let fields = arena.fields(count: Int(step.extra))
            fields.update(from: register(step.b), count: Int(step.extra))
            register(step.a).pointee = .record(fields, shape: ShapeID(index: Int(step.c)))
        case .concatenate:
            register(step.a).pointee = try concatenate(
                UnsafeBufferPointer(start: register(step.b), count: Int(step.c)))
        case .unpack: try unpack(register(step.a), register(step.b).pointee, Int(step.c))
        case .loopChanged: register(step.a).pointee = .bool(try loopChanged(step))
        case .undefined: register(step.a).pointee = step.mode == 1 ? .softUndefined : undefinedHere
        case .captureBegin:
            register(step.a).pointee = .int(Int64(output.count))
        case .captureEnd:
            let start = Int(register(step.a).pointee.payload)
            let bytes = UnsafeRawBufferPointer(start: output.base + start, count: output.count - start)
            register(step.a).pointee = step.mode == 1 ? arena.markup(bytes) : arena.string(bytes)
            output.count = start
        case .filter:
            try countStep()
            try spend(on: register(step.b).pointee)
            guard let filter = Filter(rawValue: UInt8(step.extra)) else { throw Fault(.type) }
            register(step.a).pointee = try apply(filter, register(step.b))
        case .test:
            register(step.a).pointee = .bool(
                try test(step.extra, register(step.b).pointee, register(step.c).pointee))
        case .host: try callHost(step)
        case .listBegin:
            register(step.a)[0] = Value(kind: .list)
            register(step.a)[1] = .int(0)
        case .follow:
            register(step.a).pointee = try follow(register(step.c).pointee, register(step.b).pointee)
        case .listAppend: appendItem(register(step.a), register(step.b).pointee)
        default: preconditionFailure("every operation has its case")
        }
    }

    // MARK: Limits

    @inline(__always)
    private mutating func countStep() throws(Fault) {
        stepCount &+= 1
        if stepCount > limits.steps { throw Fault(.steps) }
    }

    /// Steps for what takes its time though it is one instruction.
    mutating func spend(_ count: Int) throws(Fault) {
        stepCount &+= count
        if stepCount > limits.steps { throw Fault(.steps) }
    }

    /// Steps for going through a text or list once.
    mutating func spend(on value: Value) throws(Fault) {
        try spend(value.kind == .list ? value.items.count / 4 : value.bytes.count / 64)
    }

    /// Stops what would make values beyond the limit.
    func reserveMemory(_ byteCount: Int) throws(Fault) {
        guard arena.byteCount <= limits.memoryBytes, byteCount <= limits.memoryBytes - arena.byteCount else {
            throw Fault(.memory)
        }
    }

    private mutating func call(_ step: Instruction) throws(Fault) {
        try countStep()
        guard depth < limits.depth else { throw Fault(.depth) }
        let function = functions[Int(step.a)]
        let base = register(step.b)
        guard base + function.frameSize < stackEnd else { throw Fault(.depth) }
        calls[depth] = CallRecord(position: position, frame: frame)
        depth &+= 1
        frame = base
        position = function.entry &- 1
    }

    // MARK: Context

    /// Undefined, made by the step at hand.
    var undefinedHere: Value { Value(kind: .undefined, payload: UInt64(position)) }

    private func missing(_ record: Value) -> Fault {
        record.kind == .null ? Fault(.undefined, undefinedHere) : Fault(.type, record)
    }

    private mutating func callHost(_ step: Instruction) throws(Fault) {
        try countStep()
        let arguments = UnsafeBufferPointer(start: UnsafePointer(register(step.b)), count: Int(step.c))
        let context = context.takeUnretainedValue()
        do throws(HostError) {
            register(step.a).pointee = try context.host(Int(step.extra), arguments, context.arena)
        } catch {
            context.hostError = error
            throw Fault(.host)
        }
    }
}
