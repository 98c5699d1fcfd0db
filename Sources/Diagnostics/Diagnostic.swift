/// One thing that a user wrote wrongly: what, where, and what to try instead.
///
/// `message` has no full stop and quotes the user's text in backticks. It never holds a value from a client's row:
/// diagnostics reach terminals and CI logs.
public struct Diagnostic: Error, Hashable, Sendable {
    /// How bad it is: an error stops what it belongs to, a warning does not.
    public enum Severity: String, Hashable, Sendable, CaseIterable {
        case error, warning
    }

    /// What an error of a template is about, for programs that read it.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The template cannot be read.
        case syntax
        /// It names something that there is not.
        case name
        /// A value, or a number of arguments, does not fit.
        case type
        /// A value or a text cannot stand where it stands, as no escaping would be safe there.
        case escape
        /// It would take too much: time, room or depth.
        case limit
        /// It was found while a page was made.
        case runtime
    }

    /// Error or warning.
    public var severity: Severity
    /// What it is about; nil outside of templates, and for warnings.
    public var kind: Kind?
    /// What is wrong, in one clause.
    public var message: String
    /// The file, relative to the site's folder where it lies in it; nil where no file is to blame.
    public var file: String?
    /// The place in the file; nil for the file as a whole.
    public var range: SourceRange?
    /// The text of the line at `range`, without its line end.
    public var line: String?
    /// A row of the database, as `projects 10 (acme, website)`; used in place of `range`.
    public var row: String?
    /// What to write or do instead.
    public var hint: String?
    /// How the place was reached, outermost last: "block `body`, included from layouts/base.html:31".
    public var trail: [String]

    /// A diagnostic with whatever is known of its place.
    public init(
        _ message: String, severity: Severity = .error, kind: Kind? = nil, file: String? = nil,
        range: SourceRange? = nil, line: String? = nil, row: String? = nil, hint: String? = nil,
        trail: [String] = []
    ) {
        self.severity = severity
        self.kind = kind
        self.message = message
        self.file = file
        self.range = range
        self.line = line
        self.row = row
        self.hint = hint
        self.trail = trail
    }
}
