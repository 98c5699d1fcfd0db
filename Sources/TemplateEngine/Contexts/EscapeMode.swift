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
    /// The start of a URL that loads code or a frame, or takes what a form sends: relative ones only.
    case urlLocal
    /// Behind the `/` that begins such a URL.
    case urlRooted
    case scriptValue
    case scriptString
    case styleValue
    case styleString
    /// The start of `url()` in a style sheet.
    case styleURL

    /// What to say where a value was replaced.
    var blocking: (message: String, hint: String) {
        switch self {
        case .styleValue:
            (
                "a value of a style sheet was replaced by `blocked`",
                "allowed are letters, digits, spaces and `# . , % _ -`"
            )
        case .urlLocal:
            (
                "a URL that might lead to another host was replaced by `about:invalid#blocked`",
                "here only relative URLs are allowed; write the host as text: `https://a.example/{{ … }}`"
            )
        default:
            (
                "a URL with a scheme that is not allowed was replaced by `about:invalid#blocked`",
                "allowed are http, https, mailto, tel and relative URLs"
            )
        }
    }
}
