"""Writes the same agency twice: as a portal for Vitrine and as a site for Hugo.

    corpus.py VITRINE CLIENTS FOLDER

FOLDER/portal is a portal of Vitrine's own schema, with a theme (theme/) that makes the twenty pages of each client and none of
the built-in ones. FOLDER/hugo is the layout that is fastest for Hugo: the rows exported to data/ as JSON beforehand, head and menu
by `partialCached`, no kind of page that is not needed.
"""

import argparse
import hashlib
import json
import pathlib
import shutil
import sqlite3
import subprocess

from rows import STATES, Corpus

HERE = pathlib.Path(__file__).resolve().parent
BUILT_IN = HERE.parent.parent / "Templates" / "pages"
AS_OF = "2026-11-20"
STAMP = "2026-11-01T00:00:00Z"
# bcrypt of `bench`, at the lowest cost: one for all users.
PASSWORD_HASH = "$2y$05$gGIgReBFjL5EYNsZ4fdVLetV4ej.HSlo88TNUZrDguY1iIno.6VVW"
SINGLE_PAGES = [("projects", "Projects"), ("timeline", "Timeline"), ("milestones", "Milestones"), ("documents", "Documents"),
                ("invoices", "Invoices"), ("updates", "Status updates")]
PAGES = 1 + len(SINGLE_PAGES) + 4 + 9
HUGO = {
    "baseURL": "https://portal.example/", "title": "Portal", "locale": "en", "uglyURLs": True,
    "disableKinds": ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"], "disableAliases": True,
    "disableHugoGeneratorInject": True, "enableGitInfo": False,
    "markup": {
        "highlight": {"codeFences": False},
        "goldmark": {"parser": {"autoHeadingID": False}, "extensions": {
            "typographer": {"disable": True}, "footnote": False, "definitionList": False}},
    },
}


def write(vitrine, clients, folder):
    """Makes FOLDER/portal and FOLDER/hugo; the folder must not exist."""
    portal, hugo = pathlib.Path(folder) / "portal", pathlib.Path(folder) / "hugo"
    for path in (portal / "content", hugo / "data" / "clients", hugo / "content"):
        path.mkdir(parents=True)
    write_portal_settings(portal)
    write_hugo_settings(hugo)
    subprocess.run([vitrine, "-C", portal, "db", "create"], check=True, stdout=subprocess.DEVNULL)
    database = Database(portal / "portal.sqlite")
    corpus = Corpus()
    for number in range(1, clients + 1):
        client = corpus.client(number)
        database.add(number, client)
        write_notes(portal / "content", client)
        write_hugo_client(hugo, client)
    database.close()


def write_portal_settings(portal):
    (portal / "vitrine.yaml").write_text(
        f"title: Portal\nagency: Agency\ncontact: portal@agency.example\nbase_url: https://portal.example/\nas_of: {AS_OF}\n"
        # All titles are drawn from the same words, so that a client's note says another's by chance now and then.
        "audit: {mentions: allow}\n",
        encoding="utf-8")
    shutil.copytree(HERE / "theme", portal / "Templates")
    # A page exists only where a table that it names has a row: this one never has.
    for page in sorted(BUILT_IN.iterdir()):
        own = portal / "Templates" / "pages" / page.name
        if not own.exists():
            own.write_text(f'---\npath: "{page.name}"\ntitle: "None"\nif_any: [tickets]\n---\n', encoding="utf-8")


def write_hugo_settings(hugo):
    (hugo / "hugo.json").write_text(json.dumps(HUGO), encoding="utf-8")
    shutil.copytree(HERE / "hugo", hugo / "layouts")
    style = (HERE / "theme" / "assets" / "portal.css").read_bytes()
    name = f"portal.{hashlib.sha256(style).hexdigest()[:12]}.css"
    (hugo / "static" / "assets").mkdir(parents=True)
    (hugo / "static" / "assets" / name).write_bytes(style)
    head = hugo / "layouts" / "_partials" / "head.html"
    head.write_text(head.read_text(encoding="utf-8").replace("portal.css", name), encoding="utf-8")


