"""The places where the engine accepts values, and what must have come out there."""

import json
import re
import urllib.parse
import xml.etree.ElementTree
from dataclasses import dataclass
from typing import Callable

import html5lib

HOLE = "\N{WHITE SQUARE}"
SAFE = {"http", "https", "mailto", "tel"}
BLOCKED = "about:invalid#blocked"
XML_FORBIDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Context:
    """Some markup with holes; `judge` says what is wrong with the element `t` for a value, or nothing."""

    name: str
    markup: str
    judge: Callable
    # Text: trusted markup passes there, elsewhere it is escaped like any value.
    is_text: bool = False
    is_json: bool = False
    # A URL begins with the hole, so that no loop may go around it alone.
    is_start: bool = False
    file: str = "main.html"

    def can_hold(self, value):
        return self.file == "main.html" or not XML_FORBIDS.search(value)

    def page(self, markup):
        if self.file != "main.html":
            return f'<svg xmlns="http://www.w3.org/2000/svg">{markup}<g id="end"/></svg>'
        return f'<!doctype html><html lang="en"><body>{markup}<p id="end">end</p></body></html>'

    def parse(self, text):
        if self.file != "main.html":
            return xml.etree.ElementTree.fromstring(text)
        return html5lib.parse(text, treebuilder="etree", namespaceHTMLElements=False)


def shape(document):
    """All elements with the names of their attributes; comments too."""
    return [
        ("comment",) if callable(element.tag) else (element.tag, *sorted(element.attrib))
        for element in document.iter()
    ]


def lines(value):
    """As a parser reads line ends that are not character references."""
    return value.replace("\r\n", "\n").replace("\r", "\n")


# --- Text and attributes


def text(nul="", drops_first_line_end=False, is_xml=False):
    def judge(element, value):
        wanted = lines(value).replace("\x00", nul)
        if drops_first_line_end and wanted.startswith("\n"):
            wanted = wanted[1:]
        found = "".join(element.itertext())
        if found != f"a {wanted} b" and found != wanted:
            return f"the text is {found!r}"

    return judge


def attribute(name, is_xml=False):
    def judge(element, value):
        wanted = lines(value).replace("\x00", "\ufffd")
        if is_xml:
            wanted = re.sub("[\t\n]", " ", wanted)
        if element.get(name) not in (wanted, f"a {wanted} b"):
            return f"the attribute is {element.get(name)!r}"

    return judge


# --- URLs, read as https://url.spec.whatwg.org/ does


def scheme(url):
    url = re.sub("[\t\n\r]", "", url.strip("".join(map(chr, range(33)))))
    found = re.match("([A-Za-z][A-Za-z0-9+.-]*):", url)
    return found and found[1].lower()


def is_harmless(url):
    return scheme(url) in SAFE | {None} or url.startswith(BLOCKED)


def start(name):
    def judge(element, value):
        url = element.get(name)
        if not is_harmless(url):
            return f"the URL is {url!r}"
        if url == BLOCKED:
            before = re.split("[/?#\\\\]", value)[0]
            return "a relative URL was blocked" if ":" not in before else None
        wanted = re.sub("[\t\n\r]", "", re.sub("^[\x00-\x20]+", "", value)).replace("\x00", "\ufffd")
        if url != wanted:
            return f"the URL is {url!r}"

    return judge


def leads_elsewhere(url):
    """Whether a URL has a scheme or a host."""
    url = re.sub("[\t\n\r]", "", url.strip("".join(map(chr, range(33)))))
    return bool(scheme(url) or re.match(r"[/\\]{2}", url))


def local(name, after=""):
    """A URL that must not lead to another host."""

    def judge(element, value):
        url = element.get(name)
        if not url.startswith(BLOCKED) and leads_elsewhere(url):
            return f"the URL is {url!r}"
        before = re.split("[/?#]", value)[0]
        if url.startswith(BLOCKED):
            if ":" not in before and "\\" not in value and not leads_elsewhere(value):
                return "a relative URL was blocked"
            return None
        wanted = re.sub("[\t\n\r]", "", re.sub("^[\x00-\x20]+", "", value)).replace("\x00", "\ufffd")
        if url != ("/." if wanted == "/" else wanted) + after:
            return f"the URL is {url!r}"

    return judge


