import Testing

@testable import Publishing

@Suite struct MessageTests {
    static let messages = [
        Message(), Message(""), Message("acme"), Message("a\nb", "\u{0}", "ü🙂", ""),
        Message(fields: [[UInt8](repeating: 255, count: 70_000), []]),
    ]

    @Test(arguments: messages)
    func aMessageIsReadBackHoweverItArrives(message: Message) {
        for step in [1, 3, 65_536] {
            var buffer = MessageBuffer()
            let bytes = message.encoded + message.encoded
            var read: [Message] = []
            for start in stride(from: 0, to: bytes.count, by: step) {
                buffer.append(bytes[start..<min(start + step, bytes.count)])
                while let next = buffer.next() { read.append(next) }
            }
            #expect(read == [message, message])
            #expect(!buffer.isPartial)
        }
    }

    @Test func aMessageThatHasNotEndedIsPartial() {
        var buffer = MessageBuffer()
        buffer.append(Message("acme").encoded.dropLast())
        #expect(buffer.next() == nil)
        #expect(buffer.isPartial)
    }

    @Test func fieldsAreAskedByPosition() {
        let message = Message("acme", "12")
        #expect(message.text(0) == "acme")
        #expect(message.number(1) == 12)
        #expect(message.number(0) == nil)
        #expect(message.text(2) == "")
    }
}
