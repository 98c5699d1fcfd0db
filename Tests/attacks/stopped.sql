# Stopped in a limit while a page is made, each with the limit's own words.
with recursive a(x) as (select 1 union all select x + 1 from a) select x from a order by x
with recursive a(x) as (select 1 union all select x + 1 from a) select count(*) as x from a
with recursive a(x) as (select 1 union all select x + 1 from a) select max(x) as x from a where x < 0
with recursive a(x) as (select 1 union all select 1 from a) select x from a order by 1 limit 1 offset 999999999
with recursive a(x) as (select 1 union select x + 1 from a) select count(*) as x from a
with recursive a(x) as (select 1 union all select a.x from a, projects) select count(*) as x from a
with recursive a(x) as (select 1 union all select x + 1 from a limit 100000) select x from a order by x
with recursive a(x) as (select 1 union all select x + 1 from a limit 5000) select count(*) as x from a, a as b, a as c
with recursive a(x) as (select 1 union all select x + 1 from a limit 300) select count(*) as x from a, a b, a c, a d, a e, a f
with recursive a(x) as (select 1 union all select x + 1 from a limit 100000) select group_concat(x) as x from a
with recursive a(x) as (select 'a' union all select x || x from a) select length(x) as x from a order by 1
with recursive a(x) as (select 'ab' union all select replace(x, 'a', 'aaab') from a) select max(length(x)) as x from a
with recursive a(n, x) as (select 1, '[' union all select n + 1, x || '[' from a) select json_extract(x, '$') as x from a order by 1
with recursive a(x) as (select 'aaaaaaaaaaaaaaaa' union all select x || x from a where length(x) < 100000), b(n) as (select 1 union all select n + 1 from b limit 9000) select max(x) || n as x from a, b group by n order by 1
with recursive a(x) as (select 'a' union all select x || x from a where length(x) < 130000) select x || x || x as x from a order by length(x) desc
with recursive a(x) as (select 1 union all select x + 1 from a limit 10001) select x from a order by x
select abs(-9223372036854775807 - 1) as x
select sum(value) as x from json_each('[9223372036854775807, 9223372036854775807]')
select json_extract('{', '$') as x
select value as x from json_each('[') order by 1
select x'00ff' as x
select cast(x'ff' as text) as x
select cast(x'00' as text) as x
select 1e308 * 10 as x
select date() as x
select julianday() as x
select strftime('%s') as x
select unixepoch('no' || 'w') as x
select datetime('2026-01-01', 'localtime') as x
select datetime('2026-01-01', 'utc') as x
select date('n' || 'ow', 'start of day') as x
with recursive a(x) as (select 1 union all select x + 1 from a limit 20000) select count(*) over (order by x rows between unbounded preceding and current row) as x, (select count(*) from a b where b.x < a.x) as y from a order by 1
with recursive a(x) as (select 1 union all select x + 1 from a limit 3000) select sum(x) over (order by x desc range between unbounded preceding and unbounded following exclude current row) as x from a order by 1