def rooted(name):
    """Two values behind the `/` that begins a URL, of which neither may begin a host."""

    def judge(element, value):
        url = element.get(name)
        if leads_elsewhere(url) or "\\" in url:
            return f"the URL is {url!r}"
        if urllib.parse.unquote(url) != f"/{value or '.'}/{value}":
            return f"the URL says {url!r}"

    return judge


def part(name, before, after="", allowed="/!$&'()*+,;=:@"):
    """A value that is percent-encoded behind `before`."""

    def judge(element, value):
        url = element.get(name)
        if not (url.startswith(before) and url.endswith(after)):
            return f"the URL is {url!r}"
        found = url[len(before) : len(url) - len(after)]
        if not re.fullmatch(f"(?:[A-Za-z0-9._~{re.escape(allowed)}-]|%[0-9A-F]{{2}})*", found):
            return f"not encoded: {found!r}"
        if urllib.parse.unquote(found) != value:
            return f"the URL says {found!r}"

    return judge


def queries(element, value):
    url = element.get("href")
    found = urllib.parse.parse_qsl(url.removeprefix("?"), keep_blank_values=True, separator="&")
    if not re.fullmatch(r"\?q=[^&=#+?/]*&r=[^&=#+?/]*", url) or found != [("q", value), ("r", value)]:
        return f"the URL is {url!r}"


def candidates(srcset):
    """https://html.spec.whatwg.org/#parsing-a-srcset-attribute, without judging the sizes."""
    position, found = 0, []
    while True:
        position += len(re.match("[\t\n\f\r ,]*", srcset[position:])[0])
        if position >= len(srcset):
            return found
        url = re.match("[^\t\n\f\r ]+", srcset[position:])[0]
        position += len(url)
        found.append(url.rstrip(","))
        if not url.endswith(","):
            depth = 0
            while position < len(srcset) and (depth or srcset[position] != ","):
                depth = {"(": 1, ")": 0}.get(srcset[position], depth)
                position += 1


def sources(element, value):
    name = "imagesrcset" if element.tag == "link" else "srcset"
    bad = [url for url in candidates(element.get(name)) if not is_harmless(url)]
    return f"the URLs are {bad!r}" if bad else None


def source(element, value):
    found = candidates(element.get("srcset"))
    if len(found) != 1 or urllib.parse.unquote(found[0]) != "/a/" + value:
        return f"the URLs are {found!r}"


# --- JSON


def json_value(find):
    def judge(element, value):
        if len(element):
            return "there are elements in the script"
        try:
            found = find(json.loads(element.text or ""))
        except (ValueError, TypeError, IndexError, KeyError) as error:
            return f"no JSON: {error}: {element.text!r}"
        if found != value:
            return f"the JSON says {found!r}"

    return judge


