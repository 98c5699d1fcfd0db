import Foundation
import TestSupport
import Testing

/// A small portal that signs what it publishes, and the folder of a target that knows its key.
final class DeliveredPortal {
    let portal: RetainedPortal
    private let scratch = TemporaryFolder()
    let key: String
    /// The target's folder.
    var target: URL { scratch.url.appending(path: "target") }
    var environment: [String: String] { Portal.environment.merging(["VITRINE_KEY_FILE": key]) { $1 } }

    /// Two clients and two users; `bob` reads both and `cora` nothing.
    init() throws {
        portal = try RetainedPortal(
            """
            insert into users (id, username, status) values (50, 'bob', 'active'), (51, 'cora', 'active');
            insert into memberships (user_id, client_id, role_id) values (50, 1, 'member'), (50, 2, 'member');

            """)
        key = scratch.path("portal.key")
        for user in ["bob", "cora"] { try #require(try portal.vitrine("user", "passwd", user).code == 0) }
        try #require(try Tool.run(Tool.program, ["key", "new", key]).code == 0)
        let configuration = try String(
            contentsOf: portal.root.appending(path: "vitrine.yaml"), encoding: .utf8)
        try portal.folder.write(configuration + "\npublic_key: \(publicKey())\n", to: "vitrine.yaml")
        try scratch.write("public_key: \(publicKey())\n", to: "target/target.yaml")
        try #require(try vitrine("build", "--publish").code == 0)
    }

    func publicKey() throws -> String {
        let text = try String(contentsOfFile: key + ".pub", encoding: .utf8)
        return String(try #require(text.split(separator: "\n").last))
    }

    @discardableResult
    func vitrine(_ arguments: String..., environment more: [String: String] = [:]) throws -> Tool.Outcome {
        try Tool.vitrine(arguments, in: portal.root, environment: environment.merging(more) { $1 })
    }

    /// Pages of both clients change, `bob` is out, `cora` is in, and there is a client more; published here.
    func change() throws {
        try portal.load(
            """
            update projects set name = 'Renamed' where code = 'website';
            update clients set name = 'Renamed Corp' where slug = 'hello-corp';
            update users set status = 'suspended' where username = 'bob';
            insert into memberships (user_id, client_id, role_id) values (51, 1, 'member'), (51, 2, 'member');
            insert into clients (slug, name, status) values ('zebra', 'Zebra', 'active');
            """)
        let outcome = try vitrine("build", "--publish")
        try #require(outcome.code == 0, "\(outcome)")
    }

    /// What a reader of some folder with `site/` and `access/` could find.
    struct Seen: Equatable {
        /// Files by edition.
        var editions: [String: [String: Data]] = [:]
        var readers: [String: Set<String>] = [:]

        init(_ root: URL) throws {
            guard FileManager.default.fileExists(atPath: root.path() + "/site") else { return }
            for (path, bytes) in try Portal.tree(root.appending(path: "site")) {
                editions[String(path.prefix { $0 != "/" }), default: [:]][path] = bytes
            }
            for (name, bytes) in try Portal.tree(root.appending(path: "access/credentials")) {
                readers[name] = Set(
                    String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
                        String($0.prefix { $0 != ":" })
                    })
            }
        }

        /// Whether every edition is one of `before` or of `after`, and nobody reads what he may not by both or by `after`.
        func isWhole(between before: Seen, and after: Seen) -> Bool {
            editions.allSatisfy { name, files in
                name == "assets" || files == before.editions[name] || files == after.editions[name]
            }
                && readers.allSatisfy { name, users in
                    users.isSubset(of: before.readers[name] ?? []) || users == after.readers[name]
                }
        }
    }

    /// What is published here.
    func published() throws -> Seen { try Seen(portal.root.appending(path: "output")) }

    /// Whether a target is sound by its own files and the key.
    func verify(_ target: URL) throws -> Tool.Outcome {
        try Tool.run(
            Tool.program, ["access", "verify", "--root", target.path(), "--public-key", publicKey()],
            environment: Portal.environment)
    }
}
