-- How secret documents may be that an audience reads.

alter table audiences add column
    highest_classification text not null default 'restricted' -- of documents that the audience reads
        check (highest_classification in ('public', 'confidential', 'restricted', 'sealed'));
-- What has been published stays so.
update audiences set highest_classification = 'sealed'
where key <> 'internal' and exists (select 1 from documents
    where documents.client_id = audiences.client_id and audience = key and classification = 'sealed');
