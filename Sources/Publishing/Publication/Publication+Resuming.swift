internal import Files

extension Publication {
    /// Finishes the publication that did not come to its end, by doing each of its steps once more.
    ///
    /// - Returns: its id and what it changed; nil where none was interrupted, or where not all that it needs is there any more:
    ///   then the next build's publication mends what it left.
    public static func resume(
        in folder: PortalFolder, configuration: Configuration, signer: ManifestSigner
    ) throws -> (id: String, outcome: Outcome)? {
        guard case .interrupted(let id) = try PublicationState(of: folder),
            let build = StagedBuild(id: id, in: folder)
        else { return nil }
        let publication = Publication(
            of: build, in: folder, configuration: configuration, signer: signer)
        do {
            return (id, try publication.run())
        } catch PublicationError.incomplete {
            return nil
        } catch let error as FileError where error.isMissing {
            return nil
        }
    }
}
