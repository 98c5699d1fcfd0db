#!/usr/bin/env python3
"""Renders hostile values in every place that the engine accepts, on every way to it, and reads the pages with an HTML parser.

    Tests/hostile/run.py VITRINE            exit 1 if a page has other elements or attributes than with a harmless value,
                                            if a text comes out changed or a URL is dangerous, or if a refusal is missing
    Tests/hostile/run.py --control          the same with pages that this script makes without escaping: exit 1 unless
                                            it finds failures in every place

Needs html5lib, esprima and tinycss2.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from contexts import CONTEXTS as PLACES
from contexts import HOLE, shape
from crossings import CROSSINGS
from languages import LANGUAGE_CONTEXTS
from refusals import REFUSALS, XML_REFUSALS
from values import HARMLESS, HOSTILE

CONTEXTS = PLACES + LANGUAGE_CONTEXTS
SHOWN = 20


def rendered(program, requests):
    """The answers of one process to all requests."""
    lines = "".join(json.dumps(dict(zip(("templates", "main", "context"), request))) + "\n" for request in requests)
    answer = subprocess.run([program, "render", "--jsonl"], input=lines.encode(), capture_output=True)
    answers = [json.loads(line) for line in answer.stdout.decode().split("\n") if line]
    if answer.returncode != 0 or len(answers) != len(requests):
        sys.exit(f"{len(requests)} requests, {len(answers)} answers, exit {answer.returncode}: {answer.stderr[-2000:]}")
    return answers


class Judge:
    """What is wrong with pages of one context; pages that are alike are parsed once."""

    def __init__(self, context):
        self.context = context
        self.wanted = shape(context.parse(context.page(context.markup.replace(HOLE, HARMLESS))))
        if context.is_json:
            self.wanted = shape(context.parse(context.page(context.markup.replace(HOLE, '"harmless"'))))
        self.known = {}

    def __call__(self, page, value):
        if (page, value) not in self.known:
            self.known[page, value] = self.judge(page, value)
        return self.known[page, value]

    def judge(self, page, value):
        try:
            document = self.context.parse(page)
        except SyntaxError as error:
            return f"cannot be parsed: {error}"
        if shape(document) != self.wanted:
            return "other elements or attributes"
        element = next((element for element in document.iter() if element.get("id") == "t"), None)
        return "the element is missing" if element is None else self.context.judge(element, value)


def check_values(program):
    cases = [(context, crossing) for context in CONTEXTS for crossing in CROSSINGS]
    requests, expected = [], []
    for context, crossing in cases:
        templates = crossing.templates(context)
        for value in [HARMLESS] + HOSTILE:
            if context.can_hold(value):
                requests.append((templates, context.file, {"x": value}))
                expected.append((context, crossing, value))
    judges = {context.name: Judge(context) for context in CONTEXTS}
    failures = []
    for (context, crossing, value), request, answer in zip(expected, requests, rendered(program, requests)):
        if crossing.is_accepted(context):
            wrong = (
                judges[context.name](answer["output"], crossing.arrives(context, value))
                if "output" in answer
                else str(answer["error"])
            )
        else:
            wrong = None if answer.get("error", {}).get("kind") == "escape" else "is not refused"
        if wrong:
            failures.append(f"{context.name} / {crossing.name} / {value[:80]!r}: {wrong[:300]}\n    {request[0]}"[:900])
    pages = sum(len(judge.known) for judge in judges.values())
    print(f"{len(CONTEXTS)} places × {len(CROSSINGS)} ways × {len(HOSTILE)} values: {len(requests)} pages, {pages} of them different")
    return failures


def check_refusals(program):
    """Each refusal alone, with its advice, and on every way on which it can be reached."""
    failures, requests = [], []
    tables = [("main.html", REFUSALS), ("main.svg", XML_REFUSALS)]
    for file, table in tables:
        for name, template, message, advice in table:
            with tempfile.TemporaryDirectory() as folder:
                Path(folder, file).write_text(template, encoding="utf-8")
                Path(folder, "data.json").write_text('{"x": "a"}', encoding="utf-8")
                told = subprocess.run(
                    [program, "-C", folder, "render", file, "--data", "data.json"], capture_output=True, text=True)
            hints = [line for line in told.stderr.splitlines() if line.strip().startswith("hint:")]
            if told.returncode not in (1, 2) or told.stdout or message not in told.stderr or not any(advice in hint for hint in hints):
                failures.append(f"{name}: {template!r} says {told.stderr!r}")
            for hole, front, part in WAYS:
                if "{% block" in hole and template.count("{{ x }}") > 1:
                    continue
                templates = {file: front + template.replace("{{ x }}", hole)}
                if part:
                    templates["part"] = part
                requests.append((templates, file, {"x": "a"}))
    for (templates, file, _), answer in zip(requests, rendered(program, requests)):
        if answer.get("error", {}).get("kind") != "escape":
            failures.append(f"not refused: {templates[file]!r}: {answer}")
    print(f"{sum(len(table) for _, table in tables)} refusals, {len(requests)} ways to them")
    return failures


# What may stand in place of the value, what stands in front of the page, another template.
WAYS = [
    ("{{ x }}", "", None),
    ('{% include "part" %}', "", "{{ x }}"),
    ("{% block b %}{{ x }}{% endblock %}", "", None),
    ("{{ m(x) }}", "{% macro m(y) %}{{ y }}{% endmacro %}", None),
    ("{{ m(x) }}", '{% from "part" import m %}', "{% macro m(y) %}{{ y }}{% endmacro %}"),
    ("{% call m() %}{{ x }}{% endcall %}", "{% macro m() %}{{ caller() }}{% endmacro %}", None),
    ("{{ c }}", "{% set c %}{{ x }}{% endset %}", None),
    ("{% filter trim %}{{ x }}{% endfilter %}", "", None),
    ("{% for y in [x] %}{{ y }}{% endfor %}", "", None),
    ("{% if x %}{{ x }}{% endif %}", "", None),
    ("{% if x %}{{ x }}{% else %}{{ x }}{% endif %}", "", None),
]


def check_control():
    """Pages without any escaping: this script must find something wrong in every place."""
    blind = []
    for context in CONTEXTS:
        judge = Judge(context)
        pages = [(context.page(context.markup.replace(HOLE, value)), value) for value in HOSTILE if context.can_hold(value)]
        found = sum(judge(page, value) is not None for page, value in pages)
        if found < 20:
            blind.append(f"{context.name}: only {found} of {len(pages)} pages without escaping are found wrong")
    print(f"control: {len(CONTEXTS)} places without escaping")
    return blind


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    failures = check_control() if sys.argv[1] == "--control" else check_refusals(sys.argv[1]) + check_values(sys.argv[1])
    for failure in failures[:SHOWN]:
        print(failure)
    print(f"{len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
