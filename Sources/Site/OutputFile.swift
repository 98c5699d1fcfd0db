/// One file of an edition, as the renderer hands it on to be written.
public struct OutputFile {
    /// Where its bytes come from.
    public enum Content {
        /// Made here; the bytes are valid until the call that receives them returns.
        case bytes(UnsafeRawBufferPointer)
        /// A file of the content folder, by its path in it (`acme/files/plan.pdf`), copied as it is.
        case contentFile(String)
    }

    /// Below the edition's folder.
    public let path: String
    /// Its bytes.
    public let content: Content
    /// The record that it shows, as `projects/website`; nil where it shows many.
    public let record: String?
}
