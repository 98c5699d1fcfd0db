/// Why a template cannot be read; becomes a `Diagnostic` with its excerpt.
struct SyntaxError: Error {
    let message: String
    let place: Place
    let hint: String?

    init(_ message: String, at place: Place, hint: String? = nil) {
        self.message = message
        self.place = place
        self.hint = hint
    }
}
