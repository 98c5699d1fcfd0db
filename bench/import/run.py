"""`vitrine import` beside the `.import` of the sqlite3 shell: the same rows into the same table of a portal.

    run.py VITRINE [--rounds 5] [--rows 100000] [--most 1000000]

A round runs both once, in turn, each on a copy of the same portal; the ratio is the median of the rounds', in processor
time of the process. The shell neither looks for rows that are there already nor says which line is wrong. The most memory
is that of imports of `--rows` and of `--most` rows: it must not grow.
"""

import argparse
import pathlib
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile

GOAL = 3
GROWTH_GOAL_KIB = 4096
VALUES = {
    "id": "{0}", "client_id": "1", "code": "p-{0}", "name": "Person {0}", "title": '"Head of, things"',
    "email": "p{0}@example.org", "phone": "+49 30 {0}", "unit": "Unit {1}", "audience": "internal",
    "publish_on": "2026-01-01", "expires_on": "2036-01-01", "created_at": "2026-01-01T00:00:00Z",
    "updated_at": "2026-01-01T00:00:00Z",
}


def measured(command, folder):
    """Seconds of the processor, and of the clock, and KiB; the children of this process are all that is measured."""
    script = (
        "import resource, subprocess, sys, time\n"
        "start = time.monotonic()\n"
        "result = subprocess.run(sys.argv[1:], capture_output=True, text=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss)\n"
        "sys.exit(result.stderr if result.returncode else 0)\n")
    result = subprocess.run(
        [sys.executable, "-c", script, *command], cwd=folder, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        sys.exit(f"{command[0]} failed: {result.stderr}")
    return [float(word) for word in result.stdout.split()]


def write_rows(path, columns, count):
    row = ",".join(VALUES.get(column, "") for column in columns) + "\n"
    with open(path, "w", encoding="utf-8") as file:
        file.write(",".join(columns) + "\n")
        file.writelines(row.format(number, number % 50) for number in range(1, count + 1))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("vitrine")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--most", type=int, default=1_000_000)
    options = parser.parse_args()
    vitrine = str(pathlib.Path(options.vitrine).resolve())
    with tempfile.TemporaryDirectory(prefix="vitrine-bench-") as name:
        folder = pathlib.Path(name)
        base = folder / "base"
        base.mkdir()
        for command in (["init"], ["db", "load", "first.sql"]):
            subprocess.run([vitrine, "-C", base, *command], check=True, capture_output=True)
        with sqlite3.connect(base / "portal.sqlite") as database:
            columns = [row[1] for row in database.execute("pragma table_info(people)")]
            database.execute("pragma wal_checkpoint(truncate)")

        def fresh():
            shutil.rmtree(folder / "portal", ignore_errors=True)
            shutil.copytree(base, folder / "portal")

        def ours(rows):
            fresh()
            return measured([vitrine, "-C", "portal", "import", f"../{rows}.csv", "--into", "people"], folder)

        def shell(rows):
            fresh()
            return measured(
                ["sqlite3", "portal/portal.sqlite", f".import --csv --skip 1 {rows}.csv people"], folder)

        for rows in {options.rows, options.most}:
            write_rows(folder / f"{rows}.csv", columns, rows)
        rounds = [(ours(options.rows), shell(options.rows)) for _ in range(options.rounds)]
        print(f"{options.rows:,} rows into `people`, {options.rounds} rounds, processor time")
        for index, title in enumerate(["vitrine", "sqlite3"]):
            figures = [one[index][0] for one in rounds]
            print(f"  {title:8} {statistics.median(figures):6.2f} s  ({min(figures):.2f} to {max(figures):.2f})")
        ratio = statistics.median(one[0][0] / one[1][0] for one in rounds)
        met = verdict("times the time of the sqlite3 shell", ratio, GOAL, ratio <= GOAL)
        most = ours(options.most)
        print(f"  {options.most:,} rows: {most[0]:.1f} s of the processor, {most[1]:.1f} s, {most[2] / 1024:.1f} MiB at most")
        growth = most[2] - rounds[0][0][2]
        met = verdict("KiB more than for fewer rows", growth, GROWTH_GOAL_KIB, growth <= GROWTH_GOAL_KIB) and met
    sys.exit(0 if met else 1)


def verdict(what, figure, goal, is_met):
    print(f"  {figure:10.1f} {what} (goal {goal}): {'met' if is_met else 'MISSED'}")
    return is_met


if __name__ == "__main__":
    main()
