-- What was said: threads, tickets, meetings. A message that is internal is never copied, nor is what hangs on it.

create table threads ( -- A conversation about one thing.
    -- listed by: updated_at desc, id desc
    id integer primary key,
    client_id integer not null references clients (id),
    code text not null
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    project_id integer, -- null: about the client as a whole
    subject text not null check (trim(subject) <> ''),
    state text not null default 'open' check (state in ('open', 'closed')),
    audience text not null default 'internal',
    publish_on text check (date(publish_on, '+0 days') is publish_on),
    expires_on text check (date(expires_on, '+0 days') is expires_on and (expires_on > publish_on) is not 0),
    internal_notes_md text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days') is updated_at),
    unique (client_id, code),
    unique (id, client_id),
    foreign key (project_id, client_id) references projects (id, client_id),
    foreign key (client_id, audience) references audiences (client_id, key)
) strict;
create index threads_project on threads (project_id, client_id);

create table messages ( -- One message of a thread.
    -- listed by: thread_id, sent_at, id
    id integer primary key,
    client_id integer not null,
    thread_id integer not null,
    reply_to_id integer, -- the message that it answers
    staff_id integer references staff (id), -- who wrote it, at the agency
    person_id integer, -- who wrote it, at the client
    body_md text not null check (trim(body_md) <> ''),
    sent_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', sent_at, '+0 days') is sent_at),
    is_internal integer not null default 0 check (is_internal in (0, 1)), -- between colleagues; never copied
    unique (id, client_id),
    check (staff_id is null or person_id is null),
    check (is_internal = 0 or person_id is null),
    check (reply_to_id <> id),
    foreign key (thread_id, client_id) references threads (id, client_id),
    foreign key (reply_to_id, client_id) references messages (id, client_id),
    foreign key (person_id, client_id) references people (id, client_id)
) strict;
create index messages_thread on messages (thread_id, client_id);
create index messages_reply_to on messages (reply_to_id, client_id);
create index messages_person on messages (person_id, client_id);

create table message_attachments ( -- A version of a document that a message brought.
    -- listed by: message_id, position, id
    id integer primary key,
    client_id integer not null,
    message_id integer not null,
    document_version_id integer not null,
    position integer not null default 0,
    unique (id, client_id),
    unique (message_id, document_version_id),
    foreign key (message_id, client_id) references messages (id, client_id),
    foreign key (document_version_id, client_id) references document_versions (id, client_id)
) strict;
create index message_attachments_message on message_attachments (message_id, client_id);
create index message_attachments_document_version on message_attachments (document_version_id, client_id);

create table tickets ( -- A question or a fault that the client reported.
    -- listed by: number desc
    id integer primary key,
    client_id integer not null references clients (id),
    code text not null
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    project_id integer, -- null: about the client as a whole
    thread_id integer, -- where it is talked about
    number integer not null check (number > 0), -- as both sides say it
    title text not null check (trim(title) <> ''),
    description_md text,
    kind text not null default 'question' check (kind in ('question', 'fault', 'wish', 'access')),
    priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
    state_id text not null default 'ticket.new' references workflow_states (id), -- moves along the workflow
    requester_id integer, -- the person at the client
    assignee_id integer references staff (id),
    opened_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', opened_at, '+0 days') is opened_at),
    due_on text check (date(due_on, '+0 days') is due_on),
    first_response_at text
        check (strftime('%Y-%m-%dT%H:%M:%SZ', first_response_at, '+0 days') is first_response_at),
    resolved_at text
        check (strftime('%Y-%m-%dT%H:%M:%SZ', resolved_at, '+0 days') is resolved_at),
    audience text not null default 'internal',
    publish_on text check (date(publish_on, '+0 days') is publish_on),
    expires_on text check (date(expires_on, '+0 days') is expires_on and (expires_on > publish_on) is not 0),
    internal_notes_md text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days') is updated_at),
    unique (client_id, code),
    unique (id, client_id),
    unique (client_id, number),
    check ((first_response_at >= opened_at) is not 0 and (resolved_at >= opened_at) is not 0),
    foreign key (project_id, client_id) references projects (id, client_id),
    foreign key (thread_id, client_id) references threads (id, client_id),
    foreign key (requester_id, client_id) references people (id, client_id),
    foreign key (client_id, audience) references audiences (client_id, key)
) strict;
create index tickets_project on tickets (project_id, client_id);
create index tickets_thread on tickets (thread_id, client_id);
create index tickets_requester on tickets (requester_id, client_id);
create index tickets_state on tickets (state_id);

