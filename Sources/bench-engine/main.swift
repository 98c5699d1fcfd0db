internal import Glibc

// Measures the template engine from inside; `bench/engine` runs it beside other engines. One line of JSON comes out.
do {
    switch CommandLine.arguments.dropFirst().first {
    case "render": try PageBenchmark(readLine() ?? "").run(pages: count(2))
    case "theme": try ThemeBenchmark.run(times: count(2))
    default: fail("usage: bench-engine render PAGES < REQUEST | bench-engine theme TIMES")
    }
} catch { fail("\(error)") }

func count(_ position: Int) -> Int {
    guard CommandLine.arguments.count > position, let number = Int(CommandLine.arguments[position]),
        number > 0
    else { fail("a positive number is missing") }
    return number
}

func fail(_ message: String) -> Never {
    _ = (message + "\n").withCString { write(STDERR_FILENO, $0, strlen($0)) }
    exit(2)
}
