"""The page that template engines are compared on: 13 KB of HTML, a menu of 8 entries and a table of 60 rows."""

import pathlib

TEMPLATES = pathlib.Path(__file__).parent / "templates"
PROJECTS = ['Website "relaunch"', "Brand & print", "Care plan", "Photo <shoot>"]


def request():
    """The page as `vitrine render --jsonl` takes it: templates, the main one's name, and the data."""
    return {
        "templates": {path.name: path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.iterdir())},
        "main": "page.html",
        "context": {
            "client": {"name": "Åse & Søn <Design>", "slug": "aase", "theme": "warm", "email": "hello@aase.example"},
            "as_of": "2026-11-20",
            "menu": [{"url": f"/aase/page-{n}", "title": f"Page {n}"} for n in range(8)],
            "page": {"url": "/aase/page-3", "title": "Milestones & hours", "lead": "All milestones of the year."},
            "milestones": [
                {
                    "number": n,
                    "code": f"KTO-{n:04}",
                    "project": PROJECTS[n % len(PROJECTS)],
                    "hours": 10 + n * 0.75,
                    "is_done": n % 3 == 0,
                    "is_late": n % 3 == 1,
                    "state": "planned",
                }
                for n in range(60)
            ],
        },
    }
