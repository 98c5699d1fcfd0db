import Glibc

/// Writes a Swift file that holds text files as constants: `embed-files OUTPUT ROOT FILE…`.
///
/// Each file must be UTF-8 and lie below `ROOT`; its path in the constant is relative to it.
@main
struct EmbedFiles {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3 else { fail("usage: embed-files OUTPUT ROOT FILE...") }
        let root = arguments[2] + "/"
        var source = "/// Files of this module as they were at build time, sorted by path.\n"
        source += "enum EmbeddedFiles {\n    static let all: [(path: String, text: StaticString)] = [\n"
        for path in arguments.dropFirst(3).sorted() {
            guard path.hasPrefix(root) else { fail("\(path) is not below \(root)") }
            source += "        (\(literal(String(path.dropFirst(root.count)))), \(literal(read(path)))),\n"
        }
        source += "    ]\n}\n"
        guard let file = fopen(arguments[1], "w") else { fail("cannot write \(arguments[1])") }
        fputs(source, file)
        guard fclose(file) == 0 else { fail("cannot write \(arguments[1])") }
    }

    private static func read(_ path: String) -> String {
        guard let file = fopen(path, "r") else { fail("cannot read \(path)") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
            bytes += chunk[..<count]
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { fail("\(path) is not UTF-8") }
        return text
    }

    private static func literal(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case _ where scalar.value < 32: result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func fail(_ message: String) -> Never {
        let line = Array("embed-files: \(message)\n".utf8)
        _ = write(STDERR_FILENO, line, line.count)
        exit(1)
    }
}
