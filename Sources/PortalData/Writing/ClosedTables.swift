public import Diagnostics

/// Tables that neither `add` and `set` nor an import writes: they have commands of their own that leave a trail, or are the
/// tool's alone.
public enum ClosedTables {
    private static let reasons: [String: String] = [
        "audit_log": "it is written by the tool alone",
        "access_log": "it is imported from the web server's log",
        "sync_runs": "imports write it", "sync_errors": "imports write it; use `vitrine sync`",
        "state_changes": "use `vitrine set-state`", "grants": "use `vitrine grant` and `vitrine revoke`",
        "access_requests": "use `vitrine request`", "access_approvals": "use `vitrine request`",
    ]

    /// Whether records may be written into a table of that name, if there is one.
    public static func allow(_ table: String) -> Bool {
        reasons[table] == nil && !SlicingRules.isInternal(table)
    }

    /// Says why a table is not there to be filled.
    public static func refusal(of table: String, in source: SourceSchema) -> Diagnostic {
        if let reason = reasons[table] { return Diagnostic("`\(table)` is not filled by hand", hint: reason) }
        let open = source.tables.map(\.name).filter(allow)
        return Diagnostic("there is no table `\(table)`", hint: didYouMean(table, in: open))
    }
}
