# Refused when the template is compiled, before a row is read. One statement a line.
select * from main.sqlite_master order by 1
select * from sqlite_schema order by 1
select sql as x from "main"."sqlite_schema" order by 1
select sql as x from [sqlite_master] order by 1
select sql as x from `sqlite_master` order by 1
select sql as x from temp.sqlite_temp_master order by 1
select name as x from sqlite_temp_schema order by 1
select 1 as x from sqlite_schema order by 1
select count(*) as n from sqlite_schema
select count(*) as n from main.sqlite_master
select exists (select 1 from sqlite_schema) as x
select (select sql from sqlite_schema limit 1) as x
select name as x from projects union select sql from sqlite_schema order by 1
select name as x from projects where name in (select sql from sqlite_master) order by 1
select p.name as x from projects p join sqlite_master s on 1 order by 1
select p.name as x from projects p natural join sqlite_master order by 1
select p.name as x from projects p left join sqlite_schema using (name) order by 1
with sqlite_master as (select sql from main.sqlite_master) select sql as x from sqlite_master order by 1
with projects as (select sql as name from main.sqlite_schema) select name as x from projects order by 1
with a as (with b as (select sql from sqlite_schema) select sql from b) select sql as x from a order by 1
with a(x) as (select 1 union all select rootpage from sqlite_schema) select x from a order by x
select x from (select sql as x from sqlite_schema) order by x
select first_value(sql) over (order by name) as x from sqlite_schema order by 1
select name as x from projects order by (select sql from sqlite_schema limit 1)
select name as x from projects order by name limit (select count(*) from sqlite_schema)
select name as x from projects group by (select sql from sqlite_schema limit 1) order by 1
select group_concat(sql) filter (where 1) as x from sqlite_schema
select seq as x from sqlite_sequence order by 1
select stat as x from sqlite_stat1 order by 1
select tbl as x from sqlite_stat4 order by 1
select username as x from users order by 1
select username as x from main.users order by 1
select password_hash as x from users order by 1
select count(*) as n from users
select count(*) as n from main.grants
select count(*) as n from memberships
with users as (select username from main.users) select username as x from users order by 1
with recursive users(username) as (select username from main.users) select username as x from users order by 1
select word as x from audit_log order by 1
select * from internal_changes order by 1
select internal_notes_md as x from projects order by 1
select status as x from clients order by 1
select projects.internal_notes_md as x from projects order by 1
select p.* from projects p natural join users order by 1
select name as x from frozen.projects order by 1
select name as x from temp.projects order by 1
select name as x from source.projects order by 1
select name as x from "portal.sqlite".projects order by 1
select name as x from 'file:../portal.sqlite'.projects order by 1
select * from pragma_table_info('projects') order by 1
select * from pragma_table_list order by 1
select * from pragma_database_list order by 1
select * from pragma_function_list order by 1
select * from pragma_module_list order by 1
select * from pragma_compile_options order by 1
select * from main.pragma_table_list order by 1
select name as x from projects, pragma_database_list order by 1
select file as x from pragma_database_list order by 1
select count(*) as n from pragma_table_list
select * from pragma_integrity_check order by 1
select * from dbstat order by 1
select data as x from sqlite_dbpage order by 1
select * from sqlite_stmt order by 1
select * from bytecode('select 1') order by 1
select * from tables_used('select 1') order by 1
select value as x from generate_series(1, 1000000000) order by 1
select * from fsdir('/') order by 1
select * from json_tree('{}') order by 1
select * from zipfile('/tmp/x.zip') order by 1
select * from csv('/etc/passwd') order by 1
select * from fts5vocab order by 1
select * from fts3tokenize('simple') order by 1
select * from rtree_i32 order by 1
select name as x from projects where projects match 'x' order by 1
select name as x from projects where name regexp '.*' order by 1
select load_extension('/tmp/evil.so') as x
select load_extension('evil', 'init') as x from projects order by 1
select readfile('/etc/passwd') as x
select writefile('/tmp/x', 'x') as x
select edit('x', 'sh') as x
select eval('select 1') as x
select fts3_tokenizer('simple') as x
select fts5(null) as x
select rtreecheck('main', 'x') as x
select sqlite_compileoption_get(1) as x
select sqlite_compileoption_used('x') as x
select sqlite_version() as x
select sqlite_source_id() as x
select sqlite_log(1, 'x') as x
select sqlite_offset(name) as x from projects order by 1
select subtype(name) as x from projects order by 1
select last_insert_rowid() as x
select changes() as x
select total_changes() as x
select random() as x
select hex(randomblob(16)) as x
select zeroblob(1000000000) as x
select length(zeroblob(2147483647)) as x
select printf('%.*c', 1000000000, 'x') as x
select format('%1000000000d', 1) as x
select char(72, 73) as x
select quote(name) as x from projects order by 1
select unicode(name) as x from projects order by 1
select instr(name, 'a') as x from projects order by 1
select likely(name) as x from projects order by 1
select unlikely(name) as x from projects order by 1
select likelihood(name, 0.5) as x from projects order by 1
select soundex(name) as x from projects order by 1
select nullif(json_group_array(name), '') as x from projects
select json_array(1) as x
select json_object('a', 1) as x
select json_set('{}', '$.a', 1) as x
select json_patch('{}', '{}') as x
select json_quote(name) as x from projects order by 1
select date('now') as x
select datetime('NoW') as x
select strftime('%s', 'now') as x
select current_timestamp as x
select current_date as x
explain select name from projects order by 1
explain query plan select name from projects order by 1
EXPLAIN/**/QUERY/**/PLAN select name from projects order by 1
attach database 'portal.sqlite' as source
attach ':memory:' as other
detach main
vacuum
vacuum into '/tmp/stolen.sqlite'
vacuum main into 'stolen.sqlite'
pragma query_only = off
pragma writable_schema = on
pragma temp_store_directory = '/tmp'
pragma database_list
reindex
analyze
begin
commit
rollback
savepoint a
release a
insert into projects (name) values ('x')
insert into projects (name) values ('x') returning name
update projects set name = 'x' returning name
delete from projects returning name
replace into projects (name) values ('x')
create table x (a)
create temp table x as select * from projects
create view x as select 1
create trigger x after insert on projects begin select 1; end
create virtual table x using fts5(a)
create virtual table x using csv(filename='/etc/passwd')
drop table projects
drop view timeline
alter table projects rename to x
with x as (select 1) insert into projects (name) select 1 from x
with x as (select 1) update projects set name = 'x'
with x as (select 1) delete from projects
with x as (delete from projects returning name) select name from x order by 1
select name as x from projects order by 1; select 1 as x
select name as x from projects order by 1; drop table projects
select name as x from projects order by 1; attach 'portal.sqlite' as source
select 1 as x; /* x */ pragma table_list
values (1)
table projects
-- select
/* select 1 as x
/* select */ delete from projects
--
;
;;select 1 as x
(select 1 as x)
ѕelect name as x from projects order by 1
select name as x from рrojects order by 1
select nаme as x from projects order by 1
select name as x from projects；drop table projects
select name as x from "ſqlite_schema" order by 1
select name as x from projects indexed by sqlite_autoindex_projects_1 order by 1
select name as x from projects order by name collate evil
select :x as x
select @x as x
select $x as x
select ?100000 as x
select 1 as x from projects where 1 = (select raise(abort, 'x'))
select raise(ignore) as x
select * from projects, projects order by 1
select "no such column" as x from projects order by 1
select name as x from projects limit 5 offset 0
select x from (values (1), (2)) as v(x) order by x
with projects as (select name from projects) select name as x from projects order by 1
with sqlite_schema(sql) as (select name from projects) select sql as x from sqlite_schema order by 1
select p.name as x from projects p natural join 'sqlite_master' order by 1
select p.name as x from projects p natural join [sqlite_master] order by 1
select p.name as [--] from projects p natural join [sqlite_master] order by 1
select p.name as x from projects p natural join main."SQLITE_schema" order by 1
select p.name as x from projects p join pragma_table_list using (name) order by 1
select p.name as x from projects p natural join pragma_table_list order by 1
