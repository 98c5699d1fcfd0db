public import Access
import TestSupport

extension WebServer {
    /// What runs it; a server that is added to the product is added here, and to nothing else in the tests.
    var program: ServerProgram {
        switch self {
        case .nginx: .nginx
        case .apache: .apache
        case .lighttpd: .lighttpd
        case .caddy: .caddy
        case .caddy26: .caddy26
        }
    }

    /// Where it is; nil where it is not installed.
    public var path: String? { program.path }

    /// Whether a test can have one; where it must and cannot, the test fails, elsewhere it says what it leaves out.
    public func isAvailable(for purpose: String) -> Bool {
        Tool.isAvailable(path ?? program.candidates[0], for: "\(rawValue): \(purpose)")
    }
}
