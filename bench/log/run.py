#!/usr/bin/env python3
"""Measures `vitrine log import` with a log of the sample portal: processor time, memory, and what a second run takes.

usage: run.py VITRINE [--lines 1000000]
"""

import argparse
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def make_log(portal, path, lines):
    """Requests of a year, oldest first: mostly pages and files of editions, some assets, some refused."""
    random.seed(7)
    files = [json.loads(line) for line in (portal / "output/access/files.jsonl").open(encoding="utf-8")]
    users = json.load((portal / "output/access/access.json").open(encoding="utf-8"))["principals"]["users"]
    readers = {}
    for user in users:
        for group in user["groups"]:
            readers.setdefault(group, []).append(user["name"])
    own = [file for file in files if file["rule"] in readers]
    assets = [file for file in files if file["rule"] == "assets"]
    begin = 1_763_000_000
    with path.open("w", encoding="utf-8") as log:
        for number in range(lines):
            file = random.choice(assets if number % 4 == 0 else own)
            user = random.choice(readers.get(file["rule"], ["-"]))
            status = 401 if number % 50 == 1 else 200
            at = time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(begin + number * 31))
            address = f"203.0.{number % 97}.{number % 251}"
            log.write(
                f'{address} - {user} [{at}] "GET {file["path"]} HTTP/1.1" {status} {file["bytes"]} "-" "Mozilla/5.0 (X11)"\n')


def measured(command):
    """Seconds of the processor, seconds by the clock, the most memory in MiB, and the last line of what was said."""
    script = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], capture_output=True, text=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)\n"
        "print((done.stdout + done.stderr).strip())\n"
        "sys.exit(done.returncode)\n"
    )
    start = time.monotonic()
    done = subprocess.run([sys.executable, "-c", script, *command], capture_output=True, text=True, check=True)
    elapsed = time.monotonic() - start
    figures, said = done.stdout.strip().split("\n", 1)
    seconds, memory = map(float, figures.split())
    return seconds, elapsed, memory, said


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("vitrine")
    parser.add_argument("--lines", type=int, default=1_000_000)
    arguments = parser.parse_args()
    vitrine = str(pathlib.Path(arguments.vitrine).resolve())
    with tempfile.TemporaryDirectory() as folder:
        portal = pathlib.Path(folder)
        shutil.copytree(ROOT / "content", portal / "content")
        shutil.copy(ROOT / "vitrine.yaml", portal)
        scripts = [portal / "content/_shared/agency.sql"]
        scripts += [path for name in ["client", "records"] for path in sorted(portal.glob(f"content/*/{name}.sql"))]
        for command in [["db", "create"], ["db", "load", *map(str, scripts)], ["build", "--publish"]]:
            subprocess.run([vitrine, "-C", folder, *command], check=True, capture_output=True)
        log = portal / "access.log"
        for lines in [arguments.lines // 10, arguments.lines]:
            make_log(portal, log, lines)
            for run in ["first", "again"]:
                seconds, elapsed, memory, said = measured([vitrine, "-C", folder, "log", "import", str(log)])
                print(
                    f"{lines:>9} lines, {run}: {seconds:6.2f} s of the processor, {elapsed:6.2f} s by the clock, "
                    f"{memory:6.1f} MiB")
                print(f"          {said}")


if __name__ == "__main__":
    main()
