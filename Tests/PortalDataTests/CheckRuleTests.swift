import PortalData
import Testing

/// A broken rule is told in words where it has one of the usual forms.
@Suite struct CheckRuleTests {
    @Test(arguments: [
        ("side in ('client', 'agency')", "`side` must be one of client, agency"),
        ("status in ('new')", "`status` must be one of new"),
        ("slug not in ('assets', 'staff')", "`slug` must be none of assets, staff"),
        ("is_internal in (0, 1)", "`is_internal` must be yes or no"),
        ("trim(title) <> ''", "`title` must not be empty"),
        ("progress between 0 and 100", "`progress` must be from 0 to 100"),
        ("price_minor >= 0", "`price_minor` must be at least 0"),
        ("number > 0", "`number` must be more than 0"),
        ("updated_at >= created_at", "`updated_at` must be at least `created_at`"),
        ("date(due_on, '+0 days') is due_on", "`due_on` must be a date such as 2026-11-30"),
        (
            "date(expires_on, '+0 days') is expires_on\n  and (expires_on > publish_on) is not 0",
            "`expires_on` must be a date such as 2026-11-30 and must be more than `publish_on`"
        ),
        (
            "strftime('%Y-%m-%dT%H:%M:%SZ', sent_at, '+0 days') is sent_at",
            "`sent_at` must be an instant such as 2026-11-30T09:30:00Z"
        ),
        ("json_valid(extra_json)", "`extra_json` must be JSON"),
        ("booking_url glob 'https://?*'", "`booking_url` must begin with `https://`"),
        ("email like '%_@_%'", "`email` must be an e-mail address"),
        (
            "length(sha256) = 64 and sha256 not glob '*[^0-9a-f]*'",
            "`sha256` must have 64 characters and may have only characters of `0-9a-f`"
        ),
        (
            "code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*' and code not glob '-*'"
                + " and code not glob '*-' and code not glob '*--*'",
            "`code` must not be empty, must have at most 56 characters, may have only characters of `a-z0-9-`,"
                + " must not begin with `-`, must not end with `-` and must not contain `--`"
        ),
    ])
    func isToldInWords(rule: (sql: String, words: String)) {
        #expect(CheckRule.words(rule.sql) == rule.words)
    }

    @Test(arguments: [
        "(state = 'decided') = (decided_on is not null)", "credits_id <> id or id = 1",
        "locale glob '[a-z][a-z]' or locale glob '[a-z][a-z]-[A-Z][A-Z]'", "", "and", "side in (", "'",
        "currency glob '[A-Z][A-Z][A-Z]'", "a in (select b from c)", "date(due_on, '+0 days') is other_on",
        "a > 0 and b > 0", "status in ('a', 'b') or x > 1",
    ])
    func isShownAsItIs(sql: String) { #expect(CheckRule.words(sql) == nil) }
}
