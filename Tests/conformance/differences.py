"""Where Vitrine differs from Jinja2 on purpose, each with its reason. Whatever is not named here is a mistake.

That null prints nothing and booleans print in lower case is not here: compare.py has Jinja2 do the same.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """A deliberate one; recognised by Vitrine's message, by Jinja2's, or by what the templates say. All that are given must be there."""

    reason: str
    vitrine: str = ""
    jinja: str = ""
    source: str = ""

    def explains(self, source, jinja_error, vitrine_error):
        """Whether this is why the two differ."""
        message = (vitrine_error or {}).get("message", "")
        return all(re.search(pattern, text or "") for pattern, text in
                   [(self.vitrine, message), (self.jinja, jinja_error), (self.source, source)])


DELIBERATE = [
    Difference("loops are not recursive, so they have no depth", vitrine="^`loop` has no `depth`"),
    Difference("sort takes one field; sorting twice does the same", vitrine="^`sort` takes one field"),
    Difference("there are no tuples, and so no difference to lists", jinja="can only concatenate|'tuple'"),
    Difference("replacing in markup gives text: a value could otherwise complete a tag", source="filter replace"),
    Difference("what is set later in a scope can be read from outside before that", jinja="'n' is undefined", source="{% set n = 1 %}"),
    Difference("integers have 64 bits", vitrine="does not fit into 64 bits"),
    Difference("lists and records do not print", vitrine="^a (list|record) (cannot be printed|is no text)"),
    Difference("`a if b` without `else` is like null where b is false", jinja="inline if-expression .* evaluated to false"),
]
