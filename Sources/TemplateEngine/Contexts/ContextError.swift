/// Why a text or a value cannot stand where it stands.
struct ContextError: Error {
    let message: String
    let hint: String?
    /// In the text that was read, in bytes.
    var offset = 0
}
