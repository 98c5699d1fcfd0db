internal import Access
internal import Diagnostics
internal import Files
internal import YAML

/// What the operator of a target says of it, in `target.yaml` of its folder: nothing that is brought there can change it.
struct TargetSettings {
    /// Whose signature what is brought must have; nil where the operator asks for none.
    let key: VerifyingKey?
    /// How the web server there is told of what changed.
    let hooks: PublishHooks

    /// Reads the file.
    ///
    /// - Throws: `DiagnosticList` with everything that is wrong in it, or where there is none.
    init(of target: PortalFolder) throws {
        guard let bytes = try FileSystem.readIfThere(target.targetSettings) else {
            throw DiagnosticList([
                Diagnostic(
                    "this is no target: nobody has said whose snapshots may be published here",
                    file: "target.yaml", hint: "`public_key: RWQ…`, or `public_key: none` for any")
            ])
        }
        let document = try YAMLDocument(YAMLSource(bytes, file: "target.yaml"))
        let reader = YAMLReader(document.source)
        let root = reader.mapping(document.root, name: "the target")
        let text = root.string("public_key", required: true) ?? "none"
        key = text == "none" ? nil : try? VerifyingKey(text)
        if text != "none", key == nil {
            root.report(
                "`public_key` is no key", at: "public_key",
                hint: "the last line of the file that `vitrine key new` made, or `none`")
        }
        hooks =
            root.mapping("publish").map { PublishHooks($0, servers: ServerSettings(), host: "") }
            ?? PublishHooks()
        try reader.finish()
    }
}
