// swift-tools-version: 6.3
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A module of ours and its tests, on the floor above what it depends on.
func module(
    _ name: String, _ dependencies: [Target.Dependency], plugins: [Target.PluginUsage] = [],
    testing: [Target.Dependency] = []
) -> [Target] {
    [
        .target(name: name, dependencies: dependencies, swiftSettings: strict, plugins: plugins),
        .testTarget(
            name: name + "Tests",
            dependencies: [.byName(name: name), "TestSupport"] + dependencies + testing,
            exclude: [], swiftSettings: strict),
    ]
}

// Floor 0: Debian's C libraries. Exactly one module of ours imports each.
let system: [Target] = [
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(
        name: "CCMarkGFM", pkgConfig: "libcmark-gfm",
        providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CCrypt", pkgConfig: "libcrypt", providers: [.apt(["libcrypt-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CMagic", pkgConfig: "libmagic", providers: [.apt(["libmagic-dev"])]),
    .systemLibrary(
        name: "CMicroHTTPD", pkgConfig: "libmicrohttpd", providers: [.apt(["libmicrohttpd-dev"])]),
    .systemLibrary(name: "CLinux"),
]

// Floor 1: knows nothing of portals.
let ground = [
    module("Diagnostics", []),
    module("JSON", []),
    module("Files", ["CCrypto", "CLinux", "CMagic"]),
]

// Floor 2: one technique each.
let techniques = [
    module("SQLite", ["CSQLite", "Files"]),
    module("YAML", ["CYAML", "Diagnostics"]),
    module("Markdown", ["CCMarkGFM"]),
    module("TemplateEngine", ["Diagnostics", "JSON"]),
]

// Floor 3: what an edition holds, and who may read it.
let borders = [
    module("Slices", ["Diagnostics", "SQLite", "TemplateEngine"]),
    module(
        "Access", ["CCrypt", "CCurl", "CSodium", "Diagnostics", "Files", "JSON"],
        testing: ["LiveServers"]),
]

// Floor 4: the source on one side, the pages on the other; neither imports the other.
let halves = [
    module(
        "PortalData", ["Diagnostics", "JSON", "Files", "SQLite", "YAML", "Slices"],
        plugins: ["EmbedFiles"], testing: ["TemplateEngine", "GeneratedWorlds"]),
    module(
        "Site",
        ["Diagnostics", "Files", "JSON", "YAML", "Markdown", "TemplateEngine", "Slices"],
        plugins: ["EmbedFiles"]),
]

// Floor 5 and 6: the pipeline, what fills the database from files, and their command line.
let top: [Target] =
    module(
        "Import",
        [
            "Diagnostics", "Files", "JSON", "Markdown", "SQLite", "YAML", "TemplateEngine", "Slices",
            "PortalData",
        ])
    + module(
        "Publishing",
        [
            "Diagnostics", "Files", "JSON", "YAML", "Markdown", "TemplateEngine", "Slices", "Access",
            "PortalData",
            "Site",
        ])
    + module("Preview", ["CMicroHTTPD", "Access", "Files"])
    + [
        .executableTarget(
            name: "vitrine",
            dependencies: [
                "Diagnostics", "JSON", "Files", "TemplateEngine", "Slices", "Access", "PortalData", "Import",
                "Publishing", "Preview",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "vitrineTests",
            dependencies: [
                "vitrine", "Access", "GeneratedWorlds", "LiveServers", "SQLite", "TestSupport", "YAML",
            ],
            exclude: ["Golden"], swiftSettings: strict),
    ]

// Beside the floors: what several tests need, of nothing but the machine. No product has it.
let support: [Target] = [
    .target(
        name: "TestSupport", path: "Tests/TestSupport", exclude: ["canaries.csv"], swiftSettings: strict),
    // Real web servers on loopback with the generated files.
    .target(
        name: "LiveServers", dependencies: ["Access", "TestSupport"], path: "Tests/LiveServers",
        swiftSettings: strict),
    // Portal databases made at random, and who may read what in them.
    .target(
        name: "GeneratedWorlds", dependencies: ["SQLite", "TestSupport"], path: "Tests/GeneratedWorlds",
        swiftSettings: strict),
]

// Each measures one part from inside, for `make bench`.
let measuring: [Target] = [
    .executableTarget(
        name: "bench-engine",
        dependencies: ["Diagnostics", "JSON", "PortalData", "Site", "Slices", "TemplateEngine"],
        swiftSettings: strict),
    .executableTarget(
        name: "bench-slices", dependencies: ["PortalData", "SQLite", "Slices"], swiftSettings: strict),
]

// At build time: folders of text (SQL, the theme) become constants of their module.
let embedding: [Target] = [
    .executableTarget(name: "embed-files", swiftSettings: strict),
    .plugin(name: "EmbedFiles", capability: .buildTool(), dependencies: ["embed-files"]),
]

let package = Package(
    name: "vitrine",
    products: [.executable(name: "vitrine", targets: ["vitrine"])],
    targets: system + (ground + techniques + borders + halves).flatMap { $0 } + top + support + measuring
        + embedding
)
