/// What may leave the database, by name: the part of the rules that no schema can tell.
enum SlicingRules {
    /// Tables that are copied because a row names them, and their columns that may be read. Parents first.
    static let lookups: [(table: String, columns: [String])] = [
        ("workflows", ["id", "label", "table_name"]),
        (
            "workflow_states",
            [
                "id", "workflow_id", "position", "client_label", "category", "owner", "max_days",
                "is_client_editable",
            ]
        ),
        ("staff", ["id", "code", "position", "name", "title", "email", "phone", "photo", "booking_url"]),
        ("services", ["id", "code", "position", "name", "description_md"]),
        ("document_types", ["id", "position", "label"]),
    ]

    /// Logins, grants, and what only the agency reads.
    static let neverCopied: Set = [
        "users", "roles", "memberships", "membership_audiences", "project_members", "grants",
        "role_audiences",
        "audiences", "workflow_transitions", "access_requests", "access_approvals", "consents", "audit_log",
        "access_log", "companies", "contacts", "deals", "activities", "integrations", "integration_tables",
        "sync_runs", "sync_errors", "notification_rules", "notification_preferences", "retention_policies",
        "retention_rules", "schema_columns",
    ]

    /// Columns of tables that are copied which are the agency's own business.
    static let hiddenColumns: [String: Set<String>] = [
        "clients": [
            "status", "access_expires_on", "networks_json", "is_second_factor_required", "offboarded_on",
            "is_legal_hold",
        ],
        // The same in every row that is copied.
        "messages": ["is_internal"],
        "time_entries": ["is_published"],
    ]

    /// Conditions beyond client, audience and window.
    static let conditions: [String: String] = [
        "document_versions": "state in ('current', 'superseded')",
        "invoices": "state <> 'draft'",
        "messages": "is_internal = 0",
        "time_entries": "is_published = 1",
    ]

    /// Columns that hold a file, null in the slice unless the record may be downloaded.
    static let fileColumns: Set = ["file", "storage_url"]

    /// People are named by other records and may be invisible themselves: then the name is missing, not the record.
    static let optionalTargets: Set = ["people"]

    /// Names that the slice uses for tables of its own.
    static let ownTables = AccessTables.names.union([
        "moment", "notes", "sync_sources", "baselines", "changes",
    ])

    /// SQLite does not tell `Internal_notes` from `internal_notes`, so neither is copied.
    static func isInternal(_ name: String) -> Bool {
        let name = name.lowercased()
        return name.hasPrefix("internal_") || name == "internal"
    }

    /// Whether a column is a number that the database gives a row: nobody writes it.
    static func isOwnKey(_ column: SourceSchema.Column, of table: SourceSchema.Table) -> Bool {
        column.name == table.key && column.type == "INTEGER"
    }
}
