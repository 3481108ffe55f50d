"""Where a person was put to work by hand, and for which hours."""

from assay.kit.own_file import Portion, register

register(
    Portion(
        "projects-chosen-by-hand",
        about=("planning_poolchoice.contributor_id",),
        statement="""
SELECT c.uid, p.name AS project, c.kind, c.quarters, c.week_on, c.chosen_at, c.ended_at
FROM planning_poolchoice c JOIN projects_project p ON p.id = c.project_id
WHERE c.contributor_id = %(contributor)s ORDER BY c.id
        """,
    ),
    Portion(
        "hours-per-project",
        about=("planning_assignment.contributor_id",),
        statement="""
SELECT r.week_on, p.name AS project, a.market, a.quarters
FROM planning_assignment a JOIN planning_allocationrun r ON r.id = a.run_id
JOIN projects_project p ON p.id = a.project_id
WHERE a.contributor_id = %(contributor)s AND r.applied_at IS NOT NULL ORDER BY a.id
        """,
    ),
)
