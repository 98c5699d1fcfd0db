public import Diagnostics

/// A compiled page: a flat program, its texts and constants, and where each step came from.
///
/// Belongs to the worker that compiled it.
public final class Template {
    /// The templates that it is made of, sorted by name.
    public let templates: [String]
    /// The global names that it reads, sorted.
    public let globals: [String]
    /// The fields of the vocabulary's records that it reads, as `projects.name`, sorted; `projects.*` where a record is
    /// used whole, or handed to a host function.
    public let fields: [String]
    /// What is doubtful in its sources, though it compiled.
    public let warnings: [Diagnostic]

    let code: UnsafeMutableBufferPointer<Instruction>
    let texts: UnsafeMutableBufferPointer<UInt8>
    /// Constants in the order of their operands; globals and page variables are filled in when it runs.
    let constants: UnsafeMutableBufferPointer<Value>
    let globalSlots: [(constant: Int, index: Int)]
    let pageSlots: [(constant: Int, index: Int)]
    let functions: UnsafeMutableBufferPointer<Function>
    let pathSteps: UnsafeMutableBufferPointer<PathStep>
    let frameSize: Int
    let cacheCount: Int
    /// How many of the shapes, the first ones, are the vocabulary's.
    let schemaShapeCount: Int
    private let shapesMade: [Shape]
    /// The fields' names, for templates that look them up while they run.
    private(set) lazy var shapes = ShapeTable(shapesMade)
    let names: UnsafeMutableBufferPointer<TextSlice>
    let positions: [Place]
    let surroundings: [Surrounding]
    /// What each step stands in: a position in `surroundings`, or -1.
    let surroundingOf: [Int32]
    let functionNames: [String]
    let shapeNames: [String]
    let sources: SourceTexts
    let hostFunctions: [HostFunction]

    struct Function {
        let entry: Int
        let frameSize: Int
    }

    init(_ parts: TemplateParts) {
        templates = parts.templates
        globals = parts.globals
        fields = parts.fields
        warnings = parts.warnings
        code = copied(parts.code)
        texts = copied(parts.texts)
        constants = copied(parts.constants)
        globalSlots = parts.globalSlots
        pageSlots = parts.pageSlots
        functions = copied(parts.functions)
        pathSteps = copied(parts.pathSteps)
        frameSize = parts.frameSize
        cacheCount = parts.cacheCount
        schemaShapeCount = parts.schemaShapeCount
        shapesMade = parts.shapes
        names = copied(parts.names.map { TextSlice($0) })
        positions = parts.positions
        surroundings = parts.surroundings
        surroundingOf = parts.surroundingOf
        functionNames = parts.functionNames
        shapeNames = parts.shapes.map(\.name)
        sources = parts.sources
        hostFunctions = parts.hostFunctions
        // String constants hold offsets into the texts until their address is known.
        for (index, value) in constants.enumerated() where value.kind == .string || value.kind == .markup {
            let address = texts.baseAddress.map { UInt(bitPattern: $0 + Int(value.payload)) } ?? 0
            constants[index] = Value(kind: value.kind, detail: value.detail, payload: UInt64(address))
        }
    }

    deinit {
        for name in names { name.deallocate() }
        names.deallocate()
        pathSteps.deallocate()
        functions.deallocate()
        constants.deallocate()
        texts.deallocate()
        code.deallocate()
    }
}

/// What the compiler hands over.
struct TemplateParts {
    var templates: [String] = []
    var globals: [String] = []
    var fields: [String] = []
    var warnings: [Diagnostic] = []
    var code: [Instruction] = []
    var texts: [UInt8] = []
    var constants: [Value] = []
    var globalSlots: [(constant: Int, index: Int)] = []
    var pageSlots: [(constant: Int, index: Int)] = []
    var functions: [Template.Function] = []
    var pathSteps: [PathStep] = []
    var frameSize = 0
    var cacheCount = 0
    var schemaShapeCount = 0
    var shapes: [Shape] = []
    var names: [String] = []
    var positions: [Place] = []
    var surroundings: [Surrounding] = []
    var surroundingOf: [Int32] = []
    var functionNames: [String] = []
    var sources: SourceTexts
    var hostFunctions: [HostFunction] = []
}

/// One step of a dotted path that a filter follows, as in `sum(attribute="client.name")`. A path's value is the index of
/// its first step, and how many there are in the upper half.
struct PathStep: BitwiseCopyable {
    /// In the template's names.
    let name: Int32
    /// The field's index where the shape is known, otherwise -1.
    let field: Int32
}

/// Bytes that somebody else keeps.
struct TextSlice {
    let start: UnsafeMutablePointer<UInt8>
    let count: Int

    init(_ text: String) {
        let bytes = Array(text.utf8)
        start = .allocate(capacity: max(bytes.count, 1))
        start.initialize(from: bytes, count: bytes.count)
        count = bytes.count
    }

    func deallocate() { start.deallocate() }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }
}

/// New memory that holds the same elements.
private func copied<Element>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
    let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(elements.count, 1))
    _ = memory.initialize(from: elements)
    return UnsafeMutableBufferPointer(rebasing: memory[..<elements.count])
}
