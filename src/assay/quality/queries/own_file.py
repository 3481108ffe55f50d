"""What reviews, disputes, appeals and calibrations say of a person; what is gold or planted stays unknown."""

from assay.kit.own_file import Portion, register

register(
    Portion(
        "reviews",
        about=(
            "quality_review.contributor_id",
            "quality_reviewitem.contributor_id",
            "quality_reviewplace.contributor_id",
        ),
        statement="""
SELECT r.uid, p.name AS project, j.uid AS judgment, r.verdict, r.is_correct, r.is_critical, r.points, r.comment,
    r.reviewed_at, a.is_correct AS is_correct_after_disputes
FROM quality_review r JOIN projects_project p ON p.id = r.project_id JOIN work_judgment j ON j.id = r.judgment_id
LEFT JOIN quality_reviewadjustment a ON a.review_id = r.id
WHERE r.contributor_id = %(contributor)s AND r.purpose IN ('sample', 'lot', 'recheck') ORDER BY r.id
        """,
    ),
    Portion(
        "reviews-done",
        about=("quality_review.reviewer_id",),
        statement="""
SELECT r.uid, p.name AS project, j.uid AS judgment, r.verdict, r.comment, r.handling_seconds, r.reviewed_at
FROM quality_review r JOIN projects_project p ON p.id = r.project_id JOIN work_judgment j ON j.id = r.judgment_id
WHERE r.reviewer_id = %(user)s ORDER BY r.id
        """,
    ),
    Portion(
        "rework",
        about=("quality_rework.contributor_id",),
        statement="""
SELECT w.uid, p.name AS project, w.state, w.asked_at, w.due_at, w.ended_at
FROM quality_rework w JOIN projects_project p ON p.id = w.project_id
WHERE w.contributor_id = %(contributor)s ORDER BY w.id
        """,
    ),
    Portion(
        "disputes",
        about=(
            "quality_dispute.contributor_id",
            "quality_dispute.raised_by_id",
        ),
        statement="""
SELECT d.uid, p.name AS project, r.uid AS review, d.reason, d.raised_at, d.due_at, d.state, d.ruling, d.decided_at
FROM quality_dispute d JOIN projects_project p ON p.id = d.project_id JOIN quality_review r ON r.id = d.review_id
WHERE d.contributor_id = %(contributor)s OR d.raised_by_id = %(user)s ORDER BY d.id
        """,
    ),
    Portion(
        "standing-steps",
        about=("quality_standingstep.contributor_id",),
        statement="""
SELECT s.uid, p.name AS project, s.step, s.reason, s.evidence, s.taken_at, s.until, s.way_back, s.state, s.ended_at,
    s.ended_reason
FROM quality_standingstep s JOIN projects_project p ON p.id = s.project_id
WHERE s.contributor_id = %(contributor)s ORDER BY s.id
        """,
    ),
    Portion(
        "appeals",
        about=(
            "quality_appeal.contributor_id",
            "quality_appeal.raised_by_id",
        ),
        statement="""
SELECT uid, reason, raised_at, due_at, state, ruling, decided_at FROM quality_appeal
WHERE contributor_id = %(contributor)s ORDER BY id
        """,
    ),
    Portion(
        "calibrations",
        about=(
            "quality_calibrationparticipant.user_id",
            "quality_calibrationparticipant.contributor_id",
        ),
        statement="""
SELECT s.uid, s.title, c.invited_at, c.finished_at
FROM quality_calibrationparticipant c JOIN quality_calibrationsession s ON s.id = c.session_id
WHERE c.user_id = %(user)s OR c.contributor_id = %(contributor)s ORDER BY c.id
        """,
    ),
    Portion(
        "calibration-remarks",
        about=("quality_calibrationremark.author_id",),
        statement="""
SELECT r.uid, s.title AS session, r.text, r.written_at
FROM quality_calibrationremark r JOIN quality_calibrationsession s ON s.id = r.session_id
WHERE r.author_id = %(user)s ORDER BY r.id
        """,
    ),
)
