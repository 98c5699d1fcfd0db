internal import Diagnostics
internal import Files
internal import SQLite

/// Checks what makes a client's portal look and speak as it should: brand, locale, time zone.
struct ClientCheck {
    let database: Connection
    let clients: [Client]

    func findings() throws(SQLiteError) -> [Finding] {
        var result: [Finding] = []
        for client in clients {
            func add(_ message: String, _ hint: String) {
                result.append(Finding(Diagnostic(message, row: client.row, hint: hint), client: client.slug))
            }
            if !Self.isTimeZone(client.timeZone) {
                add(
                    "`clients.time_zone` is no time zone of this machine",
                    "write an IANA name, as Europe/Berlin")
            }
            if !Self.isLocale(client.locale) {
                add("`clients.locale` is not a language", "write `de`, or `de-CH` with a region")
            }
        }
        for column in ["color_primary", "color_accent"] { result += try colours(column) }
        return result
    }

    private func colours(_ column: String) throws(SQLiteError) -> [Finding] {
        let digit = "[0-9A-Fa-f]"
        let pattern = "#" + String(repeating: digit, count: 6)
        let rows = try database.prepare(
            "select id, slug from clients where \(column) is not null and \(column) not glob '\(pattern)' order by id",
            isLongLived: false)
        var result: [Finding] = []
        while try rows.step() {
            let slug = rows.text(at: 1)
            result.append(
                Finding(
                    Diagnostic(
                        "`clients.\(column)` is not a colour",
                        row: RowName.text(table: "clients", key: rows.text(at: 0), client: slug),
                        hint: "write `#` and six hexadecimal digits, as #1A5FB4"),
                    client: slug))
        }
        return result
    }

    static func isTimeZone(_ name: String) -> Bool {
        if name == "UTC" { return true }
        let isPath = name.utf8.allSatisfy { byte in
            (65...90).contains(byte) || (97...122).contains(byte) || (48...57).contains(byte)
                || [0x2b, 0x2d, 0x2f, 0x5f].contains(byte)
        }
        guard isPath, !name.isEmpty, !name.hasPrefix("/") else { return false }
        // Some names are links to others there.
        guard let kind = FileSystem.kind("/usr/share/zoneinfo/\(name)") else { return false }
        return kind == .file || kind == .link
    }

    static func isLocale(_ name: String) -> Bool {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard let language = parts.first, (2...3).contains(language.utf8.count), parts.count <= 2 else {
            return false
        }
        guard language.utf8.allSatisfy({ (97...122).contains($0) }) else { return false }
        return parts.count == 1
            || (parts[1].utf8.count == 2 && parts[1].utf8.allSatisfy { (65...90).contains($0) })
    }
}
