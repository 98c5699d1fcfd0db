#!/usr/bin/python3
"""Turns the Debian machine that it runs on into an agency's folder.

    examples/debian/build.py --vitrine .build/release/vitrine OUTDIR

Maintainers become clients, source packages projects, changelog entries dated updates, upstream versions milestones,
installed Markdown notes, and copyright files documents. The same machine gives the same bytes: no clock is read.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections import Counter

sys.dont_write_bytecode = True

import machine  # noqa: E402
from portal import PASSWORD, Portal  # noqa: E402

MARK = "# Made by examples/debian/build.py from the installed Debian packages; the next run replaces it.\n"


def main():
    arguments = parsed_arguments()
    folder = arguments.folder
    settings = os.path.join(folder, "vitrine.yaml")
    if os.path.lexists(folder) and not is_ours(folder, settings):
        sys.exit(f"error: `{folder}` holds something that this script did not make\n  hint: name a new folder")
    read = machine.read(arguments.doc)
    portal = Portal(read)
    write(portal, folder, settings, arguments.vitrine)
    report(read, portal)


def parsed_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", metavar="OUTDIR", help="where the agency's folder goes")
    parser.add_argument("--vitrine", default="vitrine", help="the vitrine binary (default: found on the path)")
    parser.add_argument("--doc", default="/usr/share/doc", help=argparse.SUPPRESS)
    return parser.parse_args()


def is_ours(folder, settings):
    """Whether the folder is empty or an earlier run's: only then may its contents be replaced."""
    if not os.listdir(folder):
        return True
    try:
        with open(settings, encoding="utf-8") as file:
            return file.readline() == MARK
    except OSError:
        return False


def write(portal, folder, settings, vitrine):
    """Replaces the folder's inputs; what was built from them before, in `output/`, stays."""
    os.makedirs(folder, exist_ok=True)
    with open(settings, "w", encoding="utf-8") as file:
        file.write(MARK + f"""title: Debian packages
agency: Debian
contact: portal@debian.example
base_url: https://portal.debian.example/
as_of: {portal.as_of}  # the newest entry
audit:
  mentions: allow  # what packages write of each other
""")
    content = os.path.join(folder, "content")
    if os.path.isdir(content):
        shutil.rmtree(content)
    portal.write_files(content)
    database = os.path.join(folder, "portal.sqlite")
    for suffix in ("", "-journal", "-wal", "-shm"):
        if os.path.lexists(database + suffix):
            os.unlink(database + suffix)
    try:
        subprocess.run([os.path.abspath(vitrine) if "/" in vitrine else vitrine, "-C", folder, "db", "create"],
                       check=True, stdout=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"error: `{vitrine} db create` failed: {error}")
    portal.write_rows(database)


def report(read, portal):
    """Says what was made, and everything that was not read."""
    rows = {table: len(portal.rows[table]) for table in portal.rows}
    audiences = Counter(row[-3] for row in portal.rows["status_updates"])
    print(f"{rows['clients']} clients, {rows['projects']} projects, {rows['status_updates']} updates"
          f" ({', '.join(f'{audiences[each]} {each}' for each in sorted(audiences))}), {rows['milestones']} milestones,"
          f" {portal.note_count} notes, {rows['documents']} documents, {rows['staff']} authors")
    print(f"{read.shipped_entries} entries in {read.files} changelogs; what several packages of one source ship"
          " was taken once")
    report_places("not read", read.problems)
    report_places("read all the same", read.remarks)
    print(f"users: viewer.<client> everywhere, owner.<client> for {', '.join(sorted(portal.with_board))};"
          f" password: {PASSWORD}")
    print(f"as-of: {portal.as_of}")


def report_places(title, found):
    """Lists places by kind. Packages of one source ship the same file, so the same place comes many times over."""
    places = {}
    for kind, source, place, detail in found:
        places.setdefault((kind, source, detail.strip() or place), place)
    counts = Counter(kind for kind, _, _ in places)
    for kind in sorted(counts):
        print(f"{title}: {counts[kind]} × {kind}")
        for (each, _, detail), place in places.items():
            if each == kind:
                print(f"  {place}" + (f": {detail[:90]}" if detail != place else ""))


if __name__ == "__main__":
    main()
