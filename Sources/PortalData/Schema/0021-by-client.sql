-- A client's rows are found without reading all others', in children too.

create index contract_services_client on contract_services (client_id);
create index deliverable_approvals_client on deliverable_approvals (client_id);
create index document_versions_client on document_versions (client_id);
create index invoice_lines_client on invoice_lines (client_id);
create index meeting_attendees_client on meeting_attendees (client_id);
create index message_attachments_client on message_attachments (client_id);
create index messages_client on messages (client_id);
create index metric_values_client on metric_values (client_id);
create index milestone_dependencies_client on milestone_dependencies (client_id);
create index payment_allocations_client on payment_allocations (client_id);
create index request_items_client on request_items (client_id);
create index signature_parties_client on signature_parties (client_id);
create index sla_measurements_client on sla_measurements (client_id);
create index state_changes_client on state_changes (client_id);
create index time_entries_client on time_entries (client_id);
