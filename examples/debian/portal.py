"""The agency's rows and files, made from what a machine has installed."""

import gzip
import hashlib
import json
import os
import sqlite3
import zlib
from collections import Counter, defaultdict

import changelog
import readme
from names import RESERVED_SLUGS, UniqueNames, address, fenced, plain_markdown, slug, split_maintainer

# `bookworm`, bcrypt with cost 5: a demonstration's password, the same for everyone, and no secret.
PASSWORD = "bookworm"
PASSWORD_HASH = "$2y$05$5NyhY2d4PbmTdvo6kx9p3OvA0PPsfA/R6UFYthHqsxype247tG.1O"

CODE_LIMIT = 56
SLUG_LIMIT = 32
# Above this a Markdown file is a document to download, compressed: nobody reads it as one page, and what looks like
# a web page to libmagic is none.
NOTE_BYTES = 200_000
# So many of the largest clients have a board, and an owner who sits on it.
BOARDS = 5
QUIET_DAYS = 730
COLORS = ["#a80030", "#1d5b8f", "#2f6b3a", "#7a4a12", "#5b3a8c", "#0f6a6a", "#8a2f5d", "#444f5a"]

COLUMNS = {
    "document_types": "id position label media_types_json",
    "staff": "id code position name title email created_at updated_at",
    "clients": "id slug name status lead_id cadence_days color_primary footer_md created_at updated_at",
    "account_team": "id client_id staff_id position role audience",
    "users": "id username kind email password_hash status created_at updated_at",
    "memberships": "id user_id client_id role_id",
    "projects": "id client_id code position name summary description_md manager_id state_id starts_on completed_on"
                " audience created_at updated_at",
    "milestones": "id client_id project_id code position title description_md starts_on due_on completed_on"
                  " progress audience created_at updated_at",
    "status_updates": "id client_id project_id code headline body_md schedule_rag author_id posted_at audience"
                      " created_at updated_at",
    "documents": "id client_id project_id type_id code title owner_id classification audience created_at updated_at",
    "document_versions": "id client_id document_id number state file media_type bytes sha256 uploaded_by_id"
                         " uploaded_at",
}


