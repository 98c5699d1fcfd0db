/// A range of bytes in one of a library's sources.
struct Place: Hashable, Sendable {
    /// Index of the source in its library.
    var source: Int32
    var start: Int32
    var end: Int32

    static let none = Place(source: -1, start: 0, end: 0)

    /// From the start of this place to the end of another in the same source.
    func through(_ last: Place) -> Place { Place(source: source, start: start, end: max(end, last.end)) }
}
