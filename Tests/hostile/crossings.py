"""Ways for a value to reach its place: each once around the value alone, once around all of the markup."""

from dataclasses import dataclass
from typing import Callable

from contexts import HOLE, Context

VALUE = "{{ x }}"


@dataclass(frozen=True)
class Crossing:
    name: str
    # The templates for a context's markup.
    templates: Callable[[Context], dict]
    # Whether the value arrives as markup, and is escaped once more unless in text.
    is_captured: bool = False
    is_loop_alone: bool = False

    def arrives(self, context, value):
        """What the place receives."""
        return escaped(value) if self.is_captured and not context.is_text else value

    def is_accepted(self, context):
        return not (self.is_loop_alone and context.is_start)


def escaped(value):
    for character, reference in [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&#34;"), ("'", "&#39;")]:
        value = value.replace(character, reference)
    return value


def alone(hole, front="", **others):
    """`hole` in place of each value, `front` in front of the page."""

    def templates(context):
        ending = context.file.split(".")[1]
        hole_here, front_here = (text.replace(".E", "." + ending) for text in (hole, front))
        parts = {f"{name}.{ending}": text for name, text in others.items()}
        return {context.file: front_here + context.page(context.markup.replace(HOLE, hole_here)), **parts}

    return templates


def around(front, middle="", others=None):
    """`middle` in place of all the markup, which goes into `front` or other templates where they say MARKUP(value)."""

    def templates(context):
        ending = context.file.split(".")[1]

        def fill(text):
            for value in ("x", "y"):
                text = text.replace(f"MARKUP({value})", context.markup.replace(HOLE, "{{ %s }}" % value))
            return text.replace(".E", "." + ending)

        parts = {f"{name}.{ending}": fill(text) for name, text in (others or {}).items()}
        return {context.file: fill(front) + context.page(fill(middle)), **parts}

    return templates


def blocks(child):
    """Each value is a block of a base; `child` is what the child's blocks hold, the base's hold the other."""

    def templates(context):
        pieces = context.markup.split(HOLE)
        inherited = VALUE if child != VALUE else ""
        base, main = pieces[0], '{% extends "base" %}'
        for number, piece in enumerate(pieces[1:]):
            base += "{%% block b%d %%}%s{%% endblock %%}" % (number, inherited) + piece
            main += "{%% block b%d %%}%s{%% endblock %%}" % (number, child)
        return {context.file: main, "base": context.page(base)}

    return templates


def block_around(child, inherited):
    def templates(context):
        markup = context.markup.replace(HOLE, VALUE)
        return {
            context.file: '{% extends "base" %}{% block b %}' + child.replace("MARKUP", markup) + "{% endblock %}",
            "base": context.page("{% block b %}" + inherited.replace("MARKUP", markup) + "{% endblock %}"),
        }

    return templates


MACRO = "{% macro m(y) %}{{ y }}{% endmacro %}"
MACRO_AROUND = "{% macro m(y) %}MARKUP(y){% endmacro %}"
IMPORT = '{% from "part.E" import m %}'
CALLER = "{% macro m() %}{{ caller() }}{% endmacro %}"
CALLER_WITH = "{% macro m(z) %}{{ caller(z) }}{% endmacro %}"

CROSSINGS = [
    Crossing("nothing", alone(VALUE)),
    Crossing("include", alone('{% include "part.E" %}', part=VALUE)),
    Crossing("include around", around("", '{% include "part.E" %}', {"part": "MARKUP(x)"})),
    Crossing("block", blocks(VALUE)),
    Crossing("block around", block_around("MARKUP", "other")),
    Crossing("super", blocks("{{ super() }}")),
    Crossing("super around", block_around("{{ super() }}", "MARKUP")),
    Crossing("macro", alone("{{ m(x) }}", MACRO)),
    Crossing("macro around", around(MACRO_AROUND, "{{ m(x) }}")),
    Crossing("imported macro", alone("{{ m(x) }}", IMPORT, part=MACRO)),
    Crossing("imported macro around", around(IMPORT, "{{ m(x) }}", {"part": MACRO_AROUND})),
    Crossing("call", alone("{% call m() %}{{ x }}{% endcall %}", CALLER)),
    Crossing("call around", around(CALLER, "{% call m() %}MARKUP(x){% endcall %}")),
    Crossing("call with a value around", around(CALLER_WITH, "{% call(y) m(x) %}MARKUP(y){% endcall %}")),
    Crossing("set", alone("{{ c }}", "{% set c %}{{ x }}{% endset %}"), is_captured=True),
    Crossing("set around", around("{% set c %}MARKUP(x){% endset %}", "{{ c }}")),
    Crossing("filter", alone('{% filter default("") %}{{ x }}{% endfilter %}'), is_captured=True),
    Crossing("filter around", around("", '{% filter default("") %}MARKUP(x){% endfilter %}')),
    Crossing("loop", alone("{% for y in [x] %}{{ y }}{% endfor %}"), is_loop_alone=True),
    Crossing("loop around", around("", "{% for y in [x] %}MARKUP(y){% endfor %}")),
    Crossing("if", alone("{% if x is defined %}{{ x }}{% else %}0{% endif %}")),
    Crossing("if around", around("", "{% if x is defined %}MARKUP(x){% else %}other{% endif %}")),
    Crossing("with", alone("{% with y = x %}{{ y }}{% endwith %}")),
]
