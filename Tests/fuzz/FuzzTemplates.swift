/// Called by libFuzzer with each input; what is wrong ends the program, and libFuzzer keeps the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    if let problem = TemplateFuzzing.problem(with: UnsafeRawBufferPointer(start: start, count: count)) {
        fatalError(problem)
    }
    return 0
}
