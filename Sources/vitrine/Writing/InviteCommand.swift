internal import Diagnostics
internal import Files
internal import PortalData
internal import Publishing

/// `vitrine invite`: the message that tells a user where his portal is.
enum InviteCommand {
    static let command = Command(
        "invite", operands: "USER", count: 1...1, summary: "Write the message that invites a user",
        details: """
            An RFC 5322 message for `sendmail -t`, with the address of the user's portal, his name and whom to ask, in English,
            German or French as the client's locale is. The password is not in it: tell it another way.

                vitrine invite pat | sendmail -t
            """,
        options: [.init("out", "FILE", "write it there instead of to standard output"), Author.option]
    ) { invocation in
        let inviter = try Configuration(of: PortalFolder(root: invocation.folder)).inviter
        let message = try invocation.changing { writer in
            try writer.invitation(for: invocation.operands[0], from: inviter)
        }
        guard let name = invocation.options["out"] else {
            Terminal.put(message, on: 1)
            return .done
        }
        try AtomicWrite.write(
            message, to: name.hasPrefix("/") ? name : invocation.folder + "/" + name, mode: 0o600)
        return Terminal.say("wrote \(name)")
    }
}
