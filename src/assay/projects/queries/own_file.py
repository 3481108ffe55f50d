"""What a person was added to, has read, and has shown to know."""

from assay.kit.own_file import Portion, register

register(
    Portion(
        "projects",
        about=("projects_membership.contributor_id",),
        statement="""
SELECT p.uid, p.name, m.added_at, m.retired_at, m.retired_reason
FROM projects_membership m JOIN projects_project p ON p.id = m.project_id
WHERE m.contributor_id = %(contributor)s ORDER BY m.id
        """,
    ),
    Portion(
        "guidelines-read",
        about=("projects_acknowledgment.contributor_id",),
        statement="""
SELECT g.uid, g.title, g.number, a.acknowledged_at
FROM projects_acknowledgment a JOIN projects_guidelineversion g ON g.id = a.guideline_version_id
WHERE a.contributor_id = %(contributor)s ORDER BY a.id
        """,
    ),
    Portion(
        "guideline-quizzes",
        about=("projects_quizattempt.contributor_id",),
        statement="""
SELECT g.uid, g.title, a.answers, a.n_right, a.n_questions, a.is_passed, a.attempted_at
FROM projects_quizattempt a JOIN projects_guidelineversion g ON g.id = a.guideline_version_id
WHERE a.contributor_id = %(contributor)s ORDER BY a.id
        """,
    ),
)
