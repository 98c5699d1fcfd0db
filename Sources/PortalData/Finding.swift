public import Diagnostics

/// Something wrong with a row, a note or a file, and whose it is.
public struct Finding: Hashable, Sendable {
    /// What, where, and what to do.
    public let diagnostic: Diagnostic
    /// The slug of the client that is held back by it; nil where all are.
    public let client: String?

    /// A finding.
    public init(_ diagnostic: Diagnostic, client: String?) {
        self.diagnostic = diagnostic
        self.client = client
    }
}
