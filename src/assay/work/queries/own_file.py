"""What a person answered, gave back, asked, reported and saw of hard content; never what was gold."""

from assay.kit.own_file import Portion, register

register(
    Portion(
        "judgments",
        about=(
            "work_judgment.contributor_id",
            "work_claim.contributor_id",
        ),
        statement="""
SELECT j.uid, p.name AS project, t.uid AS task, j.answers, j.handling_seconds, j.submitted_at, j.work_on
FROM work_judgment j JOIN projects_project p ON p.id = j.project_id JOIN work_task t ON t.id = j.task_id
WHERE j.contributor_id = %(contributor)s ORDER BY j.id
        """,
    ),
    Portion(
        "skips",
        about=("work_claim.contributor_id",),
        statement="""
SELECT c.uid, p.name AS project, c.claimed_at, c.ended_at, c.skip_reason, c.skip_comment
FROM work_claim c JOIN projects_project p ON p.id = c.project_id
WHERE c.contributor_id = %(contributor)s AND c.skip_reason <> '' ORDER BY c.id
        """,
    ),
    Portion(
        "drafts",
        about=("work_draft.contributor_id",),
        statement="""
SELECT t.uid AS task, d.answers, d.handling_seconds, d.saved_at FROM work_draft d JOIN work_task t ON t.id = d.task_id
WHERE d.contributor_id = %(contributor)s ORDER BY d.id
        """,
    ),
    Portion(
        "days",
        about=("work_workday.contributor_id",),
        statement="""
SELECT p.name AS project, d.day_on, d.n_claimed, d.n_submitted, d.n_skipped, d.handling_seconds
FROM work_workday d JOIN projects_stage s ON s.id = d.stage_id JOIN projects_project p ON p.id = s.project_id
WHERE d.contributor_id = %(contributor)s ORDER BY d.day_on, d.id
        """,
    ),
    Portion(
        "questions",
        about=("work_taskquestion.contributor_id",),
        statement="""
SELECT q.uid, p.name AS project, q.text, q.asked_at, q.answer, q.answered_at
FROM work_taskquestion q JOIN projects_project p ON p.id = q.project_id
WHERE q.contributor_id = %(contributor)s ORDER BY q.id
        """,
    ),
    Portion(
        "reports",
        about=("work_urgentreport.contributor_id",),
        statement="""
SELECT r.uid, p.name AS project, r.kind, r.text, r.reported_at, r.outcome, r.closed_at
FROM work_urgentreport r JOIN projects_project p ON p.id = r.project_id
WHERE r.contributor_id = %(contributor)s ORDER BY r.id
        """,
    ),
    Portion(
        "hard-content-today",
        about=("work_exposure.contributor_id",),
        statement="""
SELECT day_on, day_seconds, week_on, week_seconds, run_seconds, last_at, break_until, cool_until, opted_out
FROM work_exposure WHERE contributor_id = %(contributor)s
        """,
    ),
    Portion(
        "hard-content",
        about=("work_exposureday.contributor_id",),
        statement="""
SELECT p.name AS project, d.day_on, d.severity, d.n_tasks, d.seconds, d.weighted_seconds, d.n_reveals
FROM work_exposureday d JOIN projects_project p ON p.id = d.project_id
WHERE d.contributor_id = %(contributor)s ORDER BY d.day_on, d.id
        """,
    ),
    Portion(
        "content-ratings",
        about=("work_contentrating.rated_by_id",),
        statement="""
SELECT r.uid, t.uid AS task, r.severity, r.category, r.reason, r.rated_at
FROM work_contentrating r JOIN work_task t ON t.id = r.task_id WHERE r.rated_by_id = %(user)s ORDER BY r.id
        """,
    ),
)
