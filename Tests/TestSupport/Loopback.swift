import Glibc

/// Sockets of this machine alone.
public enum Loopback {
    /// A new stream socket, to be closed by who asked for it.
    static func socket() -> Int32 { Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) }

    /// Calls with the address 127.0.0.1 and a port, which the call may replace, as `bind` and `connect` want it.
    static func withAddress<Result>(
        port: UInt16, _ body: (UnsafeMutablePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    /// A port that nothing listens at.
    public static func freePort() -> UInt16 {
        let descriptor = socket()
        defer { close(descriptor) }
        return withAddress(port: 0) { address, size in
            var size = size
            _ = bind(descriptor, address, size)
            getsockname(descriptor, address, &size)
            return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                UInt16(bigEndian: $0.pointee.sin_port)
            }
        }
    }
}
