import Access
import Foundation
import LiveServers
import TestSupport
import Testing

/// The pages about deploying, followed to the letter with the real servers.
@Suite struct DeployingPageTests {
    @Test func thePageAboutNginxLeadsToAPortal() throws {
        guard WebServer.nginx.isAvailable(for: "following docs/deploying-nginx.md"),
            Tool.isAvailable("/usr/bin/fail2ban-client", for: "following docs/deploying-nginx.md"),
            let nginx = WebServer.nginx.path
        else { return }
        let command = "exec \(nginx) -c /etc/nginx/nginx.conf -e stderr"
        let page = try FollowedPage(
            "deploying-nginx.md", start: command, reload: "kill -HUP $pid",
            programs: ["nginx": command + " \"$@\""])
        let folder = page.root.url.path()
        try page.root.write("", to: "var/log/nginx/access.log")
        let temporary = ["client_body", "fastcgi", "proxy", "scgi", "uwsgi"].map {
            "\($0)_temp_path \(folder)/\($0);"
        }
        try page.root.write(
            """
            daemon off; pid \(folder)/nginx.pid; \(getuid() == 0 ? "user www-data;" : "")
            events { }
            http { access_log \(folder)/var/log/nginx/access.log; \(temporary.joined(separator: " ")) include \(folder)/etc/nginx/conf.d/*.conf; }

            """, to: "etc/nginx/nginx.conf")
        try page.follow()
    }

    @Test(arguments: [WebServer.caddy26, .caddy])
    func thePageAboutCaddyLeadsToAPortal(_ kind: WebServer) throws {
        guard kind.isAvailable(for: "following docs/deploying-caddy.md"),
            Tool.isAvailable("/usr/bin/fail2ban-client", for: "following docs/deploying-caddy.md"),
            let caddy = kind.path
        else { return }
        let page = try FollowedPage(
            "deploying-caddy.md", start: "exec \(caddy) run --config /etc/caddy/Caddyfile",
            reload: "\(caddy) reload --config /etc/caddy/Caddyfile --force",
            programs: ["caddy": "exec \(caddy) \"$@\""],
            word: (WebServer.caddy26.rawValue, kind.rawValue))
        try page.makeFolders("var/lib/caddy")
        try page.follow()
    }

    @Test func thePageAboutApacheLeadsToAPortal() throws {
        guard WebServer.apache.isAvailable(for: "following docs/deploying-apache.md"),
            let apache = WebServer.apache.path
        else { return }
        let command = "exec \(apache) -d /etc/apache2 -f /etc/apache2/apache2.conf"
        let page = try FollowedPage(
            "deploying-apache.md", start: command + " -D FOREGROUND", reload: "kill -USR1 $pid",
            programs: [
                "a2enmod": """
                for name in "$@"; do
                    echo "LoadModule ${name}_module /usr/lib/apache2/modules/mod_$name.so" \
                        > /etc/apache2/mods-enabled/$name.load
                done
                """,
                "a2ensite": "ln -s ../sites-available/$1.conf /etc/apache2/sites-enabled/",
                "apache2ctl": "[ \"$1\" = configtest ] && \(command) -t",
            ])
        try page.makeFolders(
            "etc/apache2/mods-enabled", "etc/apache2/sites-available", "etc/apache2/sites-enabled",
            "etc/fail2ban/filter.d")
        // What is in force in Debian's own file, and in the modules that it enables.
        let modules = ["mpm_event", "authn_core", "authz_core", "alias", "autoindex", "dir", "status"]
        try page.root.write(
            """
            \(modules.map { "LoadModule \($0)_module /usr/lib/apache2/modules/mod_\($0).so" }.joined(separator: "\n"))
            ServerName localhost
            DefaultRuntimeDir \(page.root.url.path())
            PidFile \(page.root.path("apache2.pid"))
            ErrorLog \(page.root.path("error.log"))
            User www-data
            Group www-data
            DirectoryIndex index.html index.cgi index.pl index.php index.xhtml index.htm
            <Directory />
                Options FollowSymLinks
                AllowOverride None
                Require all denied
            </Directory>
            <Location /server-status>
                SetHandler server-status
                Require local
            </Location>
            IncludeOptional mods-enabled/*.load
            IncludeOptional sites-enabled/*.conf

            """, to: "etc/apache2/apache2.conf")
        try page.follow()
    }

    @Test func thePageAboutLighttpdLeadsToAPortal() throws {
        guard WebServer.lighttpd.isAvailable(for: "following docs/deploying-lighttpd.md"),
            let lighttpd = WebServer.lighttpd.path
        else { return }
        let page = try FollowedPage(
            "deploying-lighttpd.md", start: "exec \(lighttpd) -D -f /etc/lighttpd/lighttpd.conf",
            reload: "kill -USR1 $pid", programs: ["lighttpd": "exec \(lighttpd) \"$@\""])
        try page.makeFolders("etc/lighttpd", "etc/fail2ban/filter.d")
        try page.follow()
    }
}
