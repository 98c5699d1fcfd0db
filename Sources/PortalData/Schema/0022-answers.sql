-- What is said to the requester, beside what the agency notes for itself. Neither is copied; `requests` of an edition shows
-- the answer to those who may see the request.

alter table access_approvals add column answer -- what the requester and the client's owners read; `comment` is the agency's own
    text check (trim(answer) <> '');
