/// Instructions of the page or of one macro, while they are made.
struct Code {
    private(set) var instructions: [Instruction] = []
    private(set) var places: [Place] = []
    /// What each instruction stands in.
    private(set) var surroundings: [Int32] = []
    /// What the next instruction will stand in: a position in `TemplateParts.surroundings`, or -1.
    var surrounding: Int32 = -1
    var frameSize: Int32 = 0
    /// Texts must not be joined across a place that jumps lead to.
    private var barrier = 0
    /// A text with nothing behind it that prints or jumps: the next value printed can take it along.
    private var openText: Int?

    var count: Int { instructions.count }

    @discardableResult
    mutating func append(_ instruction: Instruction, _ place: Place) -> Int {
        var instruction = instruction
        switch instruction.operation {
        case .emit, .emitField:
            if let text = takeOpenText() {
                instruction.c = instruction.b
                instruction.b = instruction.a
                instruction.a = text.a
                instruction.extra = UInt16(text.b)
                instruction.operation = instruction.operation == .emit ? .textEmit : .textEmitField
            }
        case .field, .lookup, .loopInfo, .move, .test, .filter, .compare, .not, .arithmetic, .negate, .item:
            break
        default: openText = nil
        }
        instructions.append(instruction)
        places.append(place)
        surroundings.append(surrounding)
        return instructions.count - 1
    }

    /// Prints `length` bytes of the text pool.
    mutating func appendText(offset: Int, length: Int, _ place: Place) {
        if let last = instructions.last, last.operation == .text, instructions.count > barrier,
            Int(last.a) + Int(last.b) == offset
        {
            instructions[instructions.count - 1].b += Int32(length)
            return
        }
        openText = append(Instruction(operation: .text, a: Int32(offset), b: Int32(length)), place)
    }

    /// The text before a value, taken out of the program: what lies between them only computes.
    private mutating func takeOpenText() -> Instruction? {
        guard let index = openText, index >= barrier, instructions[index].b <= UInt16.max else { return nil }
        openText = nil
        places.remove(at: index)
        surroundings.remove(at: index)
        return instructions.remove(at: index)
    }

    /// Lets the jumps lead to the next instruction.
    mutating func land(_ jumps: [Int]) {
        for jump in jumps {
            let distance = Int32(instructions.count - jump)
            switch instructions[jump].operation {
            case .loopNext: instructions[jump].c = distance
            case .jumpUnlessEmpty: instructions[jump].b = distance
            default: instructions[jump].a = distance
            }
        }
        barrier = instructions.count
    }

    /// A place that later jumps lead back to.
    mutating func label() -> Int {
        barrier = instructions.count
        return instructions.count
    }

    mutating func jump(to label: Int, _ place: Place) {
        append(Instruction(operation: .jump, a: Int32(label - instructions.count)), place)
    }
}

/// The slots of one frame: variables and intermediate values, as a stack.
struct Frame {
    let id: Int
    var top: Int32 = 0
    var size: Int32 = 0
    /// Copies of variables of the macros around this one.
    var captures: [Capture: Int32] = [:]

    /// A variable of another frame.
    struct Capture: Hashable {
        let frame: Int
        let slot: Int32
    }

    mutating func allocate(_ count: Int32 = 1) -> Int32 {
        defer {
            top += count
            size = max(size, top)
        }
        return top
    }
}

/// Where a value is, and what is known of it.
struct Operand {
    let register: Int32
    let type: ValueType
}