class Portal:
    """Rows by table, in the order in which they are inserted, and files by their path below `content/`."""

    def __init__(self, machine):
        self.rows = {table: [] for table in COLUMNS}
        self.files = {}
        self.note_count = 0
        instants = (entry.at for source in machine.sources for entry in source.entries)
        self.as_of = max(instants, default="1970-01-01")[:10]
        self.rows["document_types"] = [("copyright", 80, "Copyright file", '["text/plain"]'),
                                       ("archive", 90, "Compressed text", '["application/gzip"]')]
        self.clients = clients(machine.sources)
        self.staff = self.add_staff(machine.sources)
        largest = sorted(self.clients, key=lambda each: (-sum(len(source.entries) for source in each[2]), each[0]))
        self.with_board = {each[0] for each in largest[:BOARDS]}
        for each in self.clients:
            self.add_client(*each)

    def add(self, table, *values):
        """Adds a row and returns its id, which is its place in the table."""
        row = (len(self.rows[table]) + 1, *values)
        self.rows[table].append(row)
        return row[0]

    def add_staff(self, sources):
        """One row for each name and address that signed an entry."""
        first = {}
        for source in sources:
            for entry in source.entries:
                key = (entry.author, entry.email)
                first[key] = min(entry.at, first.get(key, entry.at))
        codes, ids = UniqueNames(limit=CODE_LIMIT), {}
        for name, email in sorted(first):
            code = codes.claim(slug(name, CODE_LIMIT))
            at = first[name, email]
            ids[name, email] = self.add("staff", code, 0, name, "Debian developer", address(email), at, at)
        return ids

    def add_client(self, client_slug, maintainer, sources):
        """A maintainer with everything of the source packages in his care."""
        name, email = split_maintainer(maintainer)
        entries = [entry for source in sources for entry in source.entries]
        created_at = min((entry.at for entry in entries), default=self.as_of + "T00:00:00Z")
        updated_at = max((entry.at for entry in entries), default=created_at)
        authors = Counter((entry.author, entry.email) for entry in entries)
        team = [self.staff[key] for key in sorted(authors, key=lambda key: (-authors[key], key))[:3]]
        client = self.add(
            "clients", client_slug, name, "active", team[0] if team else None, 7,
            COLORS[zlib.crc32(client_slug.encode()) % len(COLORS)], plain_markdown(maintainer), created_at, updated_at)
        for position, member in enumerate(team):
            self.add("account_team", client, member, position, "Uploads most" if position == 0 else "Uploads", "team")
        roles = ["viewer", "owner"] if client_slug in self.with_board else ["viewer"]
        for role in roles:
            user = self.add("users", f"{role}.{client_slug}", "client", address(email), PASSWORD_HASH, "active",
                            created_at, created_at)
            self.add("memberships", user, client, role)
        names = ClientNames()
        for position, source in enumerate(sources):
            self.add_source(client, client_slug, position, source, names)

    def add_source(self, client, client_slug, position, source, names):
        """A source package as a project, with its updates, milestones, notes and documents."""
        code = names.projects.claim(slug(source.name, CODE_LIMIT))
        first = source.entries[0] if source.entries else None
        last = source.entries[-1] if source.entries else None
        created_at = first.at if first else self.as_of + "T00:00:00Z"
        updated_at = last.at if last else created_at
        is_quiet = days(self.as_of) - days(updated_at[:10]) > QUIET_DAYS
        manager = self.staff[last.author, last.email] if last else None
        project = self.add(
            "projects", client, code, position, source.name, next(iter(source.packages.values()), None),
            description(source), manager, "project.done" if is_quiet else "project.active", created_at[:10],
            updated_at[:10] if is_quiet else None, "team", created_at, updated_at)
        audiences = [self.audience(client_slug, entry) for entry in source.entries]
        self.add_milestones(client, project, source, audiences, names)
        for entry, audience in zip(source.entries, audiences):
            headline = f"{entry.source} {entry.version}"
            if entry.distribution and entry.distribution != "unstable":
                headline += f" ({entry.distribution})"
            rag = {"high": "amber", "emergency": "red", "critical": "red"}.get(entry.urgency, "green")
            self.add(
                "status_updates", client, project, names.updates.claim(version_code(entry.source, entry.version)),
                headline, fenced(entry.body) if entry.body else None, rag, self.staff[entry.author, entry.email],
                entry.at, audience, entry.at, entry.at)
        for package, data in source.copyrights:
            self.add_document(client, client_slug, project, names, f"{package}-copyright", f"Copyright of {package}",
                              ("copyright", "text/plain", f"{package}-copyright.txt", data), manager, updated_at)
        self.add_readmes(client, client_slug, project, code, source, names, manager, updated_at)

    def audience(self, client_slug, entry):
        """What was never released is internal; what closed a hole is for the board, where there is one."""
        if entry.distribution.upper().startswith("UNREL") or entry.distribution == "UNRLEASED":
            return "internal"
        return "board" if client_slug in self.with_board and changelog.is_security(entry) else "team"

    def add_milestones(self, client, project, source, audiences, names):
        """Each upstream version, reached with the first entry that names it.

        It is for the widest audience of its entries: an update never names a version that its readers may not see.
        """
        versions = {}
        for entry, audience in zip(source.entries, audiences):
            versions.setdefault((entry.source, changelog.upstream(entry.version)), (entry, []))[1].append(audience)
        before = None
        for position, ((name, version), (entry, seen_by)) in enumerate(versions.items()):
            audience = next(each for each in ("team", "board", "internal") if each in seen_by)
            day = entry.at[:10]
            self.add(
                "milestones", client, project, names.milestones.claim(version_code(name, version)), position,
                f"{name} {version}", plain_markdown(f"First uploaded as {entry.version} by {entry.author}."),
                before, day, day, 100, audience, entry.at, entry.at)
            before = day

    def add_document(self, client, client_slug, project, names, code, title, file, owner, at):
        """A document with one version; `file` is its type, media type, name and bytes."""
        kind, media_type, name, data = file
        document = self.add(
            "documents", client, project, kind, names.documents.claim(slug(code, CODE_LIMIT)), title, owner,
            "public", "team", at, at)
        self.files[f"{client_slug}/files/{name}"] = data
        self.add(
            "document_versions", client, document, 1, "current", f"files/{name}", media_type, len(data),
            hashlib.sha256(data).hexdigest(), owner, at)

    def add_readmes(self, client, client_slug, project, project_code, source, names, owner, at):
        """Markdown files as notes; those that are too long for one page as documents."""
        notes = {}
        for package, path, text in source.readmes:
            stem = slug(f"{package} {path.removesuffix('.md')}")
            if len(stem) > CODE_LIMIT:
                stem = slug(f"{package} {os.path.basename(path).removesuffix('.md')}", CODE_LIMIT)
            if len(text.encode()) > NOTE_BYTES:
                file = ("archive", "application/gzip", names.files.claim(stem) + ".md.gz",
                        gzip.compress(text.encode(), compresslevel=6, mtime=0))
                self.add_document(client, client_slug, project, names, stem, f"{package}: {path}", file, owner, at)
            else:
                notes[package, path] = (names.notes.claim(stem), text)
        for (package, path), (stem, text) in notes.items():
            folder = os.path.dirname(path)

            def resolve(place):
                target = notes.get((package, os.path.normpath(os.path.join(folder, place))))
                return target and target[0] + ".md"

            title, body = readme.note(text, resolve, f"{package}: {path}")
            matter = {"title": title, "audience": "team", "project": project_code, "written_on": at[:10]}
            lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in matter.items()]
            self.files[f"{client_slug}/notes/{stem}.md"] = "\n".join(["---", *lines, "---", "", body]).encode()
            self.note_count += 1

    def write_rows(self, path):
        """Fills a database that has the tables, in one transaction."""
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("pragma foreign_keys = on")
            connection.execute("begin")
            for table, columns in COLUMNS.items():
                names = columns.split()
                statement = f"insert into {table} ({', '.join(names)}) values ({', '.join('?' * len(names))})"
                connection.executemany(statement, self.rows[table])
            connection.execute("commit")
        finally:
            connection.close()

    def write_files(self, folder):
        """Writes all files below `content/`."""
        for parent in sorted({os.path.dirname(path) for path in self.files}):
            os.makedirs(os.path.join(folder, parent), exist_ok=True)
        for path in sorted(self.files):
            with open(os.path.join(folder, path), "wb") as file:
                file.write(self.files[path])


