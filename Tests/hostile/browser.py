#!/usr/bin/env python3
"""Opens pages with hostile values in headless Chromium, where `alert` tells this script.

    Tests/hostile/browser.py VITRINE        exit 1 if anything ran, or a page did not open
    Tests/hostile/browser.py --control      pages without escaping: exit 1 unless many alerts are told

The pages are a sample of those of run.py, the same each time. Links are clicked, fields focused, everything hovered.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from contexts import CONTEXTS as PLACES
from contexts import HOLE
from crossings import CROSSINGS
from languages import LANGUAGE_CONTEXTS
from run import rendered
from values import HOSTILE

CONTEXTS = PLACES + LANGUAGE_CONTEXTS
PAGES = 1000
SECONDS = 480
PROGRAMS = ["chromium", "chromium-browser", "google-chrome"]

# Runs first in every page.
HOOK = """
const number = location.pathname.split("/")[2];
const tell = () => navigator.sendBeacon("/ran/" + number);
window.alert = window.confirm = window.prompt = window.msgbox = tell;
addEventListener("load", () => {
  for (const element of document.querySelectorAll("*")) {
    for (const name of ["mouseover", "mouseenter", "focus", "toggle", "begin"]) {
      element.dispatchEvent(new Event(name, { bubbles: true }));
    }
    if (element.focus) element.focus();
    for (const name of ["href", "src", "action", "formAction", "poster"]) {
      const link = String(element[name] && element[name].baseVal || element[name] || "");
      if (/^(javascript|vbscript|data|blob):/i.test(link)) tell();
    }
  }
  for (const link of document.querySelectorAll("a")) {
    link.addEventListener("click", (event) => { if (link.protocol !== "javascript:") event.preventDefault(); });
    link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  }
  setTimeout(() => parent.postMessage(number, "*"), 20);
});
"""

# Opens all pages, some at a time, each in a frame that can neither leave nor open windows.
OPENER = """<!doctype html><title>Pages</title><body><script>
const count = %d, open = new Map();
let next = 0, ended = 0;
function start() {
  if (next >= count) { if (ended >= count) navigator.sendBeacon("/done"); return; }
  const frame = document.createElement("iframe"), number = String(next++);
  frame.sandbox = "allow-scripts allow-same-origin allow-forms";
  frame.src = "/page/" + number;
  open.set(number, { frame, timer: setTimeout(() => end(number, false), 30000) });
  document.body.append(frame);
}
function end(number, opened) {
  if (!open.has(number)) return;
  const { frame, timer } = open.get(number);
  clearTimeout(timer);
  open.delete(number);
  frame.remove();
  ended += 1;
  if (opened) navigator.sendBeacon("/opened/" + number);
  start();
}
addEventListener("message", (event) => end(event.data, true));
for (let i = 0; i < 12; i++) start();
</script>"""


class Pages:
    """What the browser was given, and what it told."""

    def __init__(self, pages):
        self.pages = pages
        self.ran, self.opened = set(), set()
        self.done = threading.Event()

    def answer(self, path):
        kind, _, number = path.strip("/").partition("/")
        if kind == "hook.js":
            return "text/javascript", HOOK
        if kind == "page" and number.isdigit():
            file, page = self.pages[int(number)]
            if file.endswith(".svg"):
                return "image/svg+xml", page.replace(">", '><script href="/hook.js"/>', 1)
            return "text/html; charset=utf-8", page.replace("<body>", '<body><script src="/hook.js"></script>', 1)
        return "text/html; charset=utf-8", OPENER % len(self.pages) if path == "/" else ""

    def told(self, path):
        kind, _, number = path.strip("/").partition("/")
        if kind == "done":
            self.done.set()
        elif number.isdigit():
            {"ran": self.ran, "opened": self.opened}[kind].add(int(number))


def handler(pages):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            kind, text = pages.answer(self.path)
            self.reply(kind, text.encode("utf-8", "surrogatepass"))

        def do_POST(self):
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            pages.told(self.path)
            self.reply("text/plain", b"")

        def reply(self, kind, body):
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    return Handler


def open_all(pages):
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not program:
        sys.exit("no Chromium")
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(pages))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
             "--disable-background-networking", f"--user-data-dir={folder}", "--remote-debugging-port=0",
             "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", f"http://127.0.0.1:{server.server_port}/"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "HOME": folder})
        pages.done.wait(SECONDS)
        browser.terminate()
        browser.wait()
    server.shutdown()


def sample(program):
    """Pages and their values."""
    values = [value for value in HOSTILE if "alert" in value]
    cases = [
        (context, crossing, value)
        for context in CONTEXTS for crossing in CROSSINGS for value in values
        if context.can_hold(value) and crossing.is_accepted(context)
    ]
    chosen = random.Random(20261121).sample(cases, PAGES)
    if program == "--control":
        return [(context.file, context.page(context.markup.replace(HOLE, value)), value) for context, _, value in chosen]
    requests = [(crossing.templates(context), context.file, {"x": value}) for context, crossing, value in chosen]
    return [
        (request[1], answer["output"], request[2]["x"])
        for request, answer in zip(requests, rendered(program, requests))
    ]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    chosen = sample(sys.argv[1])
    pages = Pages([(file, page) for file, page, _ in chosen])
    open_all(pages)
    print(f"{len(pages.opened)} of {len(chosen)} pages opened, {len(pages.ran)} ran something")
    if sys.argv[1] == "--control":
        return 0 if len(pages.ran) >= 50 else 1
    for number in sorted(pages.ran)[:20]:
        print(f"ran: {chosen[number][2]!r}\n    {chosen[number][1][:500]}")
    return 0 if len(pages.opened) == len(chosen) and not pages.ran else 1


if __name__ == "__main__":
    sys.exit(main())
