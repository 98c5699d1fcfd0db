extension HTMLContext {
    /// How a value is written here; moves behind it.
    ///
    /// - Throws: where no escaping would be safe, with what to write instead.
    mutating func readValue() throws(ContextError) -> EscapeMode {
        switch state {
        case .plain: return .none
        case .text: return .text
        case .escapableText:
            guard match == 0 else { throw Self.refusal("a value in the name of an element") }
            return .text
        case .doubleQuoted, .singleQuoted: return try readAttributeValue()
        case .rawText:
            return try readContentValue()
        case .beforeValue, .unquoted:
            throw Self.refusal(
                "a value in an attribute without quotes", "put quotes around it: `=\"{{ … }}\"`")
        case .tagOpen, .endTagOpen, .tagName:
            throw Self.refusal(
                "a value in the name of an element", "choose between whole elements with `if`")
        case .inTag, .attributeName, .afterName, .afterValue, .selfClosing, .joint:
            throw Self.refusal(
                "a value in place of an attribute",
                "write the attribute's name as text, and choose with `if`: `{% if x %} hidden{% endif %}`")
        case .comment:
            throw Self.refusal("a value in an HTML comment", "use a template comment: `{# … #}`")
        case .declaration, .bogus, .instruction:
            throw Self.refusal("a value in a declaration", "write it as text")
        case .characterData:
            throw Self.refusal("a value in CDATA", "leave the CDATA out: values are escaped")
        }
    }

    private mutating func readAttributeValue() throws(ContextError) -> EscapeMode {
        if attribute.isEventHandler {
            throw Self.refusal(
                "a value in an event handler",
                "put it into a `data-` attribute and read it in a script of the theme")
        }
        switch attribute {
        case "style":
            guard !isXML else {
                throw Self.refusal(
                    "a value in a `style` attribute", "use attributes: `width`, `x`, `fill` and the like")
            }
            return try readStyleValue()
        case "srcdoc": throw Self.refusal("a value in `srcdoc`", "make it a page of its own and use `src`")
        case "http-equiv": throw Self.refusal("a value in `http-equiv`", "write its name as text")
        case "xmlns": throw Self.refusal("a value in a namespace", "write it as text")
        case "content" where element == "meta":
            hasContentValue = true
            return .attribute
        case "type" where element == "script":
            throw Self.refusal("a value in a script's type", "write it as text")
        case "attributename", "to", "from", "by", "values":
            if Self.animations.contains(element) {
                throw Self.refusal("a value in an animation", "animate with CSS classes of the theme")
            }
        default: break
        }
        guard url != .none else { return .attribute }
        switch element {
        case "base":
            throw Self.refusal("a value in the URL of `base`", "write it as text, or leave `base` out")
        case "object", "applet", "embed", "param":
            throw Self.refusal("a value in the URL of an `object`", "use `img`, `iframe` or a link")
        default: return try readURLPart()
        }
    }

    private mutating func readContentValue() throws(ContextError) -> EscapeMode {
        guard language != .none else { throw contentRefusal }
        guard match == 0 else {
            throw Self.refusal(
                "a value straight behind `<` or in a tag, which might end this element",
                "put a space behind the `<`, or write `\\u003c` in a script's text")
        }
        switch language {
        case .script: return try script.readValue()
        case .style: return try readStyleValue()
        default:
            guard jsonString == .outside else {
                throw Self.refusal(
                    "a value inside of a JSON string", "leave the quotes out: a text brings its own")
            }
            return .json
        }
    }

    private mutating func readStyleValue() throws(ContextError) -> EscapeMode {
        try style.readValue()
        guard style.isInURL else { return style.token == .string ? .styleString : .styleValue }
        if url == .none { url = .start }
        switch try readURLPart() {
        case .urlStart: return .styleURL
        case .urlQuery: return .urlQuery
        default: return .urlSegment
        }
    }

    private mutating func readURLPart() throws(ContextError) -> EscapeMode {
        isInReference = false
        switch url {
        case .start:
            url = .afterValue
            return isSourceSet ? .srcset : isLocal ? .urlLocal : .urlStart
        // Without `/`: nothing, or a single `/`, may stand in front.
        case .afterValue: return isLocal ? .urlQuery : .urlSegment
        case .rooted:
            url = .path
            return .urlRooted
        case .authority, .host:
            throw Self.refusal(
                "a value in the host of a URL that loads code or a frame, or that a form sends to",
                "write the host as text, or leave it out")
        case .path: return isSourceSet ? .urlSegment : .urlPath
        case .query: return .urlQuery
        case .fragment: return isSourceSet ? .urlSegment : .urlFragment
        case .scheme:
            throw Self.refusal(
                "a value that could complete the scheme of a URL", "begin the path with `./` or `/`")
        case .opaque:
            throw Self.refusal(
                "a value in a URL of this scheme",
                "only http, https, mailto, tel and relative URLs take values")
        case .unknown, .mixed:
            throw Self.refusal(
                "a value in a URL that begins differently in different branches",
                "put the whole attribute into each branch")
        case .size: throw Self.refusal("a value in a size of `srcset`", "write the size as text")
        case .none: return .attribute
        }
    }

    private var contentRefusal: ContextError {
        switch element {
        case "script":
            Self.refusal("a value in a script of this type", "use `type=\"application/json\"`, or no `type`")
        case "style":
            Self.refusal("a value in a style sheet in SVG", "choose a class; use `fill` and the like")
        default: Self.refusal("a value in an element whose content is no markup", "use another element")
        }
    }

    /// Whether a value here is written as JSON, lists and records too.
    var takesJSON: Bool {
        state == .rawText && language == .json || isInScript && script.isInCode
    }

    var isInScript: Bool { state == .rawText && language == .script }

    /// Whether the URL at hand loads code or a frame, or takes what a form sends: no value may choose its host.
    var isLocal: Bool {
        switch element {
        case _ where attribute == "style": false
        case "script", "iframe", "frame", "use": true
        case "form", "button", "input": attribute == "action" || attribute == "formaction"
        case "link": !isXML && attribute == "href"
        default: false
        }
    }

    /// Whether the attribute at hand holds URLs.
    var isURL: Bool {
        switch attribute {
        case "href", "src", "action", "formaction", "poster", "cite", "background", "longdesc", "manifest",
            "icon",
            "profile", "classid", "codebase", "archive", "ping", "xlink:href", "usemap", "lowsrc", "dynsrc",
            "srcset",
            "imagesrcset", "data", "xml:base":
            true
        default: false
        }
    }

    /// Whether the attribute at hand holds several URLs with sizes.
    var isSourceSet: Bool { attribute == "srcset" || attribute == "imagesrcset" }

    private static let animations: [Word] = ["animate", "set", "animatemotion", "animatetransform"]

    private static func refusal(_ message: String, _ hint: String? = nil) -> ContextError {
        ContextError(message: message, hint: hint)
    }

    /// As messages name it: "in the value of `href`".
    var name: String {
        switch state {
        case .plain, .text: "text"
        case .escapableText: "the text of an element"
        case .rawText:
            switch language {
            case .script: "a script"
            case .style: "a style sheet"
            default: "an element whose content is no markup"
            }
        case .tagOpen, .endTagOpen, .tagName, .inTag, .attributeName, .afterName, .afterValue, .selfClosing,
            .joint:
            "a tag"
        case .beforeValue, .unquoted: "an attribute without quotes"
        case .doubleQuoted, .singleQuoted: "the value of an attribute"
        case .comment, .declaration, .bogus, .instruction, .characterData: "a comment"
        }
    }
}
