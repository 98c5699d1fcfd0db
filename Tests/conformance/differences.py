"""Where Vitrine differs from Jinja2 on purpose, each with its reason. Whatever is not named here is a mistake.

That null prints nothing and booleans print in lower case is not here: compare.py has Jinja2 do the same.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """A deliberate one, and an example in which it shows.

    Recognised by Vitrine's message, by Jinja2's, or by what the templates say: all that are given must be there.
    """

    reason: str
    example: str
    vitrine: str = ""
    jinja: str = ""
    source: str = ""

    def explains(self, source, jinja_error, vitrine_error):
        """Whether this is why the two differ."""
        message = (vitrine_error or {}).get("message", "")
        return all(re.search(pattern, text or "") for pattern, text in
                   [(self.vitrine, message), (self.jinja, jinja_error), (self.source, source)])


DELIBERATE = [
    Difference("loops are not recursive, so they have no depth", "{% for i in l %}{{ loop.depth }}{% endfor %}",
               vitrine="^`loop` has no `depth`"),
    Difference("sort takes one field; sorting twice does the same", "{{ rows|sort(attribute='k,v')|length }}",
               vitrine="^`sort` takes one field"),
    Difference("there are no tuples, and so no difference to lists", "{{ ([1] + (4, 5))|length }}",
               jinja=r'can only concatenate (list|tuple) \(not "(list|tuple)"\)'),
    Difference("replacing in markup gives text: a value could otherwise complete a tag",
               "{% filter replace('a', '&') %}{{ s }}{% endfilter %}", source="filter replace"),
    Difference("trimming characters off markup gives text: what is left may be half a tag", "{{ (s|e)|trim('a') }}", source=r"trim\('|trim\(chars"),
    Difference("what is set later in a scope can be read from outside before that",
               "{% block a %}{% for i in l %}{{ n }}{% endfor %}{% set n = 1 %}{% endblock %}",
               jinja="'n' is undefined", source="{% set n = 1 %}"),
    Difference("integers have 64 bits", "{{ 9223372036854775807 + 1 }}", vitrine="does not fit into 64 bits"),
    Difference("lists and records do not print", "{{ l }}", vitrine="^a (list|record) (cannot be printed|is no text)"),
    Difference("`a if b` without `else` is like null where b is false", "{{ ('x' if no)|int(4) }}",
               jinja="inline if-expression .* evaluated to false"),
    Difference("null passes through filters", "{{ nothing|upper }}", source=r"nothing\|upper"),
    Difference("default replaces null too", "{{ nothing|default(1) }}", source=r"nothing\|default"),
    Difference("booleans are lower case in `~` too", "{{ yes ~ 1 }}", source="{{ yes ~"),
    Difference("there are no methods of Python's", "{{ s.upper() }}", vitrine="^there are no methods"),
    Difference("there is no formatting by `%`", "{{ '%s' % n }}", source="'%s' %"),
    Difference("no filter trusts a value", "{{ s|safe }}", vitrine="^no filter named `safe`"),
    Difference("there are no namespaces", "{% set ns = namespace() %}", vitrine="`namespace`"),
    Difference("records and lists can be unique, and asked for in records: nothing is hashed", "{{ rows|unique|list|length }}", jinja="unhashable type"),
    Difference("what can be seen to be wrong is an error in a branch that never runs too",
               "{% if no %}{{ 1 + 'a' }}{% endif %}", source=r"{% if no %}{{ 1 \+ 'a' }}"),
]
