"""The rows and notes of one client of the corpus, the same whenever its number is the same.

A client has four projects with 15 milestones, nine status updates and twelve documents each, 24 invoices and nine notes of about
3 KB, which use what notes use: headings, lists, tasks, a table, a quotation, code, emphasis, links and strikethrough.
"""

import random

PROJECTS, MILESTONES, UPDATES, DOCUMENTS, INVOICES, NOTES = 4, 15, 9, 12, 24, 9
STAFF = 20
STATES = {"planned": "Planned", "active": "In progress", "review": "Waiting for you", "on-hold": "On hold", "done": "Completed"}
# What has to be escaped, and letters beyond ASCII.
SPECIAL = ["R&D", "Smith & Sons", "<TBC>", '"as built"', "O'Brien", "A/B", "100%", "naïve", "café", "Zürich"]
WORDS = """access agenda agreed approval archive assembly audit baseline batch board branch brief budget build cable call change
client contract copy cost crew cutover data date deadline decision delivery depot design draft drawing duct energy estimate
fitting floor forecast frame gate grid handover housing inspection install invoice issue layout ledger legal licence light
load local lot market meeting meter migration model module network notice offer office order outline owner panel parcel part
paving permit phase pilot pipe plan plant plot policy power price print process product project quality quantity quote range
rate record region release repair report request review risk road roof room route safety sample scale schedule scope section
service sheet shift signal site slab source space stage staff station stock storage street supplier survey switch system tank
task team tender test tool tower track training transfer trial tunnel unit update user valve vendor version wall warranty
water week wing winter work yard zone""".split()
GLUE = "a and at before but by for from if in is it not of on once or so that the then this to until was when will with".split()


class Corpus:
    """Makes clients from a pool of sentences and blocks that is drawn once."""

    def __init__(self):
        draw = random.Random(168)
        self.sentences = [sentence(draw, draw.randint(8, 16)) for _ in range(3000)]
        self.titles = [sentence(draw, 5)[:-1] for _ in range(3000)]
        self.blocks = {make: [make(draw) for _ in range(400)] for make in NOTE}

    def client(self, number):
        draw = random.Random(number)
        pick = draw.choice
        people = [f"{word.title()} O'{other.title()}" for word, other in zip(WORDS[:STAFF], reversed(WORDS))]
        projects = []
        for index in range(PROJECTS):
            code = f"p{index + 1}"
            projects.append({
                "code": code, "name": pick(self.titles), "state": pick(list(STATES)), "starts_on": day(draw, 2025),
                "due_on": day(draw, 2026), "budget_minor": draw.randint(1000, 90000) * 100,
                "summary": f"{pick(self.sentences)} {pick(self.sentences)}",
                "milestones": [{
                    "code": f"m{index * MILESTONES + step + 1}", "title": pick(self.titles), "due_on": day(draw, 2026),
                    "side": pick(["agency", "agency", "client"]), "progress": draw.randint(0, 100),
                    "description": pick(self.sentences),
                } for step in range(MILESTONES)],
                "updates": [{
                    "code": f"u{index * UPDATES + step + 1}", "headline": pick(self.titles), "author": draw.randrange(STAFF),
                    "posted_at": f"2026-{11 - step:02}-{index * 7 + 1:02}T{draw.randint(8, 17):02}:00:00Z",
                    "body": " ".join(pick(self.sentences) for _ in range(3)),
                } for step in range(UPDATES)],
                # In their order: by title, then as inserted.
                "documents": sorted(({
                    "code": f"d{index * DOCUMENTS + step + 1}", "title": pick(self.titles), "version": draw.randint(1, 9),
                    "bytes": draw.randint(1000, 9000000), "kind": pick(["pdf", "xlsx", "docx", "dwg"]),
                    "uploaded_at": f"{day(draw, 2026)}T09:30:00Z",
                } for step in range(DOCUMENTS)), key=lambda document: document["title"]),
            })
            projects[-1]["milestones"].sort(key=lambda milestone: milestone["due_on"])
        return {
            "slug": f"c{number:05}", "name": f"{pick(WORDS).title()} & {pick(WORDS).title()} Ltd {number}",
            "primary": f"#{draw.randrange(1 << 24):06x}", "accent": f"#{draw.randrange(1 << 24):06x}",
            "tagline": pick(self.sentences), "lead": draw.randrange(STAFF), "staff": people, "projects": projects,
            "invoices": [{
                "number": f"INV-{number:05}-{index + 1:03}", "title": pick(self.titles), "issued_on": f"2026-{index % 9 + 1:02}-05",
                "due_on": f"2026-{index % 9 + 2:02}-05", "state": pick(["issued", "issued", "void"]),
                "net_minor": draw.randint(100, 90000) * 10, "tax_minor": draw.randint(10, 9000) * 10,
            } for index in range(INVOICES)],
            "notes": [{
                "code": f"n{index + 1}", "title": pick(self.titles), "written_on": day(draw, 2026),
                "author": pick(people), "body": "\n".join(pick(self.blocks[make]) for make in NOTE),
            } for index in range(NOTES)],
        }


def day(draw, year):
    return f"{year}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"


def plain(draw, count):
    return [draw.choice(GLUE if index % 3 == 2 else WORDS) for index in range(count)]


def sentence(draw, count):
    words = plain(draw, count)
    if draw.random() < 0.5:
        words[draw.randrange(1, count)] = draw.choice(SPECIAL)
    return " ".join([words[0].title(), *words[1:]]) + "."


def inline(draw, count):
    words = plain(draw, count)
    first, second = draw.sample(range(count), 2)
    words[first] = f"**{words[first]}**"
    words[second] = draw.choice(
        ["*{}*", "`{}()`", "[{}](https://example.com/ref/" + str(draw.randint(1, 999)) + ")", "~~{}~~"]).format(words[second])
    return " ".join(words)


def paragraph(draw):
    return " ".join(inline(draw, draw.randint(10, 20)) + "." for _ in range(3)) + "\n"


def heading(draw):
    return "## " + " ".join(plain(draw, 4)).capitalize() + "\n"


def bullets(draw):
    return "".join(f"- {inline(draw, 9)}\n" for _ in range(5))


def tasks(draw):
    return "".join(f"- [{draw.choice('x ')}] {inline(draw, 6)}\n" for _ in range(4))


def steps(draw):
    return "".join(f"{index}. {inline(draw, 8)}\n" for index in range(1, 5))


def table(draw):
    rows = "".join(
        f"| {inline(draw, 4)} | {draw.choice(WORDS)} | {day(draw, 2026)} | {draw.randint(100, 9999)} |\n" for _ in range(6))
    return "| Item | Owner | Due | Cost |\n|------|:------|-----|-----:|\n" + rows


def quotation(draw):
    return f"> {inline(draw, 16)}\n> {inline(draw, 12)}\n"


def code(draw):
    lines = "".join(
        f'deploy --env {draw.choice(WORDS)} --tag v{draw.randint(1, 9)}.{draw.randint(0, 99)} && echo "<ok>" > {draw.choice(WORDS)}.log\n'
        for _ in range(5))
    return f"```sh\n{lines}```\n"


NOTE = [heading, paragraph, bullets, heading, paragraph, table, quotation, heading, paragraph, code, steps, paragraph, tasks]
