"""The audit trail: one table, partitioned by month, filled by one trigger function, append-only."""

from typing import ClassVar

from django.db import migrations

FORWARD = """
CREATE TABLE kit_auditevent (
    id bigint GENERATED ALWAYS AS IDENTITY,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    actor text NOT NULL,
    via text NOT NULL,
    table_name text NOT NULL,
    row_id bigint NOT NULL,
    op text NOT NULL,
    changes jsonb NOT NULL,
    PRIMARY KEY (id, recorded_at)
) PARTITION BY RANGE (recorded_at);
CREATE TABLE kit_auditevent_default PARTITION OF kit_auditevent DEFAULT;
CREATE INDEX kit_auditevent_row ON kit_auditevent (table_name, row_id, id);
CREATE INDEX kit_auditevent_xid ON kit_auditevent (xid);
-- The trail is read by actor and by time, too: a page never walks all of it.
CREATE INDEX kit_auditevent_actor ON kit_auditevent (actor, id);
CREATE INDEX kit_auditevent_time ON kit_auditevent USING brin (recorded_at);

CREATE FUNCTION kit_audit_partition(month date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    first date := date_trunc('month', month);
BEGIN
    EXECUTE format('CREATE TABLE IF NOT EXISTS kit_auditevent_%s PARTITION OF kit_auditevent FOR VALUES FROM (%L) TO (%L)',
        to_char(first, 'YYYY_MM'), first, first + interval '1 month');
END $$;
SELECT kit_audit_partition(current_date), kit_audit_partition((current_date + interval '1 month')::date);

CREATE FUNCTION kit_audit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END;
    after jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END;
    hidden text[] := string_to_array(TG_ARGV[0], ',');
    masked text[] := string_to_array(TG_ARGV[1], ',');
    person_key text := coalesce(after ->> 'person_key', before ->> 'person_key', '');
    found jsonb;
BEGIN
    SELECT jsonb_object_agg(k.name, CASE
        WHEN k.name = ANY (masked) THEN jsonb_build_array(
            encode(sha256(convert_to(person_key || (before ->> k.name), 'UTF8')), 'hex'),
            encode(sha256(convert_to(person_key || (after ->> k.name), 'UTF8')), 'hex'))
        ELSE jsonb_build_array(before -> k.name, after -> k.name) END)
    INTO found
    FROM (SELECT jsonb_object_keys(before) AS name UNION SELECT jsonb_object_keys(after)) k
    WHERE before -> k.name IS DISTINCT FROM after -> k.name AND NOT k.name = ANY (hidden);
    IF found IS NOT NULL THEN
        INSERT INTO kit_auditevent (actor, via, table_name, row_id, op, changes)
        VALUES (coalesce(current_setting('assay.actor', true), ''), coalesce(current_setting('assay.via', true), ''),
            TG_TABLE_NAME, coalesce((after ->> 'id')::bigint, (before ->> 'id')::bigint), TG_OP, found);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON kit_auditevent
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON kit_auditblock
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
BACKWARD = """
DROP TRIGGER append_only ON kit_auditblock;
DROP FUNCTION kit_audit();
DROP FUNCTION kit_audit_partition(date);
DROP TABLE kit_auditevent;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("kit", "0002_append_only")]
    replaces: ClassVar = [("kit", "0005_audit_trail"), ("kit", "0006_audit_by_actor")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