XLINK = "{http://www.w3.org/1999/xlink}href"
H = HOLE
CONTEXTS = [
    Context("text", f'<p id="t">{H}</p>', text(), is_text=True),
    Context("text between", f'<p id="t">a {H} b</p>', text(), is_text=True),
    Context("text of a cell", f'<table><tr><td id="t">{H}</table>', text(), is_text=True),
    Context("title", f'<title id="t">{H}</title>', text("\ufffd"), is_text=True),
    Context("textarea", f'<textarea id="t">{H}</textarea>', text("\ufffd", True), is_text=True),
    Context("text in SVG", f'<svg><text id="t">{H}</text></svg>', text("\ufffd"), is_text=True),
    Context("listing", f'<listing id="t">{H}</listing>', text(drops_first_line_end=True), is_text=True),
    Context("title in SVG", f'<svg><title id="t">{H}</title></svg>', text(), is_text=True),
    Context("double quotes", f'<p id="t" title="{H}">p</p>', attribute("title")),
    Context("single quotes", f"<p id='t' title='{H}'>p</p>", attribute("title")),
    Context("double quotes between", f'<p title="a {H} b" id="t">p</p>', attribute("title")),
    Context("single quotes between", f"<p title = 'a {H} b'id='t'>p</p>", attribute("title")),
    Context("alt", f'<img id="t" alt="{H}" src="a.png"/>', attribute("alt")),
    Context("value", f"<input id=t value='{H}' disabled>", attribute("value")),
    Context("data attribute", f'<p id="t" data-a="{H}">p</p>', attribute("data-a")),
    Context("long data attribute", f'<p id="t" data-the-name-of-a-milestone="{H}">p</p>', attribute("data-the-name-of-a-milestone")),
    Context("class", f'<p id="t" CLASS="{H}">p</p>', attribute("class")),
    Context("meta content", f'<meta id="t" name="a" content="{H}">', attribute("content")),
    Context("attribute in SVG", f'<svg><rect id="t" width="{H}"/></svg>', attribute("width")),
    Context("link", f'<a id="t" href="{H}">a</a>', start("href"), is_start=True),
    Context("link in single quotes", f"<a id='t' HREF = '{H}'>a</a>", start("href"), is_start=True),
    Context("image", f'<img id="t" src="{H}" alt="">', start("src"), is_start=True),
    Context("frame", f'<iframe id="t" src="{H}"></iframe>', local("src"), is_start=True),
    Context("frame of a path", f'<iframe id="t" src="{H}/b.html"></iframe>', local("src", "/b.html"), is_start=True),
    Context("form", f'<form id="t" action="{H}"></form>', local("action"), is_start=True),
    Context("button", f"<button id='t' formaction='{H}'>b</button>", local("formaction"), is_start=True),
    Context("script's URL", f'<script id="t" src="{H}"></script>', local("src"), is_start=True),
    Context("script's path", f'<script id="t" src="/{H}/{H}"></script>', rooted("src"), is_start=True),
    Context("script's path of a host", f'<script id="t" src="https://a.example/{H}"></script>', part("src", "https://a.example/")),
    Context("style sheet's URL", f'<link id="t" rel="stylesheet" href="{H}">', local("href"), is_start=True),
    Context("poster", f'<video id="t" poster="{H}"></video>', start("poster"), is_start=True),
    Context("link in SVG", f'<svg><a id="t" href="{H}"></a></svg>', start("href"), is_start=True),
    Context("XLink", f'<svg><image id="t" xlink:href="{H}"/></svg>', start(XLINK), is_start=True),
    Context("drawing that is used", f'<svg><use id="t" href="{H}"/></svg>', local("href"), is_start=True),
    Context("path", f'<a id="t" href="/a/{H}">a</a>', part("href", "/a/")),
    Context("path between", f"<a id='t' href='b/{H}/c.html'>a</a>", part("href", "b/", "/c.html")),
    Context("path of a host", f'<a id="t" href="https://a.example/{H}">a</a>', part("href", "https://a.example/")),
    Context("mail", f'<a id="t" href="mailto:{H}">a</a>', part("href", "mailto:")),
    Context("query", f'<a id="t" href="?q={H}&amp;r={H}">a</a>', queries),
    Context("query of a host", f"<a id='t' href='https://a.example?q={H}'>a</a>", part("href", "https://a.example?q=", allowed="")),
    Context("fragment", f'<a id="t" href="#{H}">a</a>', part("href", "#", allowed="/!$&'()*+,;=:@?")),
    Context("fragment of a page", f"<a id='t' href='a.html#{H}'>a</a>", part("href", "a.html#", allowed="/!$&'()*+,;=:@?")),
    Context("srcset", f'<img id="t" srcset="{H}" alt="">', sources, is_start=True),
    Context("srcset with sizes", f'<img id="t" srcset="{H} 1x, {H} 2x" alt="">', sources, is_start=True),
    Context("path in srcset", f'<img id="t" srcset="/a/{H} 2x" alt="">', source),
    Context("imagesrcset", f"<link id='t' rel='preload' imagesrcset='{H}'>", sources, is_start=True),
    Context("JSON", f'<script id="t" type="application/json">{H}</script>', json_value(lambda x: x), is_json=True),
    Context("JSON in a record", f"<script type='application/json' id='t'>{{\"a\": [1, {H}]}}</script>", json_value(lambda x: x["a"][1]), is_json=True),
    Context("JSON-LD", f'<SCRIPT id="t" TYPE="application/ld+json">[{H}]</SCRIPT>', json_value(lambda x: x[0]), is_json=True),
    Context("text of XML", f'<text id="t">{H}</text>', text(), is_text=True, file="main.svg"),
    Context("double quotes in XML", f'<rect id="t" width="{H}"/>', attribute("width", True), file="main.svg"),
    Context("single quotes in XML", f"<rect id='t' width='{H}'/>", attribute("width", True), file="main.svg"),
    Context("path in XML", f"<a id='t' href='/a/{H}'/>", part("href", "/a/"), file="main.svg"),
]
