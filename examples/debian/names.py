"""Slugs, codes, and text that Markdown cannot misread."""

import re
import unicodedata

# Directory names that a site keeps for itself.
RESERVED_SLUGS = frozenset(["assets", "staff", "index", "favicon", "robots", "u", "x"])

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
BACKTICKS = re.compile(r"`+")
NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(text, limit=None, fallback="unnamed"):
    """`text` as `[a-z0-9]+(-[a-z0-9]+)*`, cut between words where it is longer than `limit`."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    plain = NOT_SLUG.sub("-", plain).strip("-") or fallback
    if limit and len(plain) > limit:
        head = plain[:limit + 1].rsplit("-", 1)[0]
        plain = head if len(head) <= limit else plain[:limit]
    return plain


class UniqueNames:
    """Hands out each name once; the next asker gets `-2`, `-3` and so on."""

    def __init__(self, taken=(), limit=None):
        self.taken = set(taken)
        self.limit = limit

    def claim(self, wanted):
        """`wanted`, or the first free numbered form of it."""
        name, number = wanted, 1
        while name in self.taken:
            number += 1
            suffix = f"-{number}"
            stem = wanted[:self.limit - len(suffix)].rstrip("-") if self.limit else wanted
            name = stem + suffix
        self.taken.add(name)
        return name


def plain_markdown(text):
    """One line of Markdown that renders as exactly `text`."""
    return PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


def fenced(text):
    """A code block that shows `text` as it is.

    The fence is longer than any run of backticks inside, so no line of `text` can close it.
    """
    longest = max(map(len, BACKTICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}\n"


def split_maintainer(text):
    """The name and the address of `Name <address>`."""
    name, _, rest = text.partition("<")
    email = rest.rstrip("> ")
    return " ".join(name.split()) or email or "Nobody", email


def address(text):
    """An e-mail address, or nothing where the text is none (some packages give a web page)."""
    local, _, domain = text.partition("@")
    return text if local and domain and "@" not in domain else None