class ClientNames:
    """The codes of one client, each table with its own."""

    def __init__(self):
        self.projects, self.updates, self.milestones, self.documents = (UniqueNames(limit=CODE_LIMIT) for _ in range(4))
        self.notes, self.files = UniqueNames(limit=CODE_LIMIT), UniqueNames(limit=CODE_LIMIT)


def clients(sources):
    """`(slug, maintainer, sources)` for each maintainer, in the order of the slugs."""
    by_maintainer = defaultdict(list)
    for source in sources:
        by_maintainer[source.maintainer].append(source)
    slugs = UniqueNames(RESERVED_SLUGS, limit=SLUG_LIMIT)
    return sorted(
        (slugs.claim(slug(split_maintainer(maintainer)[0], SLUG_LIMIT)), maintainer, by_maintainer[maintainer])
        for maintainer in sorted(by_maintainer))


def version_code(name, version):
    """A code for a version of a package; a long name is cut, not the version."""
    tail = slug(version, CODE_LIMIT - 12, fallback="0")
    return f"{slug(name, CODE_LIMIT - 1 - len(tail))}-{tail}"


def description(source):
    """What the binary packages say about themselves, as a list."""
    lines = [f"- **{plain_markdown(name)}** — {plain_markdown(summary)}" for name, summary in source.packages.items()]
    if source.homepage.startswith(("http://", "https://")) and not set(source.homepage) & set("<> \"'\\"):
        lines += ["", f"<{source.homepage}>"]
    return "\n".join(lines) + "\n"


def days(date):
    """A date as a number that counts days, near enough to compare years."""
    year, month, day = map(int, date.split("-"))
    return year * 365 + month * 30 + day
