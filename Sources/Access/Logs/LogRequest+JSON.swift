internal import JSON

extension LogRequest {
    /// A line of JSON: Caddy's own, or one object with the names that nginx, Apache and lighttpd give to their variables.
    init?(json line: UnsafeRawBufferPointer) {
        guard let value = try? JSONReader.read(Array(line)) else { return nil }
        let request = value["request"] ?? value
        func text(_ names: [String], in value: JSONValue) -> String? {
            names.lazy.compactMap { value[$0]?.string }.first { !$0.isEmpty && $0 != "-" }
        }
        func number(_ names: [String]) -> Int? {
            for name in names {
                if let number = value[name]?.int { return Int(number) }
                if let text = value[name]?.string, let number = Int(text) { return number }
            }
            return nil
        }
        guard let status = number(["status"]),
            let method = text(["method", "request_method"], in: request),
            let target = text(["uri", "request_uri", "path", "url"], in: request),
            let address = text(["client_ip", "remote_ip", "remote_addr", "address"], in: request),
            let at = Self.instant(of: value)
        else { return nil }
        self.init(
            address: address, user: text(["user_id", "remote_user", "user"], in: value), at: at,
            method: method,
            target: target, status: status, bytes: number(["size", "body_bytes_sent", "bytes_sent", "bytes"]))
    }

    /// `ts` in seconds since 1970, as Caddy writes it, or a text in ISO 8601 or of the combined format.
    private static func instant(of value: JSONValue) -> String? {
        for name in ["ts", "time_iso8601", "time", "time_local"] {
            switch value[name] {
            case .double(let seconds)? where (0..<253_402_300_800).contains(seconds):
                return LogTime.utc(seconds: Int64(seconds))
            case .int(let seconds)? where (0..<253_402_300_800).contains(seconds):
                return LogTime.utc(seconds: seconds)
            case .string(let text)?:
                if let at = text.utf8.withContiguousStorageIfAvailable({ bytes in
                    LogTime.utc(UnsafeRawBufferPointer(bytes)[...])
                        ?? LogTime.utc(iso: UnsafeRawBufferPointer(bytes)[...])
                }) ?? nil {
                    return at
                }
            default: break
            }
        }
        return nil
    }
}
