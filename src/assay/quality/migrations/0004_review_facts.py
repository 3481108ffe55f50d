"""Nobody reviews a task they judged or audits their own review, what was said stays, and all of it is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

GROWING = ("quality_errortaxonomy", "quality_errortype", "quality_reviewplan", "quality_review", "quality_reviewerror")
AUDITED = (*GROWING, "quality_errortype_markets", "quality_rework", "quality_plantedreview")
FORWARD = """
CREATE FUNCTION quality_review_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM quality_reviewitem i JOIN work_judgment j ON j.task_id = i.task_id
        JOIN people_contributor c ON c.id = j.contributor_id
        WHERE i.id = NEW.item_id AND c.user_id = NEW.reviewer_id
    ) THEN
        RAISE EXCEPTION 'nobody reviews a task they judged' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        SELECT FROM quality_reviewitem i JOIN quality_review r ON r.id = i.audited_id
        WHERE i.id = NEW.item_id AND r.reviewer_id = NEW.reviewer_id
    ) THEN
        RAISE EXCEPTION 'nobody audits their own review' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE INSERT ON quality_review FOR EACH ROW EXECUTE FUNCTION quality_review_guard();
CREATE FUNCTION quality_review_item_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state = 'done' OR OLD.judgment_id <> NEW.judgment_id
        OR (OLD.own_answers IS DISTINCT FROM NEW.own_answers AND OLD.own_answers IS NOT NULL
            AND OLD.held_by_id IS NOT DISTINCT FROM NEW.held_by_id) THEN
        RAISE EXCEPTION 'what was reviewed stays as it is' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON quality_reviewitem
FOR EACH ROW EXECUTE FUNCTION quality_review_item_guard();
-- Holding changes rows that wait: room on the page keeps those updates inside it.
ALTER TABLE quality_reviewitem SET (fillfactor = 85);
"""
BACKWARD = """
DROP TRIGGER guard ON quality_reviewitem;
DROP FUNCTION quality_review_item_guard();
DROP TRIGGER guard ON quality_review;
DROP FUNCTION quality_review_guard();
"""


def growing(table: str) -> str:
    return (
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION kit_append_only();"
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quality", "0003_adjudication_facts"), ("kit", "0003_audit_trail")]
    replaces: ClassVar = [("quality", "0012_review_facts")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(migrations.RunSQL(growing(table), f"DROP TRIGGER append_only ON {table}") for table in GROWING),
        *(migrations.RunSQL(attach(table), detach(table)) for table in AUDITED),
    ]
