import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct FileDescriptorTests {
    let root = TemporaryFolder()

    /// Kernels without openat2 take the path apart; both ways must agree.
    @Test(arguments: [
        ("in/a/x", true), ("in/./a//x", true), ("in/a/link", false), ("in/link/x", false),
        ("in/a/../a/x", false),
        ("../x", false), ("/etc/hostname", false), ("in/a/x/", true), ("missing", false), ("in/a/x/y", false),
    ])
    func bothWaysOfOpeningAgree(_ path: String, _ isReached: Bool) throws {
        try root.write("x", to: "in/a/x")
        symlink("x", root.path("in/a/link"))
        symlink("a", root.path("in/link"))
        let folder = try FileDescriptor.open(root.path(""), O_RDONLY | O_DIRECTORY)
        let bySteps = try? folder.openBySteps(path, O_RDONLY, mode: 0, as: "open", name: path)
        #expect((bySteps != nil) == isReached)
        // What stays inside by going up first is refused only by the stricter of the two; a slash at the end of a file, too.
        if !path.contains("..") && !path.hasSuffix("/") {
            #expect(((try? folder.open(beneath: path, O_RDONLY, name: path)) != nil) == isReached)
        }
    }
}
