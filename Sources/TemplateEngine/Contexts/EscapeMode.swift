/// How a value is written where it stands; decided when the template is compiled.
enum EscapeMode: UInt8, Sendable, CaseIterable {
    /// As it is: text mode.
    case none
    /// Text, title, textarea: markup passes.
    case text
    /// Quoted attributes: markup is escaped too.
    case attribute
    /// The start of a URL: the scheme is filtered.
    case urlStart
    /// After `/`: a path.
    case urlPath
    /// Straight after another value: a path without `:`.
    case urlSegment
    case urlQuery
    case urlFragment
    /// Several URLs with sizes.
    case srcset
    /// `<script type="application/json">`, as a value.
    case json
}
