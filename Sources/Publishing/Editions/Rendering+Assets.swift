internal import Access
internal import Files
internal import Site

extension Rendering {
    /// Writes the theme's assets where they wait.
    func write(_ assets: ThemeAssets) throws -> [PublishedFile] {
        let folder = try Folder.create(path: work.assets)
        return try assets.all.map { asset in
            let name = try RelativePath(checking: asset.publishedName)
            try folder.write(asset.bytes, to: name)
            return PublishedFile(
                path: try RelativePath(checking: "assets/" + asset.publishedName),
                digest: Digest(of: asset.bytes), size: asset.bytes.count)
        }
    }

    /// Adds published assets to those of the theme: what published pages name stays until the theme changes once more, for
    /// whoever has one open, and for editions that stay as they are.
    func keepAssets(_ result: inout Result) throws {
        let theme = result.assets
        let before = try PublishedFile.pageAssets(in: folder)
        // Where the theme was not looked at, it is that of before.
        let isSame = theme.isEmpty || PublishedFile.joined(theme) == before
        let kept = try isSame ? PublishedFile.assets(in: folder) : before
        let isPartial = options.clients != nil || !result.outcome.heldBack.isEmpty
        result.pageAssets = PublishedFile.joined(theme, theme.isEmpty || isPartial ? before : [])
        result.assets = PublishedFile.joined(
            theme, kept.filter { FileSystem.kind(folder.site + "/" + $0.path.text) == .file })
    }
}
