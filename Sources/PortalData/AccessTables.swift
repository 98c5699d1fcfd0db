internal import Slices

/// What editions hold of readers, grants and requests for access: names and days, made for those who may know them.
///
/// Rows are for the audience `owners` without a project limit; a user's own requests are for his own edition too, while he
/// has a recent one. The views `readers`, `permissions` and `requests` show them. No user name, address or hash is among
/// the columns, and a record is named only where the edition holds it.
enum AccessTables {
    /// Each after what it names, with the statement that reads it; see `SliceQuery` for the parameters.
    ///
    /// - Parameter records: the tables whose records have an audience of their own.
    static func all(records: [String]) -> [(table: SliceSchema.Table, sql: String)] {
        let names = records.map { "'\($0)'" }.joined(separator: ", ")
        return [
            (readers, readerRows), (granted, grantedRows),
            (requested, requestedRows(kinds: names)), (requestedRecords, requestedRecordRows),
        ]
    }

    /// The names of the tables.
    static let names: Set = ["reader_names", "granted_records", "requested_access", "requested_records"]

    /// Whether a row of `access_requests` makes an edition of its user's own on the day `?2` or `day`.
    static func isRecent(_ request: String, day: String = "?2") -> String {
        "(\(request).status = 'pending' or substr(\(request).decided_at, 1, 10) > date(\(day), '-30 days'))"
    }

    // MARK: Tables

    private static let readers = SliceSchema.Table(
        name: "reader_names",
        columns: [
            .init("name", .text), .init("role", .text), .init("since_on", .text), .init("until_on", .text),
        ], isExposed: false)

    private static let granted = SliceSchema.Table(
        name: "granted_records",
        columns: [
            .init("id", .integer, isOptional: false), .init("name", .text), .init("record_table", .text),
            .init("record_id", .integer), .init("level", .text), .init("until_on", .text),
        ], key: "id", isExposed: false, namesRecord: true)

    private static let requested = SliceSchema.Table(
        name: "requested_access",
        columns: [
            .init("id", .integer, isOptional: false), .init("is_own", .integer), .init("name", .text),
            .init("kind", .text), .init("resource", .text), .init("level", .text), .init("reason", .text),
            .init("status", .text), .init("asked_at", .text), .init("decided_at", .text),
            .init("answer", .text),
        ], key: "id", isExposed: false)

    private static let requestedRecords = SliceSchema.Table(
        name: "requested_records",
        columns: [
            .init("id", .integer, isOptional: false), .init("record_table", .text),
            .init("record_id", .integer),
        ], key: "id", isExposed: false, namesRecord: true)

    // MARK: Statements

    private static let isForOwners = "'owners' in \(EditionScope.audiences)"

    /// Users who may log in, and what they hold here today; as `ReadershipQuery` reckons for all clients at once.
    private static let present = """
        with recursive chain (membership_id, next_id, ends_on) as (
            select id, delegated_by_id, coalesce(valid_until_on, '9999-12-31') from memberships
            where client_id = ?1 and \(isForOwners) and (valid_from_on is null or valid_from_on <= ?2)
                and (valid_until_on is null or valid_until_on >= ?2)
            union
            select chain.membership_id, m.delegated_by_id, min(ends_on, coalesce(m.valid_until_on, '9999-12-31'))
            from chain join memberships as m on m.id = chain.next_id
            where (m.valid_from_on is null or m.valid_from_on <= ?2)
                and (m.valid_until_on is null or m.valid_until_on >= ?2)
        ), valid as (
            select m.id, m.user_id, m.role_id, roles.label, roles.is_limited_to_projects as is_limited,
                m.valid_from_on, chain.ends_on
            from chain join memberships as m on m.id = chain.membership_id join roles on roles.id = m.role_id
            where next_id is null
        ), present as (
            select users.id, coalesce(people.name, staff.name) as name, min(
                coalesce(date(users.expires_on, '-1 day'), '9999-12-31'),
                coalesce((select date(access_expires_on, '-1 day') from clients where id = ?1), '9999-12-31')
            ) as ends_on
            from users
            left join people on people.id = users.person_id
            left join staff on staff.id = users.staff_id
            where users.id in (select user_id from memberships where client_id = ?1
                    union select user_id from grants where client_id = ?1)
                and \(isForOwners) and users.status = 'active' and (users.expires_on is null or users.expires_on > ?2)
        ), held as (
            select g.*, present.name, present.ends_on from grants as g join present on present.id = g.user_id
            where g.client_id = ?1 and \(isForOwners) and (g.expires_on is null or g.expires_on > ?2)
                and (g.user_id in (select user_id from valid) or not exists (
                    select 1 from memberships where user_id = g.user_id and client_id = ?1))
        )
        """

    /// A membership that opens something: it has an audience of the client, and, where it is limited, a project that all
    /// limited ones of the user share. Who has none of these is a reader by his grants.
    private static let readerRows = """
        \(present), members as (
            select valid.user_id, present.name, valid.label as role, valid.valid_from_on as since_on,
                min(valid.ends_on, present.ends_on) as ends_on
            from valid join present on present.id = valid.user_id
            where exists (
                select 1 from audiences as a where a.client_id = ?1 and a.key <> 'internal' and (
                    a.key in (select audience from role_audiences where role_id = valid.role_id)
                    or a.key in (select audience from membership_audiences where membership_id = valid.id
                        and client_id = ?1 and (valid_from_on is null or valid_from_on <= ?2)
                        and (valid_until_on is null or valid_until_on >= ?2))))
                and (not valid.is_limited or exists (
                    select 1 from project_members as own where own.membership_id = valid.id and not exists (
                        select 1 from valid as other where other.user_id = valid.user_id and other.is_limited
                            and own.project_id not in (
                                select project_id from project_members where membership_id = other.id))))
        )
        select name, role, since_on, nullif(ends_on, '9999-12-31') from members
        union all
        select name, null, min(substr(created_at, 1, 10)),
            nullif(min(max(coalesce(date(expires_on, '-1 day'), '9999-12-31')), ends_on), '9999-12-31')
        from held where user_id not in (select user_id from members) group by user_id
        order by 1, 2, 3, 4
        """

    private static let grantedRows = """
        \(present)
        select id, name, record_table, record_id, level, date(expires_on, '-1 day') from held order by id
        """

    /// The requests of the edition, with `own`: those of the user whose edition it is.
    private static let asked = """
        with asked as (
            select r.*, r.user_id is ?3 and exists (
                select 1 from access_requests as recent where recent.user_id = ?3 and recent.client_id = ?1
                    and \(isRecent("recent"))) as is_own
            from access_requests as r where r.client_id = ?1
        )
        """

    /// What is asked for is said as the requester said it: to himself the kind of record too, which he named.
    private static func requestedRows(kinds: String) -> String {
        """
        \(asked)
        select asked.id, is_own, coalesce(people.name, staff.name),
            case when is_own and record_table in (\(kinds)) then record_table end,
            resource, level, reason, asked.status, asked_at, decided_at,
            (select answer from access_approvals where request_id = asked.id and client_id = ?1
                order by access_approvals.decided_at desc, id desc limit 1)
        from asked
        left join users on users.id = asked.user_id
        left join people on people.id = users.person_id
        left join staff on staff.id = users.staff_id
        where is_own or \(isForOwners)
        order by asked.id
        """
    }

    private static let requestedRecordRows = """
        \(asked)
        select id, record_table, record_id from asked
        where record_table is not null and (is_own or \(isForOwners)) order by id
        """
}
