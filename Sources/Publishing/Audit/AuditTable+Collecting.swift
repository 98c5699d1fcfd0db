internal import Files
internal import PortalData
internal import Site

extension AuditTable {
    /// Makes the table of a portal: what its distinctive columns hold, without what is public by design.
    ///
    /// Public are the agency's own words (its people, services, workflows), what `vitrine.yaml` shows on every page or allows, and
    /// the words of the built-in theme.
    static func collect(from portal: FrozenPortal, _ configuration: Configuration) throws -> [UInt8] {
        var builder = AuditTableBuilder()
        let columns = portal.distinctiveColumns
        let text = AuditText()
        try portal.forEachDistinctiveValue { value in
            // What is longer has no escape that matters before its part that counts is over.
            let beginning = UnsafeRawBufferPointer(rebasing: value.bytes.prefix(1024))
            text.decode(beginning)
            guard let part = AuditValue(text.bytes, kind: columns[value.column].kind) else { return }
            let owner =
                switch value.owner {
                case .client(let number): number
                case .nobody: nobody
                case .everybody: everybody
                }
            builder.add(part.bytes, isCut: part.isCut, owner: owner, column: value.column, row: value.row)
        }
        let identity = configuration.identity
        for own in [identity.title, identity.agency, identity.contact] + configuration.audit.allowed {
            var own = own
            own.withUTF8 { text.decode(UnsafeRawBufferPointer($0)) }
            guard let part = AuditValue(text.bytes, kind: .identity) else { continue }
            builder.add(part.bytes, isCut: part.isCut, owner: everybody, column: 0, row: 0)
        }
        var table = builder.table()
        clear(&table, of: Theme.builtInTexts, text)
        return table
    }

    /// Makes every value that stands in one of some texts everybody's.
    private static func clear(_ table: inout [UInt8], of texts: [[UInt8]], _ text: AuditText) {
        var found: Set<Int> = []
        table.withUnsafeBytes { bytes in
            guard let table = AuditTable(bytes) else { return }
            let scanner = AuditScanner(table: table)
            for bytes in texts {
                bytes.withUnsafeBytes { text.decode($0) }
                scanner.scan(text.bytes) { index, _ in found.insert(index) }
            }
        }
        table.withUnsafeMutableBytes { bytes in
            guard let start = AuditTable(UnsafeRawBufferPointer(bytes))?.entriesOffset else { return }
            for index in found {
                let offset =
                    start + index * MemoryLayout<Entry>.stride
                    + (MemoryLayout<Entry>.offset(of: \.owner) ?? 8)
                bytes.storeBytes(of: everybody, toByteOffset: offset, as: Int64.self)
            }
        }
    }
}
