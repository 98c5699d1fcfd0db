import Access
import TestSupport

/// What stands for oauth2-proxy beside nginx: it answers `/auth` as that one documents it, by the groups of whoever its
/// cookie names.
///
/// 202 for somebody in one of the allowed groups, or where none are asked for; 403 for others; 401 without a session.
struct StandInProxy {
    /// Where it listens on 127.0.0.1.
    let port = Loopback.freePort()

    /// The groups of each user, by the identity provider: not what the manifest says of all of them.
    static let groups: [String: [String]] = {
        var groups = Dictionary(uniqueKeysWithValues: SamplePortal.users.map { ($0.name, $0.groups) })
        // Of whom the manifest does not know, or who is not in his group any more.
        groups["mallory"] = SamplePortal.editions.map(\.name)
        groups["bob"]?.removeAll { $0 == "acme-corp" }
        groups["sam"]?.append("acme")
        return groups
    }()

    /// Lines for nginx at the `http` level.
    var configuration: String {
        let verdicts = Self.groups.sorted { $0.key < $1.key }.flatMap { user, groups in
            groups.map { "\"\(user)|\($0)\" 202;" }
        }
        return """
            map "$cookie_session|$arg_allowed_groups" $stand_in_verdict {
                default 403;
                "~^[|]" 401;
                "~^[^|]+[|]$" 202;
                \(verdicts.joined(separator: "\n    "))
            }
            server {
                listen 127.0.0.1:\(port);
                location = /_sign-in/auth {
                    add_header X-Auth-Request-Preferred-Username $cookie_session always;
                    if ($stand_in_verdict = 401) { return 401; }
                    if ($stand_in_verdict = 403) { return 403; }
                    return 202;
                }
                location = /_sign-in/start { return 302 https://id.example.org/?rd=$arg_rd; }
            }

            """
    }

    /// nginx with the sample, which asks it.
    func server(
        _ layout: SamplePortal.Layout = .paths, hasGroups: Bool = true, isRunning: Bool = true,
        edit: (_ name: String, _ text: String) -> String = { $1 }
    ) throws -> SampleServer? {
        try SampleServer(
            .nginx, layout,
            signOn: SingleSignOn(proxy: "127.0.0.1:\(port)", name: .preferredUsername, hasGroups: hasGroups),
            edit: edit,
            site: { port, roots in
                let own = try? WebServer.nginx.siteFile(.plain(address: "127.0.0.1:\(port)"), roots: roots)
                // Behind the generated maps, which allow for long keys.
                return (own?.text ?? "") + (isRunning ? configuration : "")
            })
    }
}
