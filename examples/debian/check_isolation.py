#!/usr/bin/python3
"""Checks that no file of a built site holds a word that only other readers may see.

    examples/debian/check_isolation.py [--plant] OUTDIR

Every text in the database and below content/ is cut into words. A word that one client's texts alone contain is
that client's; if it occurs only in what some of his audiences may read, it is theirs. Then each published file is cut
into words in the same way, and none may be somebody else's. Whole names, titles and headlines are checked too.
Nothing of Vitrine is used but the names of its folders: `client`, or `client.` and the audiences joined by dots.
"""

import argparse
import gzip
import html
import multiprocessing
import os
import re
import shutil
import sqlite3
import sys
import tempfile
import urllib.parse

# Eight bytes at least. What a page makes itself (dates, numbers) looks like no such word.
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+.~-]{6,}[A-Za-z0-9]")
COMPUTED = re.compile(r"[\d.:-]+(?:T[\d:.-]+Z?)?")
HEADING = re.compile(r"(?m)^#+ .*|^.*(?=\n(?:=+|-+)$)")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
MARKUP = re.compile(r"<[^<>]*>")
NOT_SLUG = re.compile(r"[^a-z0-9]+")
# Columns whose whole content is one value, however short its words are.
WHOLE = {"name", "title", "headline"}
# References to the agency's people, who are seen where they are named.
STAFF = ("author_id", "manager_id", "owner_id", "lead_id", "staff_id", "uploaded_by_id", "changed_by_id")
# Never copied into an edition.
LOGINS = {"users", "memberships", "membership_audiences", "project_members", "grants"}
SHOWN = 20

values = {}  # filled before the workers fork: word: (client, the audiences that may read it)
sources = {}  # client: the texts of each of his audiences, as one


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", metavar="OUTDIR")
    parser.add_argument("--site", help="the published folder (default: OUTDIR/output/site)")
    parser.add_argument("--theme", default=os.path.join(os.path.dirname(__file__), "..", "..", "Templates"),
                        help="templates, whose own words are nobody's (default: those of this repository)")
    parser.add_argument("--plant", action="store_true", help="check that planted leaks are found, in a copy")
    arguments = parser.parse_args()
    site = os.path.realpath(arguments.site or os.path.join(arguments.folder, "output", "site"))
    clients = read_values(arguments.folder, arguments.theme)
    if not values or not os.path.isdir(site):
        sys.exit(f"error: nothing to check in `{arguments.folder}`\n  hint: build and publish it first")
    if arguments.plant:
        sys.exit(check_plants(site, clients, os.path.dirname(site)))
    files, leaks = scan(site, clients)
    show(leaks)
    print(f"{files} files, {len(values)} values, {len(leaks)} leaks")
    sys.exit(1 if leaks or not files else 0)


# What belongs to whom


def read_values(folder, theme):
    """Fills `values`, and returns the clients' slugs."""
    database = sqlite3.connect(f"file:{os.path.join(folder, 'portal.sqlite')}?mode=ro", uri=True)
    clients = dict(database.execute("select id, slug from clients order by id"))
    owners, parts = {}, {}
    for client, audience, text, words in texts(database, folder, clients):
        parts.setdefault(client, {}).setdefault(audience, []).append(text)
        for word in words:
            owner = owners.get(word)
            if owner is None:
                owners[word] = (client, {audience})
            elif owner[0] != client:
                owners[word] = (None, set())
            else:
                owner[1].add(audience)
    own = {word for parent, _, names in os.walk(theme) for name in names
           for word in words_of(read(os.path.join(parent, name)))}
    values.update((word, owner) for word, owner in owners.items() if owner[0] and word not in own)
    for client, audiences in parts.items():
        sources[client] = {audience: " ".join("\n".join(found).split()) for audience, found in audiences.items()}
    return set(clients.values())


