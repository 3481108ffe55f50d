"""What a person signed, learned and was examined in."""

from assay.kit.own_file import Portion, register

register(
    Portion(
        "agreements",
        about=("training_signature.contributor_id",),
        statement="""
SELECT s.uid, t.title, t.language, s.name, s.sha256, s.signed_at
FROM training_signature s JOIN training_agreementtext t ON t.id = s.text_id
WHERE s.contributor_id = %(contributor)s ORDER BY s.id
        """,
    ),
    Portion(
        "exams",
        about=("training_examattempt.contributor_id",),
        statement="""
SELECT a.uid, e.name AS exam, a.number, a.state, a.n_questions, a.n_right, a.pass_share, a.started_at, a.finished_at,
    a.expires_at
FROM training_examattempt a JOIN training_exam e ON e.id = a.exam_id
WHERE a.contributor_id = %(contributor)s ORDER BY a.id
        """,
    ),
    Portion(
        "extra-exam-attempts",
        about=("training_extraattempt.contributor_id",),
        statement="""
SELECT x.uid, e.name AS exam, x.reason, x.given_at FROM training_extraattempt x JOIN training_exam e ON e.id = x.exam_id
WHERE x.contributor_id = %(contributor)s ORDER BY x.id
        """,
    ),
    Portion(
        "live-sessions",
        about=("training_liveinvitation.contributor_id",),
        statement="""
SELECT i.uid, s.title, s.starts_at, s.ends_at, s.time_zone, s.place, s.cancelled_at, s.cancelled_reason,
    i.invited_at, i.presence, i.marked_at
FROM training_liveinvitation i JOIN training_livesession s ON s.id = i.session_id
WHERE i.contributor_id = %(contributor)s ORDER BY i.id
        """,
    ),
    Portion(
        "courses",
        about=("training_courseassignment.contributor_id",),
        statement="""
SELECT a.uid, c.name AS course, a.through, a.due_on, a.assigned_at, a.begun_at, a.finished_at, a.withdrawn_at,
    a.withdrawn_reason
FROM training_courseassignment a JOIN training_course c ON c.id = a.course_id
WHERE a.contributor_id = %(contributor)s ORDER BY a.id
        """,
    ),
    Portion(
        "buddies",
        about=(
            "training_buddy.joiner_id",
            "training_buddy.buddy_id",
        ),
        statement="""
SELECT b.uid, p.name AS project, b.joiner_id = %(contributor)s AS is_the_joiner, b.since_at, b.ended_at
FROM training_buddy b JOIN projects_project p ON p.id = b.project_id
WHERE b.joiner_id = %(contributor)s OR b.buddy_id = %(contributor)s ORDER BY b.id
        """,
    ),
)
