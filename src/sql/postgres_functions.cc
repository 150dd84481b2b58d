#include "sql/postgres_functions.h"

namespace qingshui::sql {

// What is one CASE within another is so on purpose: AND promises no order, and the inner one must
// not run on what the outer one keeps out. A null makes every WHEN false and so the answer null.
//
// qs_fits, qs_ten, qs_whole and qs_round are parts of the others.
const char* const kPostgresFunctions = R"sql(
create or replace function qs_fits(a bigint) returns boolean
    language sql immutable parallel safe as
$$ select a between -999999999999999999 and 999999999999999999 $$;

create or replace function qs_whole(a numeric) returns bigint
    language sql immutable parallel safe as
$$ select case when a between -999999999999999999 and 999999999999999999
               then cast(a as bigint) end $$;

create or replace function qs_ten(n bigint) returns numeric
    language sql immutable parallel safe as
$$ select cast('1' || repeat('0', cast(n as integer)) as numeric) $$;

-- a / b, half away from zero; exact, as div() is.
create or replace function qs_round(a numeric, b numeric) returns numeric
    language sql immutable parallel safe as
$$ select sign(a) * sign(b) * div(2 * abs(a) + abs(b), 2 * abs(b)) $$;

create or replace function qs_add(a bigint, b bigint) returns bigint
    language sql immutable parallel safe as
$$ select case when qs_fits(a) and qs_fits(b)
               then case when qs_fits(a + b) then a + b end end $$;

create or replace function qs_add(variadic terms bigint[]) returns bigint
    language sql immutable parallel safe as
$$ select case when bool_and(coalesce(qs_fits(term), false) and
                             so_far between -999999999999999999 and 999999999999999999)
               then cast(sum(term) as bigint) end
   from (select term, sum(term) over (order by place) as so_far
         from unnest(terms) with ordinality as all_terms (term, place)) as sums $$;

create or replace function qs_sub(a bigint, b bigint) returns bigint
    language sql immutable parallel safe as
$$ select case when qs_fits(a) and qs_fits(b)
               then case when qs_fits(a - b) then a - b end end $$;

create or replace function qs_mul(a bigint, b bigint) returns bigint
    language sql immutable parallel safe as
$$ select case when qs_fits(a) and qs_fits(b) then qs_whole(cast(a as numeric) * b) end $$;

create or replace function qs_scale(a bigint, scale bigint, wanted bigint) returns bigint
    language sql immutable parallel safe as
$$ select case when qs_fits(a) and scale between 0 and 12 and wanted between 0 and 12
               then case when wanted >= scale then qs_whole(a * qs_ten(wanted - scale))
                         else qs_whole(qs_round(a, qs_ten(scale - wanted))) end end $$;

create or replace function qs_div(a bigint, sa bigint, b bigint, sb bigint, wanted bigint)
    returns bigint language sql immutable parallel safe as
$$ select case when qs_fits(a) and qs_fits(b) and b <> 0 and sa between 0 and 12 and
                    sb between 0 and 12 and wanted between 0 and 12
               then qs_whole(qs_round(a * qs_ten(wanted + sb), b * qs_ten(sa))) end $$;

create or replace function qs_compare(a bigint, sa bigint, b bigint, sb bigint) returns bigint
    language sql immutable parallel safe as
$$ select case when qs_fits(a) and qs_fits(b) and sa between 0 and 12 and sb between 0 and 12
               then cast(sign(a * qs_ten(sb) - b * qs_ten(sa)) as bigint) end $$;

create or replace function qs_least(a bigint, b bigint) returns bigint
    language sql immutable parallel safe as
$$ select case when a <= b then a when b < a then b end $$;

create or replace function qs_greatest(a bigint, b bigint) returns bigint
    language sql immutable parallel safe as
$$ select case when a >= b then a when b > a then b end $$;

create or replace function qs_least(a text, b text) returns text
    language sql immutable parallel safe as
$$ select case when a collate "C" <= b collate "C" then a
               when b collate "C" < a collate "C" then b end $$;

create or replace function qs_greatest(a text, b text) returns text
    language sql immutable parallel safe as
$$ select case when a collate "C" >= b collate "C" then a
               when b collate "C" > a collate "C" then b end $$;

create or replace function qs_least(variadic all_values bigint[]) returns bigint
    language sql immutable parallel safe as
$$ select case when bool_and(v is not null) then min(v) end from unnest(all_values) as u (v) $$;

create or replace function qs_greatest(variadic all_values bigint[]) returns bigint
    language sql immutable parallel safe as
$$ select case when bool_and(v is not null) then max(v) end from unnest(all_values) as u (v) $$;

create or replace function qs_least(variadic all_values text[]) returns text
    language sql immutable parallel safe as
$$ select case when bool_and(v is not null) then min(v collate "C") end
   from unnest(all_values) as u (v) $$;

create or replace function qs_greatest(variadic all_values text[]) returns text
    language sql immutable parallel safe as
$$ select case when bool_and(v is not null) then max(v collate "C") end
   from unnest(all_values) as u (v) $$;

create or replace function qs_sum_add(so_far numeric, a bigint) returns numeric
    language sql immutable parallel safe as $$ select so_far + a $$;

create or replace function qs_sum_both(one numeric, other numeric) returns numeric
    language sql immutable parallel safe as $$ select one + other $$;

create or replace aggregate qs_sum(bigint) (
    sfunc = qs_sum_add, stype = numeric, initcond = '0', finalfunc = qs_whole,
    combinefunc = qs_sum_both, parallel = safe);

create or replace function qs_days(a text) returns bigint
    language sql immutable parallel safe as
$$ select case when a ~ ('^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])' ||
                         '( ([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?)?$')
                    and substr(a, 1, 4) <> '0000'
               then case when cast(substr(a, 9, 2) as integer) <=
                              case when substr(a, 6, 2) in ('04', '06', '09', '11') then 30
                                   when substr(a, 6, 2) <> '02' then 31
                                   when cast(substr(a, 1, 4) as integer) % 400 = 0 then 29
                                   when cast(substr(a, 1, 4) as integer) % 100 = 0 then 28
                                   when cast(substr(a, 1, 4) as integer) % 4 = 0 then 29
                                   else 28 end
                         then cast(make_date(cast(substr(a, 1, 4) as integer),
                                             cast(substr(a, 6, 2) as integer),
                                             cast(substr(a, 9, 2) as integer)) -
                                   make_date(1970, 1, 1) as bigint) end end $$;

create or replace function qs_date(days bigint) returns text
    language sql immutable parallel safe as
$$ select case when days between -719162 and 2932896
               then (select lpad(cast(extract(year from day) as text), 4, '0') || '-' ||
                            lpad(cast(extract(month from day) as text), 2, '0') || '-' ||
                            lpad(cast(extract(day from day) as text), 2, '0')
                     from (select make_date(1970, 1, 1) + cast(days as integer) as day) as one)
               end $$;

create or replace function qs_position(a text, part text) returns bigint
    language sql immutable parallel safe as
$$ select cast(position(part in a) as bigint) $$;

create or replace function qs_starts(a text, part text) returns bigint
    language sql immutable parallel safe as
$$ select case when starts_with(a, part) then 1 when not starts_with(a, part) then 0 end $$;

create or replace function qs_ends(a text, part text) returns bigint
    language sql immutable parallel safe as
$$ select case when right(a, length(part)) = part then 1
               when right(a, length(part)) <> part then 0 end $$;
)sql";

}  // namespace qingshui::sql
