/// How messages name rows and SQL names tables. Values other than keys, slugs and codes are never part of it.
enum RowName {
    /// `projects 10 (acme, website)`
    static func text(table: String, key: String?, client: String?, code: String? = nil) -> String {
        let details = [client, code].compactMap { $0 }.filter { !$0.isEmpty }
        let name = [table, key].compactMap { $0 }.joined(separator: " ")
        return details.isEmpty ? name : "\(name) (\(details.joined(separator: ", ")))"
    }

    static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
