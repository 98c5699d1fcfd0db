"""Installed Markdown as notes: every link leads somewhere, or is text.

A README was written for a repository whose other files are not installed here. Links to the web stay, links to
other notes of the same package follow them, and all others become the words that they stood on.
"""

import posixpath
import re

FENCE = re.compile(r"\s*(?:>\s?)*(?:[-*+]\s+|\d+[.)]\s+)?(`{3,}|~{3,})(.*)")
CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`)", re.DOTALL)
HIDDEN = re.compile("\0(\\d+)\0")
FRONT_MATTER = re.compile(r"---\r?\n(.*?)\n(?:---|\.\.\.)\r?\n", re.DOTALL)
OWN_TITLE = re.compile(r"(?m)^title:[ \t]*(\S.*?)\s*$")
ATX = re.compile(r" {0,3}#{1,6}(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*")
SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
BARE_FTP = re.compile(r"(?<![\w\\])ftp://")
AUTOLINK = re.compile(r"<(?=[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*>)(?!https?:|mailto:)")
# A paragraph of indented lines is code, as far as one can tell without reading lists.
INDENTED = re.compile(r"(?m)(?:\A|(?<=\n\n))(?:(?: {4}|\t).*(?:\n(?=(?: {4}|\t))|$))+(?=\n\s*$|\Z)")
# `<type>` is a word that somebody put in brackets, `<b>` is HTML, which a note has none of.
TAG = re.compile(r"(?<!\\)<(?=/?([a-zA-Z][a-zA-Z0-9-]*)(?:\s[^<>]*)?/?>)")
HTML = frozenset("""
    a abbr align article aside audio b big blockquote body br button caption center cite code col colgroup dd
    del details dfn div dl dt em figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i
    iframe img input ins kbd label li link main map mark meta nav noscript object ol option p picture pre q rp
    rt ruby s samp script section select small source span strike strong style sub summary sup svg table tbody
    td textarea tfoot th thead title tr tt u ul var video wbr
""".split())

LABEL = r"(?:[^\[\]\\]|\\.)+"
DESTINATION = r"(<[^<>\n]*>|[^\s()<>]+(?:\([^\s()]*\)[^\s()]*)*|)"
TITLE = r"""(?:\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?"""
TEXT = r"((?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*)"
INLINE = re.compile(r"(?<!\\)(!?)\[" + TEXT + r"\]\(\s*" + DESTINATION + TITLE + r"\s*\)", re.DOTALL)
REFERENCE = re.compile(r"(?<!\\)(!?)\[" + TEXT + r"\](?:\[(" + LABEL + r")?\])?(?![(:])", re.DOTALL)
DEFINITION = re.compile(
    r"(?m)^[ \t]*(?:>[ \t]?)*\[(?!\^)(" + LABEL + r")\]:[ \t]*\n?[ \t]*(<[^<>\n]*>|\S+)" + TITLE + r"[ \t]*$\n?")


def note(text, resolve, fallback):
    """A README's title and its body as Markdown, the title's own heading taken out of the body.

    `resolve` gives the place that a relative link leads to, or nothing where it leads nowhere.
    """
    title = None
    matter = FRONT_MATTER.match(text)
    if matter:
        text = text[matter.end():]
        own = OWN_TITLE.search(matter[1])
        title = own and own[1].strip("\"'")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    body = relinked(text, resolve)
    heading, rest = leading_heading(body)
    if title is None and heading:
        title, body = heading, rest
    title = "".join(each if each.isprintable() else " " for each in title or heading or fallback)
    return " ".join(title.split()) or fallback, body.strip("\n") + "\n"


def leading_heading(text):
    """The words of the first heading, where only badges stand before it, and the text without it."""
    lines = text.split("\n")
    index = next((number for number, line in enumerate(lines) if line.strip()), None)
    if index is None:
        return None, text
    atx = ATX.fullmatch(lines[index])
    if atx:
        return plain(atx[1] or ""), "\n".join(lines[:index] + lines[index + 1:])
    if index + 1 < len(lines) and SETEXT.fullmatch(lines[index + 1]) and not lines[index].startswith("    "):
        return plain(lines[index]), "\n".join(lines[:index] + lines[index + 2:])
    return None, text


def plain(heading):
    """A heading's words without emphasis, code marks or links."""
    heading = INLINE.sub(lambda match: "" if match[1] else match[2], heading)
    heading = re.sub(r"[`*]|(?<!\w)_|_(?!\w)|<[^<>]*>", "", heading)
    return " ".join(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", heading).split())


def relinked(text, resolve):
    """`text` with every link outside code resolved, or replaced by its words."""
    hidden = []

    def hide(match):
        hidden.append(match[0])
        return f"\0{len(hidden) - 1}\0"

    text = CODE_SPAN.sub(hide, hide_blocks(text, hide))
    kept, dropped = set(), set()

    def define(match):
        place = resolve_link(match[2], resolve)
        key = label_key(match[1], hidden)
        if key in kept or key in dropped:
            return ""
        (kept if place else dropped).add(key)
        return f"[{match[1]}]: {place}\n" if place else ""

    def inline(match):
        place = None if match[1] else resolve_link(match[3], resolve)
        words = INLINE.sub(inline, match[2])
        if match[1]:
            return words or "image"
        return f"[{words}]({place})" if place else words

    def reference(match):
        words = REFERENCE.sub(reference, match[2])
        key = label_key(match[3] or match[2], hidden)
        if key in dropped or (match[1] and key in kept):
            return words
        rest = match[0][1 + len(match[1]) + len(match[2]):]
        return f"{match[1]}[{words}{rest}"

    text = DEFINITION.sub(define, text)
    text = INLINE.sub(inline, text)
    if kept or dropped:
        text = REFERENCE.sub(reference, text)
    text = INDENTED.sub(lambda match: match[0] if AUTOLINK.search(match[0]) else hide(match), text)
    text = TAG.sub(lambda match: match[0] if match[1].lower() in HTML else r"\<", text)
    text = BARE_FTP.sub(r"ftp\\://", AUTOLINK.sub(r"\\<", text))
    # A title may hide inside what was hidden, never deeper than two levels.
    for _ in range(3):
        text = HIDDEN.sub(lambda match: hidden[int(match[1])], text)
    return text


def hide_blocks(text, hide):
    """`text` with each fenced block replaced by a mark."""
    out, block, fence = [], [], None
    for line in text.split("\n"):
        match = FENCE.fullmatch(line)
        if fence is None and match and not (match[1][0] == "`" and "`" in match[2]):
            fence, block = match[1], [line]
        elif fence is None:
            out.append(line)
        else:
            block.append(line)
            if match and match[1].startswith(fence) and not match[2].strip():
                out.append(hide(["\n".join(block)]))
                fence = None
    return "\n".join(out + (block if fence else []))


def label_key(label, hidden):
    """How Markdown compares labels: without case, spaces as one."""
    return " ".join(HIDDEN.sub(lambda match: hidden[int(match[1])], label).split()).casefold()


def resolve_link(destination, resolve):
    """A destination that works on the portal, or nothing."""
    place = destination.strip("<>").strip()
    scheme = SCHEME.match(place)
    if scheme:
        return destination if scheme[1].lower() in ("http", "https", "mailto") else None
    path = posixpath.normpath(place.split("#", 1)[0].split("?", 1)[0] or ".")
    return None if place.startswith(("#", "/")) else resolve(path)