class Database:
    """Fills a portal's database past the triggers that note what plain SQL changes: the tool's own writers leave no such notes."""

    TABLES = {
        "clients": "id slug name status lead_id color_primary color_accent footer_md created_at updated_at",
        "users": "id username status password_hash",
        "memberships": "id user_id client_id role_id",
        "projects": "id client_id code position name summary state_id starts_on due_on budget_minor audience created_at updated_at",
        "milestones": "id client_id project_id code position title description_md side due_on progress audience created_at updated_at",
        "status_updates": "id client_id project_id code headline body_md author_id posted_at audience created_at updated_at",
        "documents": "id client_id project_id code title audience created_at updated_at",
        "document_versions": "id client_id document_id number state storage_url media_type bytes uploaded_at",
        "invoices": "id client_id code number title state issued_on due_on audience created_at updated_at",
        "invoice_lines": "id client_id invoice_id description net_minor tax_minor",
    }

    def __init__(self, path):
        self.connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode = off", "synchronous = off", "cache_size = -262144"):
            self.connection.execute(f"pragma {pragma}")
        self.triggers = self.connection.execute(
            "select name, sql from sqlite_schema where type = 'trigger' and name glob 'noted_*'").fetchall()
        for name, _ in self.triggers:
            self.connection.execute(f"drop trigger {name}")
        self.last = dict.fromkeys(self.TABLES, 0)
        self.connection.execute("begin")

    def insert(self, table, *values):
        self.last[table] += 1
        columns = self.TABLES[table].split()
        self.connection.execute(
            f"insert into {table} ({', '.join(columns)}) values ({', '.join('?' * len(columns))})", (self.last[table], *values))
        return self.last[table]

    def add(self, number, client):
        if number == 1:
            for index, name in enumerate(client["staff"]):
                self.connection.execute(
                    "insert into staff (id, code, name, email) values (?, ?, ?, ?)",
                    (index + 1, f"s{index + 1}", name, f"team{index + 1}@example.com"))
        own = self.insert("clients", client["slug"], client["name"], "active", client["lead"] + 1, client["primary"],
                          client["accent"], client["tagline"], STAMP, STAMP)
        self.insert("memberships", self.insert("users", client["slug"], "active", PASSWORD_HASH), own, "viewer")
        for position, project in enumerate(client["projects"]):
            self.add_project(own, position, project)
        for invoice in client["invoices"]:
            row = self.insert("invoices", own, invoice["number"].lower(), invoice["number"], invoice["title"], invoice["state"],
                              invoice["issued_on"], invoice["due_on"], "team", STAMP, STAMP)
            self.insert("invoice_lines", own, row, invoice["title"], invoice["net_minor"], invoice["tax_minor"])

    def add_project(self, own, position, project):
        row = self.insert("projects", own, project["code"], position, project["name"], project["summary"],
                          "project." + project["state"], project["starts_on"], project["due_on"], project["budget_minor"],
                          "team", STAMP, STAMP)
        for index, milestone in enumerate(project["milestones"]):
            self.insert("milestones", own, row, milestone["code"], index, milestone["title"], milestone["description"],
                        milestone["side"], milestone["due_on"], milestone["progress"], "team", STAMP, STAMP)
        for update in project["updates"]:
            self.insert("status_updates", own, row, update["code"], update["headline"], update["body"], update["author"] + 1,
                        update["posted_at"], "team", STAMP, STAMP)
        for document in project["documents"]:
            version = self.insert("documents", own, row, document["code"], document["title"], "team", STAMP, STAMP)
            self.insert("document_versions", own, version, document["version"], "current",
                        f"https://files.example/{own}/{document['code']}.{document['kind']}", "application/pdf",
                        document["bytes"], document["uploaded_at"])

    def close(self):
        for _, sql in self.triggers:
            self.connection.execute(sql)
        self.connection.execute("commit")
        self.connection.execute("pragma journal_mode = wal")
        self.connection.close()


