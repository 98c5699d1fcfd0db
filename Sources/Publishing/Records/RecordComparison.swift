internal import Diagnostics
internal import Files
internal import Slices

/// What became of the records of one edition since the list of an earlier snapshot.
///
/// Only records that the edition holds are told of, and of how one was, its state, dates and progress alone.
struct RecordComparison {
    /// The list of the same edition in the earlier snapshot, which began with the same first line.
    private let list: [UInt8]
    private let baseline: Baseline

    /// Nil where the earlier snapshot had no such edition, or one for other readers.
    init?(_ list: [UInt8]?, of baseline: Baseline, head: [UInt8]) {
        guard let list, list.starts(with: head) else { return nil }
        self.list = list
        self.baseline = baseline
    }

    /// The changes of today's records, record by record in byte order.
    func comparison(of lines: RecordLines) -> SliceComparison {
        var changes: [SliceComparison.Change] = []
        list.withUnsafeBytes { old in
            lines.buffer.withUnsafeBytes { new in
                var rest = old[lines.head.count...]
                for entry in lines.entries
                where entry.record.hasCode && !Self.silent.contains(entry.record.kind) {
                    let identity = new[entry.identity]
                    // Both lists are in byte order.
                    while let line = Self.line(rest), !line.starts(with: identity),
                        line.lexicographicallyPrecedes(identity)
                    {
                        rest = rest[line.endIndex...]
                    }
                    if let line = Self.line(rest), line.starts(with: identity) {
                        rest = rest[line.endIndex...]
                        if line.elementsEqual(new[entry.line]) { continue }
                        changes += self.changes(of: entry.record, from: line, to: new[entry.line])
                    } else {
                        changes.append(.init(of: entry.record, appeared(entry.record)))
                    }
                }
            }
        }
        return SliceComparison(since: baseline.asOf, changes: changes)
    }

    /// Of whom pages say nothing new: who works at the client.
    private static let silent: Set = ["people"]

    private static func line(_ rest: Slice) -> Slice? {
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        return rest[...end]
    }

    private typealias Slice = Swift.Slice<UnsafeRawBufferPointer>

    /// A record that the earlier list did not have.
    private func appeared(_ record: SliceRecord) -> SliceComparison.Change.Kind {
        guard let created = record.createdAt, created <= baseline.moment else { return .new }
        return .shared
    }

    private func changes(of record: SliceRecord, from old: Slice, to new: Slice) -> [SliceComparison.Change] {
        guard let before = RecordLine(old), let after = RecordLine(new) else { return [] }
        // A code that is used again: nothing is known of the record that has it now.
        guard before.createdAt == after.createdAt else { return [.init(of: record, appeared(record))] }
        var kinds: [SliceComparison.Change.Kind] = []
        if before.state?.key != after.state?.key {
            kinds.append(.state(from: before.state?.label, to: after.state?.label))
        }
        for (column, from, to) in RecordLine.movedMoments(from: before, to: after) {
            kinds.append(.moment(column: column, from: from, to: to))
        }
        if before.progress != after.progress {
            kinds.append(.progress(from: before.progress, to: after.progress))
        }
        if kinds.isEmpty, before.digest != after.digest { kinds.append(.changed) }
        return kinds.map { .init(of: record, $0) }
    }
}
