public import TemplateEngine

/// What an edition is rendered from: its slice's values and the few facts of the site that every page shows.
public struct EditionInput {
    /// Facts that are the same in every edition.
    public struct Identity: Hashable, Sendable {
        /// The portal's name.
        public let title: String
        /// The agency's name.
        public let agency: String
        /// Whom to ask, an e-mail address.
        public let contact: String
        /// Where the document root is published; ends in `/`.
        public let baseURL: String

        /// Facts of the site.
        public init(title: String, agency: String, contact: String, baseURL: String) {
            self.title = title
            self.agency = agency
            self.contact = contact
            self.baseURL = baseURL
        }
    }

    /// The edition's folder.
    public let name: String
    /// Facts of the site.
    public let identity: Identity
    /// The date of the data, in days since 1970.
    public let asOf: Int64
    /// The slice's globals, in the order of its vocabulary; valid while `arena` is.
    public let values: [Value]
    /// Memory that lives as long as the edition is rendered.
    public let arena: Arena

    /// The client's texts as they were rendered before; those that are new are added.
    public let texts: RenderedTexts

    /// The size in bytes of a file of the content folder, by its path there; nil where there is none.
    public let fileSize: (String) -> Int?

    /// An edition's data.
    public init(
        name: String, identity: Identity, asOf: Int64, values: [Value], arena: Arena,
        texts: RenderedTexts, fileSize: @escaping (String) -> Int?
    ) {
        self.name = name
        self.identity = identity
        self.asOf = asOf
        self.values = values
        self.arena = arena
        self.texts = texts
        self.fileSize = fileSize
    }
}