create table meetings ( -- An appointment, with what was to be talked about and what was said.
    -- listed by: starts_at desc, id desc
    id integer primary key,
    client_id integer not null references clients (id),
    code text not null
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    project_id integer, -- null: about the client as a whole
    title text not null check (trim(title) <> ''),
    starts_at text not null
        check (strftime('%Y-%m-%dT%H:%M:%SZ', starts_at, '+0 days') is starts_at),
    ends_at text not null
        check (strftime('%Y-%m-%dT%H:%M:%SZ', ends_at, '+0 days') is ends_at and ends_at > starts_at),
    time_zone text -- IANA name; null: the client's
        check (time_zone = 'UTC' or (time_zone glob '[A-Z]*/[A-Z]*' and time_zone not glob '*[^A-Za-z0-9_/+-]*')),
    place text,
    join_url text check (join_url glob 'https://?*'),
    status text not null default 'confirmed' check (status in ('tentative', 'confirmed', 'cancelled')),
    sequence integer not null default 0 check (sequence >= 0), -- counts changes, so that calendars notice
    organizer_id integer references staff (id),
    agenda_md text,
    minutes_md text, -- what was said
    audience text not null default 'internal',
    publish_on text check (date(publish_on, '+0 days') is publish_on),
    expires_on text check (date(expires_on, '+0 days') is expires_on and (expires_on > publish_on) is not 0),
    internal_notes_md text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days') is updated_at),
    unique (client_id, code),
    unique (id, client_id),
    foreign key (project_id, client_id) references projects (id, client_id),
    foreign key (client_id, audience) references audiences (client_id, key)
) strict;
create index meetings_project on meetings (project_id, client_id);

create table meeting_attendees ( -- Who is invited to a meeting.
    -- listed by: meeting_id, id
    id integer primary key,
    client_id integer not null,
    meeting_id integer not null,
    staff_id integer references staff (id), -- one of the agency
    person_id integer, -- or one at the client
    name text check (trim(name) <> ''), -- or somebody else
    is_required integer not null default 1 check (is_required in (0, 1)),
    status text not null default 'invited' check (status in ('invited', 'accepted', 'tentative', 'declined')),
    unique (id, client_id),
    unique (meeting_id, staff_id),
    unique (meeting_id, person_id),
    check ((staff_id is not null) + (person_id is not null) + (name is not null) = 1),
    foreign key (meeting_id, client_id) references meetings (id, client_id),
    foreign key (person_id, client_id) references people (id, client_id)
) strict;
create index meeting_attendees_meeting on meeting_attendees (meeting_id, client_id);
create index meeting_attendees_person on meeting_attendees (person_id, client_id);

-- What is said moves its thread up; what is said between colleagues does not show.
create trigger messages_touch_their_thread after insert on messages when new.is_internal = 0 begin
    update threads set updated_at = new.sent_at where id = new.thread_id and updated_at < new.sent_at;
end;

create trigger threads_touch after update on threads when new.updated_at is old.updated_at begin
    update threads set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
create trigger tickets_touch after update on tickets
when new.updated_at is old.updated_at and new.state_id is old.state_id begin
    update tickets set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
create trigger meetings_touch after update on meetings when new.updated_at is old.updated_at begin
    update meetings set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
