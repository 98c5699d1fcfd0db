#!/usr/bin/env python3
"""Random templates through Jinja2 and through `vitrine render --jsonl`: the same output, and errors for the same templates.

    compare.py VITRINE [--seed N] [--count N]

Needs Jinja2 3.1. Prints every difference that differences.py does not name, and exits 1 if there are any.
"""

import argparse
import json
import random
import subprocess
import sys
from collections import Counter

import jinja2

from differences import DELIBERATE
from expressions import CONTEXT
from templates import Templates


@jinja2.pass_context
def finalize(_, value):
    """Prints null as nothing and booleans in lower case, as Vitrine does. With the context, so that Jinja2 folds no constants."""
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else "" if value is None else value


def by_jinja(templates):
    """Output and error, one of them None."""
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(templates), trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined, autoescape=True,
        # Where it folds constants it forgets that `~` gave markup.
        optimized=False, finalize=finalize, extensions=["jinja2.ext.loopcontrols"])
    try:
        return environment.get_template("main.html").render(CONTEXT), None
    except Exception as error:  # Whatever a template raises is its error: Python's own among them.
        return None, f"{type(error).__name__}: {error}"


def by_vitrine(program, sets):
    """For each set of templates its output and its error, one of them None."""
    requests = "".join(json.dumps({"templates": templates, "main": "main.html", "context": CONTEXT}) + "\n" for templates in sets)
    done = subprocess.run([program, "render", "--jsonl"], input=requests.encode(), capture_output=True, check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(sets):
        sys.exit(f"vitrine ended with {done.returncode} at {json.dumps(sets[len(answers)])}\n{done.stderr.decode()}")
    return [(answer.get("output"), answer.get("error")) for answer in answers]


def outdated(program):
    """The deliberate differences whose example does not show them."""
    examples = [{"main.html": one.example} for one in DELIBERATE]
    for one, templates, (output, error) in zip(DELIBERATE, examples, by_vitrine(program, examples)):
        expected, failure = by_jinja(templates)
        if output == expected or not one.explains(one.example, failure, error):
            yield f"{one.reason}: {one.example}\nJinja2:  {failure or repr(expected)}\nVitrine: {error or repr(output)}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("vitrine")
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--show", type=int, default=40, help="how many differences to print in full")
    options = parser.parse_args()
    stale = list(outdated(options.vitrine))
    for one in stale:
        print(f"--- no such difference: {one}")
    print(f"{options.count} sets of templates of seed {options.seed}", flush=True)
    # A generator of its own for each set: any of them can be made again alone.
    sets = [Templates(random.Random(f"{options.seed} {index}")).template_set() for index in range(options.count)]
    answers = by_vitrine(options.vitrine, sets)
    tally = Counter()
    for index, (templates, (output, error)) in enumerate(zip(sets, answers)):
        expected, failure = by_jinja(templates)
        if output == expected:
            tally["same errors" if output is None else "same outputs"] += 1
            continue
        source = "\n".join(templates.values())
        name = next((one.reason for one in DELIBERATE if one.explains(source, failure, error)), None)
        if name:
            tally[f"on purpose: {name}"] += 1
            continue
        tally["differences"] += 1
        if tally["differences"] <= options.show:
            print(f"--- template {index} of seed {options.seed}")
            for file, text in templates.items():
                print(f"{file}: {text!r}")
            print(f"Jinja2:  {failure if expected is None else repr(expected)}")
            print(f"Vitrine: {error if output is None else repr(output)}")
    for name, count in sorted(tally.items()):
        print(f"{count:6} {name}")
    sys.exit(1 if tally["differences"] or stale else 0)


if __name__ == "__main__":
    main()
