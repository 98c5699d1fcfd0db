internal import Files

/// Where it is written what happened to a record.
///
/// Each gives a time, an actor and a text, and some the columns that changed, before and after, as JSON. Parameters: ?1 the
/// row's key, ?2 its table, ?3 its name, ?4 the client's slug.
enum HistoryQueries {
    struct Query {
        /// Nil for records of every table.
        let tables: Set<String>?
        let sql: String

        init(of tables: Set<String>? = nil, _ sql: String) {
            self.tables = tables
            self.sql = sql
        }
    }

    static let ofRecord: [Query] =
        changes + states + [
            Query(
                of: ["deliverables"],
                """
                select decided_at, people.name, 'decision: ' || replace(decision, '_', ' ')
                from deliverable_approvals left join people on people.id = decided_by_id
                where deliverable_id = ?1 order by decided_at, deliverable_approvals.id
                """),
            Query(
                of: ["documents"],
                """
                select uploaded_at, staff.name, 'version ' || number || ', now ' || state
                from document_versions left join staff on staff.id = uploaded_by_id
                where document_id = ?1 order by number
                """),
            Query(
                """
                select grants.created_at, staff.name, 'granted to ' || users.username || ' (' || level || ')'
                    || coalesce(', until before ' || grants.expires_on, '')
                from grants join users on users.id = user_id left join staff on staff.id = granted_by_id
                where record_id = ?1 and record_table = ?2 order by grants.id
                """),
            Query(
                """
                select asked_at, users.username, 'asked for access, now ' || access_requests.status
                from access_requests join users on users.id = user_id
                where record_id = ?1 and record_table = ?2 order by access_requests.id
                """),
            Query(
                """
                select access_approvals.decided_at, users.username, 'request of ' || asker.username || ': ' || decision
                from access_approvals
                join access_requests on access_requests.id = request_id
                join users as asker on asker.id = access_requests.user_id
                left join users on users.id = approver_id
                where record_id = ?1 and record_table = ?2 order by access_approvals.id
                """),
            Query(
                """
                select max(accessed_at), users.username, 'read ' || count(*) || ' times since ' || min(accessed_at)
                from access_log left join users on users.id = user_id
                where record_id = ?1 and record_table = ?2 and access_log.status between 200 and 299
                group by user_id order by 1, 2
                """),
        ]

    static let ofUser: [Query] =
        changes + [
            Query(
                "select last_invited_at, null, 'invited' from users where id = ?1 and last_invited_at is not null"
            ),
            Query(
                """
                select grants.created_at, staff.name, 'was granted ' || record_table || ' ' || record_id || ' of '
                    || clients.slug || ' (' || level || ')' || coalesce(', until before ' || grants.expires_on, '')
                from grants join clients on clients.id = client_id left join staff on staff.id = granted_by_id
                where user_id = ?1 order by grants.id
                """),
            Query(
                """
                select asked_at, null, 'asked for ' || coalesce(record_table || ' ' || record_id, 'something else')
                    || ' of ' || clients.slug || ', now ' || access_requests.status
                from access_requests join clients on clients.id = client_id
                where user_id = ?1 order by access_requests.id
                """),
            Query(
                """
                select access_approvals.decided_at, null, decision || ' the request of ' || asker.username
                from access_approvals
                join access_requests on access_requests.id = request_id
                join users as asker on asker.id = access_requests.user_id
                where approver_id = ?1 order by access_approvals.id
                """),
            Query(
                """
                select max(accessed_at), null, 'read ' || count(*) || ' pages of ' || coalesce(clients.slug, 'no client')
                    || ' since ' || min(accessed_at)
                from access_log left join clients on clients.id = client_id
                where user_id = ?1 and access_log.status between 200 and 299 group by client_id order by 1, 3
                """),
        ]

    /// What an audit row says, or that it was erased.
    private static let action = """
        action || iif(before_json is null and after_json is null
            and content_sha256 <> '\(AuditContent(before: nil, after: nil).digest.hex)', ', what it said was erased', '')
        """

    /// What is left of a record that is gone. ?1 its table, ?2 its name, ?3 the client's slug, ?4 its digest.
    static let ofGone = """
        select done_at, actor, \(action), before_json, after_json from audit_log
        where table_name = ?1 and ((record = ?2 and (client is null or client is ?3)) or record = ?4) order by id
        """

    /// The audit log, and what waits to become part of it.
    private static let changes = [
        Query(
            """
            select done_at, actor, \(action), before_json, after_json from audit_log
            where table_name = ?2 and record = ?3 and (client is null or client is ?4) and ?1 is not null order by id
            """),
        Query(
            """
            select max(changed_at), 'sql', action || ' of ' || replace(group_concat(distinct column_name), ',', ', ')
            from (select changed_at, action, column_name from internal_changes
                where table_name = ?2 and record = ?3 and ?1 is not null
                    and (client_id is null or client_id is (select id from clients where slug = ?4)) order by id)
            group by changed_at, action order by 1
            """),
    ]

    /// Moves along the workflow; each table has a column of its own in `state_changes`.
    private static let states = [
        ("projects", "project_id"), ("deliverables", "deliverable_id"), ("requests_for_client", "request_id"),
        ("request_items", "request_item_id"), ("tickets", "ticket_id"),
    ].map { table, column in
        Query(
            of: [table],
            """
            select changed_at, coalesce(people.name, staff.name), 'state: ' || old.internal_label || ' to '
                || new.internal_label || coalesce(' (' || reason || ')', '')
            from state_changes
            join workflow_states as old on old.id = from_state_id
            join workflow_states as new on new.id = to_state_id
            left join staff on staff.id = changed_by_id
            left join people on people.id = changed_by_person_id
            where \(column) = ?1 order by state_changes.id
            """)
    }
}
