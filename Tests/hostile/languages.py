"""Places in scripts and style sheets: read by a JavaScript tokenizer and a CSS parser, which must see the same as for a harmless value."""

import json
import re

import esprima
import tinycss2

from contexts import BLOCKED, HOLE, Context, is_harmless, part

H = HOLE


# --- Scripts


def tokens(script):
    return [(token.type, token.value) for token in esprima.tokenize(script)]


def decoded(text):
    """A string of a script with the escapes that JSON has too, which are all that values need."""
    if text[0] == "'" and '"' in text:
        raise ValueError("a quote is not escaped")
    return json.loads('"' + text[1:-1].replace("\\\n", "") + '"')


def script(source, is_value):
    """`source` says one value, for itself or inside of its strings, which have no escapes of their own."""
    wanted = tokens(source.replace(H, '"~"' if is_value else "~"))

    def judge(element, value):
        if len(element):
            return "there are elements in the script"
        try:
            found = tokens(element.text or "")
            if len(found) != len(wanted):
                return f"{len(found)} tokens instead of {len(wanted)}: {element.text!r}"
            for (kind, said), (wanted_kind, wanted_said) in zip(found, wanted):
                if kind != wanted_kind:
                    return f"{kind} instead of {wanted_kind}: {said!r}"
                if "~" not in wanted_said:
                    if said != wanted_said:
                        return f"{said!r} instead of {wanted_said!r}"
                elif decoded(said) != decoded(wanted_said).replace("~", value):
                    return f"the string is {said!r}"
        except (esprima.Error, ValueError) as error:
            return f"cannot be read: {error}: {element.text!r}"

    return judge


def script_context(name, source, is_value, tag="<script id=t>"):
    return Context(name, f"{tag}{source}</script>", script(source, is_value), is_json=is_value, is_start=is_value)


BEFORE = "if (a(1) / 2) var r = /[/'`]\\/\"/g, d = (r) / 2 / 1, t = `a'${ {b: `c${d}}`} }\\${`; // it's\n/* \" */ "

SCRIPTS = [
    script_context("script, value", f"var a = {H};", True),
    script_context("script, arguments", f"var a = [1, {H}].concat([{H}], {{b: {H}, 'c': -{H}}});", True),
    script_context("script, operand", f"var a = 1 +{H}+ 2, b = a ?{H}:{H}/ 2;", True),
    script_context("script, returned", f"function f() {{ return {H}; }}", True),
    script_context("script, value behind others", f"{BEFORE}var a = {H};", True),
    script_context("module, value", f"const a = {H};", True, "<script type='module' id='t'>"),
    script_context("script, double quotes", f'var a = "{H}";', False),
    script_context("script, single quotes", f"var a = '{H}'", False),
    script_context("script, strings between", f"var a = 'a {H} b' + \"{H}{H}\" + 'c';", False),
    script_context("script, string on two lines", f"var a = 'a \\\n{H}', b = 1;", False),
    script_context("script, string behind others", f"{BEFORE}var a = \"{H}\";", False),
    script_context("script, JavaScript by name", f"var a = '{H}';", False, '<SCRIPT TYPE="text/JavaScript" ID="t">'),
]


# --- Style sheets


def pieces(source, is_attribute):
    """All tokens, flat, without comments and spaces; declarations and rules by their names."""
    found = []

    def add(nodes):
        for node in nodes:
            if node.type in ("whitespace", "comment"):
                continue
            found.append((node.type, getattr(node, "value", None) if not isinstance(getattr(node, "value", None), list) else None,
                          getattr(node, "lower_name", None) or getattr(node, "name", None)))
            for inner in ("prelude", "content", "arguments", "value"):
                if isinstance(getattr(node, inner, None), list):
                    add(getattr(node, inner))

    if is_attribute:
        add(tinycss2.parse_declaration_list(source))
    else:
        for rule in tinycss2.parse_stylesheet(source):
            add([rule])
            if rule.type == "qualified-rule":
                add(tinycss2.parse_declaration_list(rule.content))
    return found


def said_by(element, name):
    return element.get(name) if name else element.text or ""