def texts(database, folder, clients):
    """`(client, audience, text, words)` for every text; no client for what all may see."""
    seen_by = {}  # staff id: the clients and audiences that are told of them
    for table in tables(database):
        for record in rows(database, table):
            client = clients.get(record["id"] if table == "clients" else record.get("client_id"))
            audience = record.get("audience") or inherited(database, table, record)
            for column in STAFF:
                if record.get(column) is not None and client:
                    seen_by.setdefault(record[column], set()).add((client, audience))
            yield from words_of_record(record, client, audience)
    for record in rows(database, "staff"):
        for client, audience in sorted(seen_by.get(record["id"], [])):
            yield from words_of_record(record, client, audience)
    yield from words_of_files(database, folder, clients)


def words_of_record(record, client, audience):
    """The words of each text column; whole values too where a column holds one."""
    for column, value in record.items():
        if isinstance(value, str):
            whole = {value} if column in WHOLE and len(value.encode()) >= 8 else set()
            if column == "code":  # and the names of pages from codes
                whole = words_of(value + ".html")
            text = unescaped(value)
            yield client, "internal" if column.startswith("internal_") else audience, text, words_of(text) | whole


def words_of_files(database, folder, clients):
    """The words of all files below content/: notes, and what documents refer to."""
    audiences = dict(((clients[client], file), audience) for client, file, audience in database.execute(
        "select documents.client_id, file, audience from document_versions"
        " join documents on documents.id = document_id where file is not null"))
    content = os.path.join(folder, "content")
    for parent, _, names in os.walk(content):
        for name in names:
            path = os.path.relpath(os.path.join(parent, name), content)
            client, _, rest = path.partition("/")
            text = unescaped(read(os.path.join(parent, name)))
            matter = re.match(r"---\n(.*?\n)---\n", text, re.DOTALL)
            audience = re.search(r'(?m)^audience: *"?([a-z0-9-]+)', matter[1] if matter else "")
            audience = audiences.get((client, rest), audience[1] if audience else "internal")
            # The anchors of headings are words that are made from others.
            anchors = " ".join(NOT_SLUG.sub("-", line[0].lower()).strip("-") for line in HEADING.finditer(text))
            owner = client if client != "_shared" else None
            yield owner, audience, text, words_of(text) | words_of(anchors) | words_of(path)


def unescaped(text):
    """A text, and after it what Markdown's escapes stand for."""
    return text + "\n" + ESCAPE.sub(r"\1", text) if "\\" in text else text


def tables(database):
    """The tables with texts; those that are no client's make their words nobody's."""
    return [name for name, in database.execute(
        "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name")
        if name != "staff"]


def rows(database, table):
    """The rows of a table by column."""
    cursor = database.execute(f"select * from {table}")
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row)) for row in cursor)


def inherited(database, table, record):
    """The audience of a row that has none of its own: nobody's, its document's, or everybody's at the client."""
    if table in LOGINS:
        return "internal"
    if table == "document_versions":
        return database.execute("select audience from documents where id = ?", (record["document_id"],)).fetchone()[0]
    return "team"


# What is published


def scan(site, clients):
    """How many files there are, and `(path, value, owner)` for every value where it must not be."""
    paths = sorted(os.path.join(parent, name) for parent, _, names in os.walk(site, followlinks=True) for name in names)
    batches = [(site, clients, paths[start:start + 200]) for start in range(0, len(paths), 200)]
    pool = multiprocessing.get_context("fork").Pool()
    leaks = [leak for found in pool.imap(scan_batch, batches) for leak in found]
    # Not `with`: that ends the workers by a signal, which they do not hear where it is blocked.
    pool.close()
    pool.join()
    return len(paths), leaks


def scan_batch(batch):
    """The leaks in some files."""
    site, clients, paths = batch
    return [leak for path in paths for leak in scan_file(site, clients, path)]


