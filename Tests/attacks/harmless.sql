# Answered from the edition's own rows: nothing else is there to be found.
with projects as (select * from main.projects) select name as x from projects order by 1
with projects as (select name from main.projects) select name as x from projects order by 1
with milestones as (select name as title from main.projects) select title as x from milestones order by 1
with clients as (select * from main.clients) select name as x from clients order by 1
with users(username) as (select name from projects) select username as x from users order by 1
with main as (select name from projects) select name as x from main order by 1
with "main.projects" as (select name from projects) select name as x from "main.projects" order by 1
with recursive a(n, x) as (select 1, name from projects union all select n + 1, x from a where n < 5) select x from a order by 1
with a as materialized (select name from projects) select name as x from a order by 1
with a as not materialized (select name from projects) select name as x from a order by 1
select name as x from main.projects order by 1
select name as x from "main"."projects" order by 1
select name as x from [main].[projects] order by 1
select PROJECTS.NAME as x from Projects order by 1
select p.name as x from projects p natural join clients order by 1
select a.name as x from projects a natural left join projects b order by 1
select a.name as x from projects a natural join milestones b order by 1
select a.name as x from projects a join projects b using (name, client_id) order by 1
select a.name as x from projects a full outer join projects b on a.id < b.id order by 1
select a.name as x from projects a cross join clients b order by 1
select m.title as x from milestones m where client_id <> (select id from clients) order by 1
select m.title as x from milestones m where client_id in (1, 2, 3) or 1 = 1 order by 1
select name as x from projects where audience = 'internal' or audience = 'board' order by 1
select name as x from projects where client_id not in (select id from clients) order by 1
select name as x from clients order by 1
select slug as x from clients where slug <> 'acme' order by 1
select count(*) as x from clients
select group_concat(name, ' ') as x from clients
select max(id + 0) as x from projects
select rowid + 0 as x from projects order by 1
select oid + 0 as x from projects order by 1
select _rowid_ + 0 as x from moment order by 1
select rowid + 0 as x, name from projects where rowid between 0 and 9223372036854775807 order by 1
select abs(-9223372036854775807 - 1) as x from projects where name like '%mergans%er%' order by 1
select abs(-9223372036854775807 - 1) as x from projects where client_id <> (select id from clients) order by 1
select sum(9223372036854775807) as x from projects where name like '%bobo_ink_%'
select title as x from milestones where iif(title like '%merg_nser%', abs(-9223372036854775807 - 1), 1) order by 1
select name as x from projects where name > '' collate nocase order by name collate rtrim
select name as x from projects where name glob '*' order by 1
select name as x from projects where name like '%' escape '\' order by 1
select name as x from projects union select title from milestones union select name from clients order by 1
select name as x from projects union all select title from timeline order by 1
select name as x from projects intersect select name from main.projects order by 1
select name as x from projects except select title from milestones order by 1
select value as x from json_each('["a", "b"]') order by 1
select json_each.value as x from projects, json_each('["' || projects.name || '"]') order by 1
select json_extract('{"a": [1, 2]}', '$.a[1]') as x
select '{"a": 1}' ->> '$.a' as x
select first_value(name) over (order by id) as x from projects order by 1
select group_concat(name) over (order by id rows between unbounded preceding and unbounded following) as x from projects order by 1
select lag(name, -1, 'none') over (order by id groups between 1 preceding and 1 following exclude ties) as x from projects order by 1
select nth_value(name, 2) over win as x from projects window win as (order by id) order by 1
select count(*) filter (where name <> '') as x from projects
select ifnull(nullif(name, ''), 'x') as x from projects order by 1
select typeof(x'00ff') as x
select length(x'0102') as x
select cast(x'4a756e' as text) as x
select 'a''; drop table projects; --' as x
select "name" as x from projects order by 1
select name as x /* from users */ from projects order by 1 -- , (select 1 from users)
select name as x from projects /* ; attach 'x' as y */ order by 1 -- ;
select 1 as x /* never closed
select 9223372036854775807 + 1 as x
select -9223372036854775808 as x
select 1 / 0 as x
select 1e308 * 10 > 1 as x
select round(1.5, 1000000) as x
select substr('abc', -9223372036854775807, 9223372036854775807) as x
select substr('abc', 9223372036854775807, -9223372036854775807) as x
select replace('aaa', '', 'b') as x
select trim('xxaxx', 'x') as x
select date('9999-12-31', '+1 day') as x
select date('2026-01-01', '+999999999999 days') as x
select strftime('%Y%%', '2026-01-01') as x
select (select name from projects where id = p.id) as x from projects p order by 1
select exists (select 1 from projects where name like '%grackle%') as x
select (select count(*) from (select 1 from projects union all select 1 from milestones)) as x from clients order by 1
select name as x from projects where (client_id, id) in (select client_id, id from milestones) order by 1
select (1, 2) < (1, 3) as x
select name as x from (projects) order by 1
select column1 as x from (values ('a')) order by 1
select 1 as x; -- and nothing