def style(source, is_attribute, judge_piece):
    """The pieces are those of `source` with a harmless value, but for the ones that say the value."""
    wanted = pieces(source.replace(H, "qq"), is_attribute)

    def judge(element, value):
        if len(element):
            return "there are elements in the style sheet"
        text = said_by(element, "style" if is_attribute else None)
        found = pieces(text, is_attribute)
        if [piece[0] for piece in found] != [piece[0] for piece in wanted]:
            return f"other pieces: {text!r}"
        for (kind, said, name), (_, wanted_said, wanted_name) in zip(found, wanted):
            if name != wanted_name:
                return f"{name!r} instead of {wanted_name!r}"
            if isinstance(wanted_said, str) and "qq" in wanted_said:
                wrong = judge_piece(said, wanted_said, value)
                if wrong:
                    return wrong
            elif said != wanted_said:
                return f"{said!r} instead of {wanted_said!r}"

    return judge


def string(said, wanted, value):
    if said != wanted.replace("qq", value.replace("\x00", "\ufffd")):
        return f"the string is {said!r}"


def url(said, wanted, value):
    if not is_harmless(said):
        return f"the URL is {said!r}"
    if said == BLOCKED:
        before = re.split("[/?#\\\\]", value)[0]
        return None if ":" in before else "a relative URL was blocked"
    if said != re.sub("[\t\n\r]", "", re.sub("^[\x00-\x20]+", "", value)).replace("\x00", "\ufffd"):
        return f"the URL is {said!r}"


def url_part(said, wanted, value):
    before, after = wanted.split("qq")
    return part("u", before, after, allowed="/")({"u": said}, value)


def plain(source, is_attribute):
    """Values for themselves: as they are, or blocked."""

    def judge(element, value):
        text = said_by(element, "style" if is_attribute else None)
        said = value if re.fullmatch("[A-Za-z0-9 #.,%_-]*", value) else "blocked"
        if text != source.replace(H, said):
            return f"the style sheet is {text!r}"
        names = [[piece[2] for piece in pieces(source.replace(H, word), is_attribute) if piece[0] == "declaration"] for word in ("q", said)]
        if names[0] != names[1]:
            return f"other declarations: {text!r}"

    return judge


def sheet(name, source, judge_piece, **more):
    judge = style(source, False, judge_piece) if judge_piece else plain(source, False)
    return Context(name, f'<style id="t">{source}</style>', judge, **more)


def attribute(name, source, judge_piece, quote='"', **more):
    judge = style(source, True, judge_piece) if judge_piece else plain(source, True)
    return Context(name, f"<p id=t style={quote}{source}{quote}>p</p>", judge, **more)


FRONT = "/* ' */ @import url(a;b); @media (a: b) { a:hover, b[c=\"d{\"]::after { e: f } } "

STYLES = [
    sheet("style sheet, value", f"p {{ color: {H}; margin: 0 {H} }} q {{ color: red }}", None),
    sheet("style sheet, value behind others", f"{FRONT}p {{ width: calc( {H} * 2px); --a: {H} }}", None),
    sheet("style sheet, double quotes", f'p::after {{ content: "{H}"; color: red }} q {{ color: red }}', string),
    sheet("style sheet, single quotes", f"{FRONT}p {{ font-family: 'a {H} b', serif }}", string),
    sheet("style sheet, URL", f"p {{ background: url({H}) }} q {{ color: red }}", url, is_start=True),
    sheet("style sheet, URL in quotes", f'p {{ background: URL( "{H}" ) no-repeat }}', url, is_start=True),
    sheet("style sheet, path", f"p {{ background: url(/a/{H}.png) }}", url_part),
    sheet("style sheet, query", f"p {{ background: url('https://a.example/?q={H}') }}", url_part),
    sheet("style sheet, fragment", f"p {{ mask: url(#{H}) }}", url_part),
    attribute("style attribute, value", f"color: {H}; width: {H}", None),
    attribute("style attribute, between", f"width: {H}px !important; color: red", None, "'"),
    attribute("style attribute, single quotes", f"font-family: '{H}', serif", string),
    attribute("style attribute, double quotes", f'font-family: "a {H}"', string, "'"),
    attribute("style attribute, URL", f"background: url({H})", url, is_start=True),
    attribute("style attribute, URL in quotes", f"color: red; background: url('{H}')", url, is_start=True),
    attribute("style attribute, path", f"background: url(a/{H})", url_part, "'"),
]

LANGUAGE_CONTEXTS = SCRIPTS + STYLES