def scan_file(site, clients, path):
    """The leaks in one file: in its name, its text, and its text with entities resolved."""
    relative = os.path.relpath(path, site)
    client, audiences = edition(relative, clients)
    text = read(path)
    words = words_of(relative) | words_of(text)
    if path.endswith((".html", ".xml", ".svg")):
        plain = html.unescape(text)
        words |= words_of(plain)
        words.update(html.unescape(part).strip() for part in MARKUP.split(text))
    for word in sorted(words & values.keys()):
        owner, seen_by = values[word]
        is_foreign = owner != client or (audiences is not None and not audiences & seen_by)
        if is_foreign and not is_own(word, client, audiences):
            yield relative, word, owner + "".join(f".{each}" for each in sorted(seen_by))


def is_own(word, client, audiences):
    """Whether the readers' own texts have the word inside a longer one, or over the end of a line."""
    return any(word in text for audience, text in sources.get(client, {}).items()
               if audiences is None or audience in audiences)


def edition(relative, clients):
    """Whose a file is, and for which audiences (unknown for an edition that is not named by them)."""
    folder = relative.split(os.sep)[0] if os.sep in relative else ""
    client, _, rest = folder.partition(".")
    if client not in clients:
        return None, set()
    if rest.startswith(("u.", "x-")):
        return client, None
    return client, set(rest.split(".")) if rest else {"team"}


def words_of(text):
    """The words of a text that may tell whose it is."""
    # A space is written `%20` in addresses: its digits begin no word.
    return {word for word in WORD.findall(urllib.parse.unquote(text)) if not COMPUTED.fullmatch(word)}


def read(path):
    """A file as text, whatever it is; a compressed one unpacked."""
    with open(path, "rb") as file:
        data = file.read()
    if path.endswith(".gz"):
        data = gzip.decompress(data)
    return data.decode("utf-8", "replace")


# Whether it would find one


def check_plants(site, clients, beside):
    """Puts pages where they must not be, in a copy, and returns 0 if each is found."""
    pages = {}
    for parent, folders, names in os.walk(site):
        folders.sort()
        for name in sorted(names):
            relative = os.path.relpath(os.path.join(parent, name), site)
            if name.endswith(".html") and os.sep in relative and edition(relative, clients)[0]:
                pages.setdefault(relative.split(os.sep)[0], []).append(relative)
    bases = sorted(each for each in pages if "." not in each)
    plants = [(max(pages[bases[0]], key=lambda page: (os.path.getsize(os.path.join(site, page)), page)), bases[-1])]
    for wider in sorted(each for each in pages if "." in each and each.split(".")[0] in pages):
        base = wider.split(".")[0]
        plants.append((f"{wider}/{largest_difference(site, wider, base, pages)}", base))
        break
    missed = 0
    for page, target in plants:
        with tempfile.TemporaryDirectory(dir=beside, prefix="planted-") as copy:
            copied = os.path.join(copy, "site")
            shutil.copytree(site, copied, copy_function=os.link)
            planted = os.path.join(target, "planted.html")
            shutil.copyfile(os.path.join(site, page), os.path.join(copied, planted))
            leaks = [leak for leak in scan(copied, clients)[1] if leak[0] == planted]
        print(f"{page} as {planted}: {len(leaks)} leaks found")
        missed += not leaks
    return 1 if missed else 0


def largest_difference(site, wider, base, pages):
    """The page of the wider edition that has most more than its namesake in the base edition."""
    def size(path):
        return os.path.getsize(os.path.join(site, path)) if os.path.exists(os.path.join(site, path)) else 0
    names = (page.partition(os.sep)[2] for page in pages[wider])
    return max(names, key=lambda name: (size(f"{wider}/{name}") - size(f"{base}/{name}"), name))


def show(leaks):
    for path, word, owner in leaks[:SHOWN]:
        print(f"{path}: `{word}` of {owner}")
    if len(leaks) > SHOWN:
        print(f"… and {len(leaks) - SHOWN} more")


if __name__ == "__main__":
    main()
