public import Diagnostics

/// What stops a build and is no mistake in its inputs: somebody has to say that it is meant, or mend where data comes from.
public struct GuardRefusal: Error, Sendable {
    /// What was found, with whatever else was wrong.
    public let diagnostics: [Diagnostic]

    /// A refusal, of which all may have been said.
    public init(diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}
