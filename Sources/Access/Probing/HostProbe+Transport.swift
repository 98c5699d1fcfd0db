extension HostProbe {
    /// The certificate, what keeps browsers from plain HTTP, and where plain HTTP leads.
    ///
    /// - Throws: where the certificate is not to be trusted: nothing else is asked then.
    func checkTransport() throws(WebError) {
        let answer = try ask(WebRequest(target: "/", login: nil))
        if let end = client.certificateEnd {
            let days = (end - probe.options.now) / 86_400
            if days < probe.options.minimumCertificateDays {
                report.add(
                    .transport, address.description,
                    "the certificate ends in \(days) days, and \(probe.options.minimumCertificateDays) are asked for"
                )
            }
        } else {
            report.notes.append("\(address): when the certificate ends could not be read")
        }
        if answer.header("Strict-Transport-Security") == nil {
            report.add(
                .transport, address.description,
                "no `Strict-Transport-Security`: browsers may be led back to plain HTTP")
        }
        try checkPlain()
    }

    /// Plain HTTP leads to the same place by TLS, and never asks for a password.
    private func checkPlain() throws(WebError) {
        let plain = WebAddress(isPlain: true, host: address.host, port: probe.options.plainPort)
        let target = probe.options.connectTo.map { "\($0.prefix { $0 != ":" }):\(plain.port)" }
        let client = try WebClient(plain, connectTo: target)
        for path in ["/", "/assets/404.html", "/vitrine-probe/nothing"] {
            let answer: WebAnswer
            do throws(WebError) {
                report.requests += 1
                answer = try client.ask(WebRequest(target: path, login: nil))
            } catch {
                return report.notes.append("\(plain): nothing answers plain HTTP")
            }
            let subject = "GET \(plain)\(path)"
            if answer.header("WWW-Authenticate") != nil {
                report.add(.transport, subject, "asks for a password, which everybody on the way could read")
            }
            let targets = ["https://\(address.host)", "https://\(address.host):\(address.port)"].map {
                $0 + path
            }
            guard [301, 302, 307, 308].contains(answer.status),
                targets.contains(answer.header("Location") ?? "")
            else {
                report.add(
                    .transport, subject, "\(Self.words(for: answer.status)) instead of a redirect to https")
                continue
            }
        }
    }
}
