"""What the readers of real text promise. Run: python3 -m unittest discover -s examples/debian"""

import sys
import unittest

sys.dont_write_bytecode = True

import changelog  # noqa: E402
import names  # noqa: E402
import readme  # noqa: E402

ENTRY = """\
tiny (1:2.0~rc1-3) unstable; urgency=HIGH

  * Fix CVE-2024-12345.

 -- Zoë <zoe@example.org>  Mon, 29 Feb 2024 23:30:00 -0130
"""


class ChangelogTests(unittest.TestCase):
    def test_an_entry_is_dated_in_utc(self):
        (entry,), unread = changelog.parse(ENTRY)
        self.assertEqual(unread, [])
        self.assertEqual(entry, ("tiny", "1:2.0~rc1-3", "unstable", "high", "Zoë", "zoe@example.org",
                                 "2024-03-01T01:00:00Z", "  * Fix CVE-2024-12345."))
        self.assertTrue(changelog.is_security(entry))
        self.assertEqual(changelog.upstream(entry.version), "2.0~rc1")

    def test_old_headers_and_dates_are_read(self):
        (entry,), unread = changelog.parse(
            "dpkg (1.2.12); priority=LOW\n\n  * x\n\n -- Ian <i@x> Thu,  4 July 1996 15:04:49 +0100\n")
        self.assertEqual((entry.distribution, entry.urgency, entry.at), ("", "low", "1996-07-04T14:04:49Z"))
        self.assertEqual(unread, [])

    def test_what_cannot_be_read_is_told_once_for_each_place(self):
        entries, unread = changelog.parse(
            "stray\nlines\n# a remark\n" + ENTRY + "\nlost (1) unstable; urgency=low\n  * no trailer\n\n"
            + ENTRY.replace("29 Feb", "31 Feb"))
        self.assertEqual(len(entries), 1)
        self.assertEqual([(place.reason, place.line_number) for place in unread], [
            ("text outside any entry", 1), ("entry without a trailer line", 10), ("date that is none", 17)])


class MarkdownTests(unittest.TestCase):
    def test_links_stay_follow_or_become_their_words(self):
        places = {"FAQ.md": "tiny-faq.md"}
        for text, expected in [
            ("[web](https://example.org/a_(b)) [mail](mailto:a@example.org)", None),
            ("[faq](FAQ.md)", "[faq](tiny-faq.md)"),
            ("[faq](./FAQ.md#why 'Why?')", "[faq](tiny-faq.md)"),
            ("[gone](INSTALL) and ![logo](logo.png)", "gone and logo"),
            ("[![badge](https://example.org/b.svg)](https://example.org/)", "[badge](https://example.org/)"),
            ("[script](javascript:alert(1)) <irc://example.org>", "script \\<irc://example.org>"),
            ("see [gone][g], [g] and [web][w]\n\n[g]: GONE\n[w]: https://example.org",
             "see gone, g and [web][w]\n\n[w]: https://example.org\n"),
            ("`[code](GONE)` [`words`](GONE)", "`[code](GONE)` `words`"),
            ("<type> and <b>bold</b>, <Foo bar='1'/>", "\\<type> and <b>bold</b>, \\<Foo bar='1'/>"),
            ("```\n[code](GONE)\n```", None),
            ("- ~~~~ x\n  ~~~\n  [code](GONE)\n  ~~~~\n[text](GONE)", "- ~~~~ x\n  ~~~\n  [code](GONE)\n  ~~~~\ntext"),
        ]:
            self.assertEqual(readme.relinked(text, places.get), text if expected is None else expected)

    def test_a_note_is_called_by_its_first_heading(self):
        for text, expected in [
            ("# The `tiny` [tool](GONE) #\n\nText\n", ("The tiny tool", "Text\n")),
            ("Tiny\n====\nText\n", ("Tiny", "Text\n")),
            ("---\ntitle: Own\n---\n# Tiny\nText\n", ("Own", "# Tiny\nText\n")),
            ("Text\n", ("else", "Text\n")),
        ]:
            self.assertEqual(readme.note(text, lambda place: None, "else"), expected)

    def test_no_text_closes_its_fence(self):
        for text in ["```", "a\n`````\n# b", "\r```\r", ""]:
            fence, *lines, last = names.fenced(text).removesuffix("\n").split("\n")
            self.assertEqual((last, "\n".join(lines)), (fence, text))
            self.assertNotIn(fence, text)

    def test_plain_text_has_no_marks(self):
        self.assertEqual(names.plain_markdown("a*b*\n <c> [d]"), r"a\*b\* \<c\> \[d\]")


class NameTests(unittest.TestCase):
    def test_slugs_are_short_and_unique(self):
        unique = names.UniqueNames(["staff"], limit=32)
        wanted = ["Staff", "Debian XML/SGML Group", "debian xml sgml group", "أحمد", "Guido Günther",
                  "Maintainers of Mozilla-related packages"]
        self.assertEqual([unique.claim(names.slug(each, 32)) for each in wanted], [
            "staff-2", "debian-xml-sgml-group", "debian-xml-sgml-group-2", "unnamed", "guido-gunther",
            "maintainers-of-mozilla-related"])


if __name__ == "__main__":
    unittest.main()
