/// How fail2ban tells who guesses passwords, from the access log of nginx, Apache or Caddy, or lighttpd's error log.
///
/// A browser that opens a link is refused once without a name, and asks for one: only refusals of somebody who gave a
/// name count. The expressions are for the combined format, for Caddy's JSON, and for lighttpd, whose access log does not name
/// who was refused; nothing that a stranger can put into a name, an address or a header makes a line count for another
/// address, or keeps it from counting for his own.
public enum Fail2banFilter {
    /// The whole file, `fail2ban.conf`.
    public static let file = ServerFile(
        "fail2ban.conf",
        #"""
        # Who guesses passwords, for fail2ban. Copy it to /etc/fail2ban/filter.d/vitrine.conf, and write into
        # /etc/fail2ban/jail.d/vitrine.conf, with the access log of your server (combined format, or Caddy's JSON; of
        # lighttpd the error log):
        #
        #     [vitrine]
        #     enabled = true
        #     port = http,https
        #     filter = vitrine
        #     logpath = /var/log/nginx/access.log
        #     findtime = 10m
        #     maxretry = 20
        #     bantime = 1h

        [Definition]
        failregex = ^<HOST> \S+ (?!- \[[^\[\]]*\] ").+ \[[^\[\]]*\] "[^"]*" 401\s
                    ^\{.*"remote_ip":"<HOST>".*"Authorization":\[.*"status":401\b
                    ^: \(mod_auth\.c\.\d+\) password doesn't match for .* IP: <HOST>\s*$
        ignoreregex =
        datepattern = \[({DATE})\] "
                      "ts":{EPOCH}
                      ^({DATE}): \(

        """#)
}