def write_notes(content, client):
    folder = content / client["slug"]
    folder.mkdir()
    for note in client["notes"]:
        (folder / f"{note['code']}.md").write_text(
            f"---\ntitle: {json.dumps(note['title'], ensure_ascii=False)}\naudience: team\nwritten_on: {note['written_on']}\n"
            f"author: {json.dumps(note['author'])}\n---\n\n{note['body']}", encoding="utf-8")


def money(minor):
    return f"{minor // 100}.{minor % 100:02} EUR"


def hugo_data(number, client):
    """What Hugo reads: rows in the order of the pages, with everything that a page would have to look up or to calculate."""
    people = client["staff"]
    projects = [{
        "code": project["code"], "name": project["name"], "state": STATES[project["state"]], "summary": project["summary"],
        "starts_on": project["starts_on"], "due_on": project["due_on"], "budget": money(project["budget_minor"]),
        "milestones": project["milestones"],
        "updates": [{**update, "author": people[update["author"]]} for update in project["updates"]],
        "documents": [{
            **document, "url": f"https://files.example/{number}/{document['code']}.{document['kind']}"
        } for document in project["documents"]],
    } for project in client["projects"]]
    updates = [update for project in projects for update in project["updates"]]
    documents = [document for project in projects for document in project["documents"]]
    return {
        "name": client["name"], "tagline": client["tagline"],
        "lead": {"name": people[client["lead"]], "email": f"team{client['lead'] + 1}@example.com"}, "projects": projects,
        "milestones": [milestone for project in projects for milestone in project["milestones"]],
        "updates": sorted(reversed(updates), key=lambda update: update["posted_at"], reverse=True),
        "documents": sorted(documents, key=lambda document: document["title"]),
        "invoices": [{
            "number": invoice["number"], "title": invoice["title"], "state": invoice["state"], "issued_on": invoice["issued_on"],
            "due_on": invoice["due_on"], "net": money(invoice["net_minor"]), "tax": money(invoice["tax_minor"]),
            "total": money(invoice["net_minor"] + invoice["tax_minor"]),
        } for invoice in sorted(client["invoices"], key=lambda one: (one["issued_on"], one["number"]), reverse=True)],
        "notes": sorted(
            ({key: note[key] for key in ("code", "title", "written_on")} for note in sorted(client["notes"], key=lambda note: note["title"])),
            key=lambda note: note["written_on"], reverse=True),
    }


def write_hugo_client(hugo, client):
    slug = client["slug"]
    (hugo / "data" / "clients" / f"{slug}.json").write_text(
        json.dumps(hugo_data(int(slug[1:]), client), ensure_ascii=False), encoding="utf-8")
    folder = hugo / "content" / slug
    folder.mkdir()

    def page(name, matter, body=""):
        (folder / f"{name}.md").write_text(json.dumps({"client": slug, **matter}, ensure_ascii=False) + "\n\n" + body, encoding="utf-8")

    page("_index", {"title": "Overview", "layout": "overview"})
    for name, title in SINGLE_PAGES:
        page(name, {"title": title, "layout": name})
    for index, project in enumerate(client["projects"]):
        page(f"project-{project['code']}", {"title": project["name"], "layout": "project", "row": index})
    for note in client["notes"]:
        page(note["code"], {"title": note["title"], "layout": "note", "written_on": note["written_on"], "author": note["author"]},
             note["body"])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("vitrine")
    parser.add_argument("clients", type=int)
    parser.add_argument("folder")
    options = parser.parse_args()
    write(str(pathlib.Path(options.vitrine).resolve()), options.clients, options.folder)


if __name__ == "__main__":
    main()
