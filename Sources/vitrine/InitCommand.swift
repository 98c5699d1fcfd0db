internal import Files
internal import PortalData
internal import Publishing

/// `vitrine init`.
enum InitCommand {
    static let command = Command(
        "init", summary: "Begin a portal in an empty folder",
        details: """
            Writes vitrine.yaml, an empty database, a first note and first.sql: one client with a project and a user, to be
            changed and loaded.
            """
    ) { invocation in
        let folder = PortalFolder(root: invocation.folder)
        guard FileSystem.kind(folder.root + "/vitrine.yaml") == nil else {
            Terminal.complain("vitrine: there is a portal here already")
            return .wrongUse
        }
        try FileSystem.makeFolder(folder.root + "/content/hello/notes")
        for (name, text) in Self.files { try AtomicWrite.write(text, to: folder.root + "/" + name) }
        try Database.create(folder.root + "/portal.sqlite")
        return Terminal.say(
            """
            began a portal in \(folder.root)

              vitrine db load first.sql      the first client, project and user
              vitrine user passwd ada        a password for the user, shown once
              vitrine build --publish        the site, in output/site/hello/
            """)
    }

    private static let files = [
        (
            "vitrine.yaml",
            """
            # What is the same for every client.
            title: Client portal
            agency: Our agency
            contact: hello@agency.example
            base_url: https://portal.agency.example/
            database: portal.sqlite
            as_of: today
            servers:
              root: /srv/portal

            """
        ),
        (
            "first.sql",
            """
            -- A client, what is done for it, and who may look. Change it, then: vitrine db load first.sql
            insert into staff (code, name, title, email) values ('max', 'Max Muster', 'Account lead', 'max@agency.example');

            insert into clients (slug, name, status, locale, time_zone, currency, lead_id, color_primary)
            select 'hello', 'Hello Ltd', 'active', 'en-GB', 'Europe/London', 'GBP', id, '#225588'
            from staff where code = 'max';

            -- Nothing is published unless it names an audience: `internal` is the default.
            insert into projects (client_id, code, name, description_md, starts_on, due_on, audience)
            select id, 'website', 'A new website', 'Design, build and *launch*.', '2026-01-12', '2026-12-18', 'team'
            from clients where slug = 'hello';

            insert into milestones (client_id, project_id, code, title, due_on, audience)
            select client_id, id, 'launch', 'Launch', '2026-12-18', 'team' from projects where code = 'website';

            insert into users (username, status) values ('ada', 'invited');
            insert into memberships (user_id, client_id, role_id)
            select users.id, clients.id, 'owner' from users, clients where username = 'ada' and slug = 'hello';

            """
        ),
        (
            "content/hello/notes/welcome.md",
            """
            ---
            title: Welcome
            audience: team
            project: website
            ---

            Notes are Markdown. They link to [pages](/projects/website.html) and to each other, and every link is checked.

            """
        ),
    ]
}
