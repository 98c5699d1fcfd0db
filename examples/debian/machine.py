"""What is installed here: source packages with their changelogs, notes and copyright files."""

import gzip
import os
import re
import subprocess
import zlib
from dataclasses import dataclass, field

import changelog

FIELDS = ("db:Status-Status", "Package", "source:Package", "source:Version", "Maintainer", "Homepage", "binary:Summary")
MARKDOWN = re.compile(r"\.md(\.gz)?\Z")


@dataclass
class Source:
    """One source package and what its installed binary packages say about it."""

    name: str
    maintainer: str
    homepage: str = ""
    version: str = ""
    packages: dict = field(default_factory=dict)  # package: one line about it
    entries: list = field(default_factory=list)  # oldest first
    readmes: list = field(default_factory=list)  # (package, path below its folder, text)
    copyrights: list = field(default_factory=list)  # (package, bytes)


@dataclass
class Machine:
    """Everything that was read, and everything that was not."""

    sources: list
    files: int = 0
    shipped_entries: int = 0
    problems: list = field(default_factory=list)  # (kind, source package, place, detail)
    remarks: list = field(default_factory=list)  # the same, for what was read in spite of something


def read(doc="/usr/share/doc"):
    """The machine's sources in alphabetical order, with all that lies in `doc`."""
    machine = Machine(installed())
    for source in machine.sources:
        seen_entries, seen_files, seen_texts = {}, set(), set()
        for package in source.packages:
            folder = os.path.join(doc, package)
            if not read_changelog(machine, source, folder, seen_entries, seen_files):
                machine.remarks.append(("package without a changelog of its own", source.name, folder, ""))
            read_readmes(machine, source, package, folder, seen_files, seen_texts)
            read_copyright(machine, source, package, folder, seen_texts)
        source.entries = sorted(seen_entries, key=lambda entry: (entry.at, -seen_entries[entry], entry))
    return machine


def installed():
    """Source packages as dpkg knows them, each with its installed binary packages in order."""
    form = "\\t".join("${%s}" % name for name in FIELDS) + "\\n"
    listing = subprocess.run(["dpkg-query", "-W", "-f", form], check=True, capture_output=True,
                             env={**os.environ, "LC_ALL": "C.UTF-8"}).stdout.decode("utf-8", "replace")
    sources = {}
    for line in sorted(listing.splitlines()):
        status, package, name, version, maintainer, homepage, summary = line.split("\t")
        if status != "installed":
            continue
        source = sources.setdefault(name, Source(name, maintainer, homepage, version))
        source.packages[package] = summary
    return [sources[name] for name in sorted(sources)]


def unpacked(machine, source, path):
    """A file's bytes, gunzipped where its name says so; nothing, and a problem noted, where that fails."""
    try:
        with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
            return file.read()
    except (OSError, EOFError, zlib.error) as error:
        machine.problems.append(("file that cannot be read", source.name, path, str(error)))
        return None


def decoded(machine, source, path, data):
    """Bytes as text: UTF-8, or else Latin-1, which every byte has a letter in."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        machine.remarks.append(("not UTF-8, taken for Latin-1", source.name, path, ""))
        text = data.decode("latin-1")
    if "\0" in text:
        machine.remarks.append(("NUL, shown as U+FFFD", source.name, path, ""))
        text = text.replace("\0", "\ufffd")
    return text


def read_changelog(machine, source, folder, seen_entries, seen_files):
    """Adds a package's entries; false where it ships none.

    `changelog.gz` is Debian's own only in a native package, elsewhere it is upstream's.
    """
    names = ["changelog.Debian.gz", "changelog.Debian"]
    if "-" not in source.version:
        names += ["changelog.gz", "changelog"]
    path = next((os.path.join(folder, name) for name in names if os.path.isfile(os.path.join(folder, name))), None)
    if path is None:
        return False
    path = os.path.realpath(path)
    if path in seen_files:
        return True
    seen_files.add(path)
    data = unpacked(machine, source, path)
    if data is None:
        return True
    machine.files += 1
    entries, unread = changelog.parse(decoded(machine, source, path, data))
    machine.shipped_entries += len(entries)
    for index, entry in enumerate(entries):
        seen_entries.setdefault(entry, index)
    machine.problems += [(place.reason, source.name, f"{path}:{place.line_number}", place.line)
                         for place in unread]
    return True


def read_readmes(machine, source, package, folder, seen_files, seen_texts):
    """Adds a package's Markdown files, each distinct text of a source once."""
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(filter(MARKDOWN.search, names)):
            path = os.path.realpath(os.path.join(parent, name))
            if path in seen_files or not os.path.isfile(path):
                continue
            seen_files.add(path)
            data = unpacked(machine, source, path)
            if data is None or data in seen_texts:
                continue
            seen_texts.add(data)
            relative = os.path.relpath(os.path.join(parent, name), folder)
            source.readmes.append((package, relative.removesuffix(".gz"), decoded(machine, source, path, data)))


def read_copyright(machine, source, package, folder, seen_texts):
    """Adds a package's copyright file, each distinct text of a source once."""
    path = os.path.join(folder, "copyright")
    if not os.path.isfile(path):
        machine.remarks.append(("package without a copyright file", source.name, folder, ""))
        return
    data = unpacked(machine, source, path)
    if data and data not in seen_texts:
        seen_texts.add(data)
        source.copyrights.append((package, data))
