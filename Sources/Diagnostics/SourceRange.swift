/// A place in a text: one line and the columns that matter on it.
public struct SourceRange: Hashable, Sendable {
    /// Counted from 1.
    public var line: Int
    /// Counted from 1 in Unicode scalars; empty marks a point.
    public var columns: Range<Int>

    /// A range on one line; both counts begin at 1.
    public init(line: Int, columns: Range<Int>) {
        self.line = line
        self.columns = columns
    }

    /// A single column on a line.
    public init(line: Int, column: Int) {
        self.init(line: line, columns: column..<column + 1)
    }
}
