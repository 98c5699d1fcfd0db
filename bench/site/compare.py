"""Whether two trees are the same site: the same pages at the same addresses, data pages byte for byte, notes as DOM.

Both generators render notes from CommonMark with GitHub's extensions, and differ in four spellings, of which Vitrine's are the longer
ones: it gives headings an id, wraps a table in a `<div>` that can scroll, says `scope` and a class for a cell where Hugo writes a style,
and shows a task's state as a character where Hugo writes a disabled checkbox. Those are made equal, and nothing else.
"""

import html.parser
import pathlib

TABLE_PARTS = {"table", "thead", "tbody", "tr"}


class Events(html.parser.HTMLParser):
    """A page as a list of tags and texts, in the common spelling."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.events, self.open, self.wrappers = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "div" and values == {"class": "table"}:
            self.wrappers.append(len(self.open))
            self.open.append(tag)
            return
        if tag == "input" and values.get("type") == "checkbox":
            self.add_text("☑" if "checked" in values else "☐")
            return
        if tag in ("th", "td"):
            align = values.pop("style", "").removeprefix("text-align: ") or values.pop("class", "").removeprefix("align-")
            values.pop("scope", None)
            if align:
                values["align"] = align
        elif tag in ("h2", "h3", "h4", "h5", "h6"):
            values.pop("id", None)
        elif tag == "li" and values.get("class") == "task":
            values.pop("class")
        self.events.append((tag, tuple(sorted(values.items()))))
        if tag not in ("meta", "link", "br", "hr", "img", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()
        if self.wrappers and tag == "div" and self.wrappers[-1] == len(self.open):
            self.wrappers.pop()
        else:
            self.events.append(("/" + tag,))

    def handle_data(self, data):
        if data.strip() or not (self.open and self.open[-1] in TABLE_PARTS):
            self.add_text(data)

    def add_text(self, text):
        if self.events and isinstance(self.events[-1], str):
            text = self.events.pop() + text
        # Between blocks, spaces and line ends are nothing.
        if text.strip() or self.open and self.open[-1] in ("p", "code", "em", "strong", "del", "a", "li"):
            self.events.append(text)


def same_note(ours, theirs):
    if ours == theirs:
        return True
    return Events(ours.decode()).events == Events(theirs.decode()).events


def pages(folder):
    """The pages of all clients, by their address."""
    return sorted(str(path.relative_to(folder)) for path in pathlib.Path(folder).glob("c*/**/*.html"))


def differences(ours, theirs, is_note, note_limit=None):
    """Says what differs between two trees, and how many pages were compared byte for byte and as DOM.

    At most `note_limit` notes are parsed, evenly spread; all of them where it is nil.
    """
    found = []
    names, others = pages(ours), pages(theirs)
    for name in sorted(set(names) ^ set(others)):
        found.append(f"{name} is in one of the two only")
    both = sorted(set(names) & set(others))
    notes = [name for name in both if is_note(name)]
    step = max(1, len(notes) // note_limit) if note_limit else 1
    looked_at = set(notes[::step])
    data = 0
    for name in both:
        if is_note(name) and name not in looked_at:
            continue
        left, right = ((pathlib.Path(folder) / name).read_bytes() for folder in (ours, theirs))
        if is_note(name):
            if not same_note(left, right):
                found.append(f"{name} differs as DOM")
        else:
            data += 1
            if left != right:
                found.append(f"{name} differs")
    return found, data, len(looked_at)
