-- The highest severity that the person may be given now; -1 on a break: nothing at all. Of `x` their exposure, `l` the
-- terms of the project, `p` the person. The same rule as `refusal` in work/rules/exposure.py.
CASE
    WHEN x.break_until > %(now)s::timestamptz THEN -1
    WHEN x.cool_until > %(now)s::timestamptz
        OR CASE WHEN x.day_on = %(day)s::date THEN x.day_seconds ELSE 0 END >= l.day_minutes * 60
        OR CASE WHEN x.week_on = date_trunc('week', %(day)s::date)::date THEN x.week_seconds ELSE 0 END
            >= l.week_minutes * 60
        OR extract(hour FROM %(now)s::timestamptz AT TIME ZONE p.time_zone) < l.from_hour
        OR extract(hour FROM %(now)s::timestamptz AT TIME ZONE p.time_zone) >= l.until_hour
        THEN 0
    ELSE 4 END
