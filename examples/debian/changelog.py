"""Debian changelogs, as deb-changelog(5) describes them and as thirty years of maintainers wrote them."""

import re
from collections import namedtuple
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_tz

# The oldest headers name no distribution (`dpkg (1.2.12); priority=LOW`) or have no semicolon.
HEADER = re.compile(r"(\w[-+.\w]*) \(([^()\s]+)\)((?:\s+[-+.\w]+)*)\s*(?:;(.*))?")
TRAILER = re.compile(r" ?--+ (.*?) ?<(.*?)>\s*(.*?)\s*")
DATE = re.compile(
    r"(?:\w+,?)?\s*(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{4})\s+(\d\d?):(\d\d)(?::(\d\d))?\s+([+-])(\d\d)(\d\d)")
URGENCY = re.compile(r"(?:urgency|priority)\s*=\s*(\w+)", re.IGNORECASE)
SECURITY = re.compile(r"\bC(?:VE|AN)-\d{4}-\d+")
MONTHS = {name: number for number, name in enumerate(
    "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}

# Lines outside entries that are no lost text: what dh_installchangelogs adds, and editors' settings.
REMARK = re.compile(r"#|/\*|\s*(?:vi|vim|ex):|\s*(?:Local variables|mode|End):?|\s*-\*-", re.IGNORECASE)

Entry = namedtuple("Entry", "source version distribution urgency author email at body")
Unread = namedtuple("Unread", "reason line_number line")


def parse(text):
    """The entries of one changelog in its order, and each place that could not be read as one."""
    entries, unread = [], []
    header, body, outside = None, [], False
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.rstrip("\r")
        if line[:1].strip():
            match = HEADER.fullmatch(line)
            if match:
                if header:
                    unread.append(Unread("entry without a trailer line", header[0], header[1].string))
                header, body, outside = (number, match), [], False
                continue
        if header is None:
            # One gap is one place, however many lines it has.
            if line.strip() and not outside and not REMARK.match(line):
                unread.append(Unread("text outside any entry", number, line))
                outside = True
            continue
        trailer = TRAILER.fullmatch(line) if line.startswith((" --", "--")) else None
        if trailer is None:
            body.append(line)
            continue
        at = instant(trailer[3])
        if at is None:
            unread.append(Unread("date that is none", number, line))
        else:
            entries.append(entry(header[1], body, trailer, at))
        header = None
    if header:
        unread.append(Unread("entry without a trailer line", header[0], header[1].string))
    return entries, unread


def entry(header, body, trailer, at):
    """One entry from its header, the lines of its body and its trailer."""
    while body and not body[0].strip():
        body.pop(0)
    while body and not body[-1].strip():
        body.pop()
    urgency = URGENCY.search(header[4] or "")
    return Entry(
        source=header[1], version=header[2], distribution=" ".join(header[3].split()),
        urgency=urgency[1].lower() if urgency else "unknown",
        author=" ".join(trailer[1].split()) or trailer[2], email=trailer[2], at=at,
        body="\n".join(body))


def instant(text):
    """A trailer's date as `YYYY-MM-DDTHH:MM:SSZ`, or nothing where the calendar has no such moment.

    The name of the weekday is not believed: many are wrong, and nothing depends on it.
    """
    match = DATE.match(text)
    try:
        if match:
            day, month, year, hour, minute, second, sign, hours, minutes = match.groups()
            moment = datetime(int(year), MONTHS[month.lower()], int(day), int(hour), int(minute), int(second or 0))
            offset = timedelta(hours=int(hours), minutes=int(minutes))
            moment += -offset if sign == "+" else offset
        else:
            fields = parsedate_tz(text)
            moment = datetime(*fields[:6], tzinfo=timezone(timedelta(seconds=fields[9] or 0)))
            moment = moment.astimezone(timezone.utc)
    except (ValueError, KeyError, TypeError, OverflowError):
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def is_security(entry):
    """Whether an upload closed a hole: urgent, or naming a CVE."""
    return entry.urgency in ("high", "emergency", "critical") or SECURITY.search(entry.body) is not None


def upstream(version):
    """The upstream part of a Debian version: no epoch, no Debian revision."""
    version = version.split(":", 1)[-1]
    return version.rsplit("-", 1)[0] if "-" in version else version
