public import Access
internal import CMicroHTTPD

/// Serves a site to one reader on this machine, as the manifest decides, one request after another.
///
/// Listens on 127.0.0.1 alone, and answers nobody who asks for another host: a page of elsewhere whose name leads here gets
/// nothing. Owns the socket until it goes out of use.
public final class PreviewServer {
    /// The port that it listens on.
    public let port: UInt16

    private let answers: PreviewAnswers
    private let daemon: OpaquePointer
    private let context: UnsafeMutablePointer<Handler>

    /// What a request meets.
    private struct Handler {
        let answers: PreviewAnswers
        let served: (PublishedFile) -> Void
        var port: UInt16
    }

    /// Begins to listen.
    ///
    /// - Parameters:
    ///   - port: 0 takes one that is free.
    ///   - served: called after each file that was found.
    /// - Throws: `PreviewError.cannotListen` where the port is taken.
    public init(
        _ answers: PreviewAnswers, port: UInt16, served: @escaping (PublishedFile) -> Void = { _ in }
    ) throws(PreviewError) {
        self.answers = answers
        context = .allocate(capacity: 1)
        context.initialize(to: Handler(answers: answers, served: served, port: port))
        let daemon = vitrine_mhd_start(
            port,
            { context, connection, path, method, _, _, _, _ in
                guard let context, let connection, let path, let method else { return vitrine_mhd_no }
                let handler = context.assumingMemoryBound(to: Handler.self).pointee
                return PreviewServer.answer(
                    connection, handler, method: String(cString: method), path: String(cString: path))
            }, context)
        guard let daemon else {
            context.deinitialize(count: 1)
            context.deallocate()
            throw .cannotListen(port)
        }
        self.daemon = daemon
        self.port = vitrine_mhd_port(daemon)
        context.pointee.port = self.port
    }

    deinit {
        MHD_stop_daemon(daemon)
        context.deinitialize(count: 1)
        context.deallocate()
    }

    /// Answers until the process ends.
    public func run() -> Never {
        while true { _ = MHD_run_wait(daemon, -1) }
    }

    private static func answer(
        _ connection: OpaquePointer, _ handler: Handler, method: String, path: String
    ) -> MHD_Result {
        var hosts: [String] = []
        withUnsafeMutablePointer(to: &hosts) { hosts in
            _ = MHD_get_connection_values(
                connection, vitrine_mhd_header,
                { hosts, _, name, value in
                    if let hosts, let name, String(cString: name).lowercased() == "host" {
                        let all = hosts.assumingMemoryBound(to: [String].self)
                        all.pointee.append(value.map { String(cString: $0) } ?? "")
                    }
                    return vitrine_mhd_yes
                }, hosts)
        }
        let (answer, file) = handler.answers.answer(
            method: method, path: path, hosts: hosts, port: handler.port)
        let response = answer.body.withUnsafeBytes { body in
            MHD_create_response_from_buffer(
                body.count, UnsafeMutableRawPointer(mutating: body.baseAddress), vitrine_mhd_copy)
        }
        guard let response else { return vitrine_mhd_no }
        defer { MHD_destroy_response(response) }
        for (name, value) in answer.headers { MHD_add_response_header(response, name, value) }
        let result = MHD_queue_response(connection, UInt32(answer.status), response)
        if let file { handler.served(file) }
        return result
    }
}

/// Why nothing is served.
public enum PreviewError: Error, Hashable, Sendable {
    /// The port is taken, or not this user's to take.
    case cannotListen(UInt16)
}
