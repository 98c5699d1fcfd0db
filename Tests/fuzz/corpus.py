#!/usr/bin/env python3
"""Writes the inputs that fuzzing begins with: the template cases and the theme, as TemplateFuzzing.swift reads them.

    corpus.py FOLDER
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEPARATOR = "\x1e"
HTML, XML, TEXT, SCHEMA = 0, 1, 2, 4
HOSTILE = """{"x": "<vitrine-canary>", "l": [3, 1, 2], "r": {"a": 1, "b": [null, true, 2.5]}, "n": -7, "m": {"$safe": "<i>m</i>"}}"""
# One line each: what cases and theme do not reach.
SNIPPETS = [
    "{% for p in projects %}{{ p.name }}{{ p.due|date('medium') }}{{ p.budget|money }}{{ p.changed|ago }}{{ p.share|percent }}{% endfor %}",
    "{{ projects|map(attribute='client.name')|join(', ') }}{{ projects|sum(attribute='budget') }}{{ projects|groupby('is_open')|length }}",
    "<a href=\"{{ x }}\" title='{{ x }}'>{{ x }}</a><script>var a = {{ r }};</script><style>b { color: {{ x }} }</style>",
    "<img srcset=\"{{ x }} 2x\" src=\"/{{ x }}?a={{ x }}#{{ x }}\"><textarea>{{ x }}</textarea><title>{{ x }}</title>",
    "{{ x|replace('<', '>>')|truncate(9)|title|striptags|wordcount }}{{ x|upper ~ l|join('-') * 3 }}{{ l[::-1][1:]|tojson }}",
    "{{ l|sort|unique|batch(2, 0)|map('join')|join|slug }}{{ l|slice(2)|map('length')|list|tojson }}{{ r|dictsort|tojson }}{{ r|items|list|tojson }}",
    "{% macro m(a, b=1) %}{{ a }}{% if a > 0 %}{{ m(a - 1, b) }}{% endif %}{% endmacro %}{{ m(4) }}{% call(q) m(1) %}{{ q }}{% endcall %}",
    "{% macro o(a) %}{% macro i(b) %}{{ a }}{{ b }}{{ caller() }}{% endmacro %}{% call i(a) %}{{ a }}{% endcall %}{% endmacro %}{{ o(l) }}",
    "{% set v %}{{ x }}{% endset %}{{ v|upper }}{% filter upper|trim %}{{ v }}{% endfilter %}{% with q = r %}{{ q == r }}{{ [q] == [r] }}{% endwith %}",
    "{{ 9223372036854775807 // -1 }}{{ -9 % 4 }}{{ 2 ** 62 }}{{ 7.5 // 0.1 }}{{ 1e308 * 10 }}{{ range(3, 0, -1)|list|tojson }}{{ 0x1f|round(-1) }}",
    "{% for a, b in r|items %}{{ loop.cycle('x', 'y') }}{{ loop.changed(a) }}{{ loop.previtem is defined }}{% if b %}{% continue %}{% else %}{% break %}{% endif %}{% else %}e{% endfor %}",
    "{{ as_of|date('EEEE, d MMMM yyyy HH:mm zzz') }}{{ 90|duration }}{{ 2|pluralize('a', 'b') }}{{ 12345|filesize }}{{ 1234.5|number(2) }}{{ x|urlencode|nl2br }}",
    "{% include 'a' ignore missing %}{% from 'b' import c as d %}{% import 'b' as e %}{{ url(x) }}{{ asset('s.css') }}{{ x|markdown(1) }}",
    "{{ a if b else c }}{{ missing|default('d') }}{{ n is divisibleby 3 }}{{ not n in l and x or r.b[1] }}{{ 1 < 2 <= 3 != 4 }}{{ l is sequence }}",
]


def case(path):
    """A file of Tests/TemplateCases: data and templates."""
    data, templates, *_ = path.read_text(encoding="utf-8").split("\n---\n")
    first, *others = ("\n" + templates).split("\n=== ")
    return [data, "page.html\n" + first[1:], *others]


def theme():
    """Each page of the theme with what it is made of."""
    folder = ROOT / "Templates"

    def named(text, seen):
        for name in re.findall(r"[\"']([a-z-]+/[a-z.-]+\.html)[\"']", text):
            if name not in seen and (folder / name).exists():
                seen[name] = (folder / name).read_text(encoding="utf-8")
                named(seen[name], seen)
        return seen

    for page in sorted(folder.glob("*/*.html")):
        text = page.read_text(encoding="utf-8")
        others = named(text, {}) if len(text) < 1500 else {}
        yield [HOSTILE, "page.html\n" + text, *(f"{name}\n{source}" for name, source in others.items())]


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    cases = [case(path) for path in sorted((ROOT / "Tests/TemplateCases").glob("*.txt"))]
    inputs = [(HTML, one) for one in [*cases, *theme()]]
    for snippet in SNIPPETS:
        for flags in (HTML, XML, TEXT, HTML | SCHEMA):
            inputs.append((flags, [HOSTILE, "page.html\n" + snippet]))
    for number, (flags, sections) in enumerate(inputs):
        (folder / f"seed-{number:03}").write_bytes(bytes([flags]) + SEPARATOR.join(sections).encode())


if __name__ == "__main__":
    main()
