/// The names of the fields of records, where they must be found by name at run time.
final class ShapeTable {
    struct Entry {
        let names: UnsafeMutablePointer<TextSlice>
        let count: Int
    }

    private(set) var entries: UnsafeMutablePointer<Entry>
    private(set) var count = 0
    private var capacity = 16
    /// Shapes from here on are made at run time, from JSON.
    static let dynamicBase = 1 << 20

    init(_ shapes: [Shape] = []) {
        entries = .allocate(capacity: 16)
        for shape in shapes { append(shape.fields.map(\.name)) }
    }

    deinit {
        for index in 0..<count {
            for field in 0..<entries[index].count { entries[index].names[field].deallocate() }
            entries[index].names.deallocate()
        }
        entries.deallocate()
    }

    /// Adds a shape and returns its index here.
    @discardableResult
    func append(_ names: [String]) -> Int {
        if count == capacity {
            let larger = UnsafeMutablePointer<Entry>.allocate(capacity: capacity * 2)
            larger.update(from: entries, count: count)
            entries.deallocate()
            entries = larger
            capacity *= 2
        }
        let slices = UnsafeMutablePointer<TextSlice>.allocate(capacity: max(names.count, 1))
        for (index, name) in names.enumerated() { slices[index] = TextSlice(name) }
        entries[count] = Entry(names: slices, count: names.count)
        count += 1
        return count - 1
    }
}
