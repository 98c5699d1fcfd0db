"""Vitrine's template engine beside minijinja's and Jinja2's, on one page, on one core, in turn.

    run.py BENCH-ENGINE [--rounds 7] [--json FILE]

A round measures every engine once, in processor time of its own process; the ratios are the medians of the rounds'.
Vitrine's rows are values in memory already, as in a build, where many pages share them; what a page costs when its data
has to be converted first is told as well. The Python engines read Python's own objects.
"""

import argparse
import html
import json
import os
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))

import page  # noqa: E402

GOALS = {"minijinja": 10, "jinja2": 50}
COMPILE_GOAL_MS = 10
GROWTH_GOAL_KIB = 1024


def one_core():
    """All that is started from here shares one core."""
    core = min(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})


def measured(command, stdin=None):
    result = subprocess.run(command, input=stdin, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        sys.exit(f"{command[0]} failed: {result.stderr}")
    return json.loads(result.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", type=pathlib.Path, help="a file for the ratio to minijinja")
    options = parser.parse_args()
    one_core()
    request = json.dumps(page.request())
    rounds = []
    for _ in range(options.rounds):
        rounds.append({
            "vitrine": measured([options.engine, "render", "40000"], request),
            "minijinja": measured([sys.executable, HERE / "peer.py", "minijinja", "4000"]),
            "jinja2": measured([sys.executable, HERE / "peer.py", "jinja2", "800"]),
        })
    first = rounds[0]
    if first["vitrine"]["page"] != first["jinja2"]["page"]:
        sys.exit("Vitrine and Jinja2 made different pages")
    # minijinja writes more character references than the others.
    if html.unescape(first["vitrine"]["page"]) != html.unescape(first["minijinja"]["page"]):
        sys.exit("Vitrine and minijinja made different pages")

    print(f"one page of {len(first['vitrine']['page'].encode()):,} bytes, one core, {options.rounds} rounds")
    for name in ["vitrine", "minijinja", "jinja2"]:
        figures = [round[name]["pages_per_second"] for round in rounds]
        print(f"  {name:10} {statistics.median(figures):>9,.0f} pages/s  ({min(figures):,} to {max(figures):,})")
    converting = statistics.median(round["vitrine"]["with_conversion_per_second"] for round in rounds)
    print(f"  vitrine with its data converted anew for every page: {converting:,.0f} pages/s")
    met = True
    for name, goal in GOALS.items():
        ratio = statistics.median(
            round["vitrine"]["pages_per_second"] / round[name]["pages_per_second"] for round in rounds)
        met = verdict(f"times {name}", ratio, goal, ratio >= goal) and met
        if options.json and name == "minijinja":
            ours, peer = (statistics.median(round[which]["pages_per_second"] for round in rounds) for which in ["vitrine", name])
            options.json.write_text(json.dumps({"value": ratio, "goal": goal, "ours": ours, "peer": peer}) + "\n", encoding="utf-8")
    times = measured([options.engine, "theme", "15"])["milliseconds"]
    compiling = statistics.median(times)
    met = verdict("ms to compile the whole theme", compiling, COMPILE_GOAL_MS, compiling < COMPILE_GOAL_MS) and met
    growth = measured([options.engine, "render", "1000000"], request)["growth_kib"]
    met = verdict("KiB grown over a million pages", growth, GROWTH_GOAL_KIB, growth <= GROWTH_GOAL_KIB) and met
    sys.exit(0 if met else 1)


def verdict(what, figure, goal, is_met):
    print(f"  {figure:10.1f} {what} (goal {goal}): {'met' if is_met else 'MISSED'}")
    return is_met


if __name__ == "__main__":
    main()
