"""What a person wrote in an application and what was decided, and what the talent pool has of them."""

from assay.kit.own_file import Portion, register
from assay.recruiting.queries.applications import SEALED_FOR

register(
    Portion(
        "application",
        about=("recruiting_application.contributor_id",),
        statement="""
SELECT uid, name, email_sealed AS email, locale, languages, skills, device, tie, least_age, applied_at,
    verified_at, state, why
FROM recruiting_application WHERE contributor_id = %(contributor)s
        """,
        sealed={"email": SEALED_FOR},
    ),
    Portion(
        "referrals",
        about=("recruiting_trackedlink.referrer_id",),
        statement="""
SELECT uid, code, reward_micro, created_at, retired_at FROM recruiting_trackedlink
WHERE referrer_id = %(contributor)s ORDER BY id
        """,
    ),
    Portion(
        "invitations",
        about=("recruiting_invitation.contributor_id",),
        statement="""
SELECT i.uid, p.name AS project, c.name AS campaign, i.invited_at, i.answer, i.answered_at
FROM recruiting_invitation i
LEFT JOIN projects_project p ON p.id = i.project_id
LEFT JOIN recruiting_trackedlink l ON l.id = i.link_id LEFT JOIN recruiting_campaign c ON c.id = l.campaign_id
WHERE i.contributor_id = %(contributor)s ORDER BY i.id
        """,
    ),
    Portion(
        "about-me",
        about=("recruiting_selfanswer.contributor_id",),
        statement="""
SELECT question, answer FROM recruiting_selfanswer WHERE contributor_id = %(contributor)s ORDER BY question
        """,
    ),
    # How right somebody is on gold stands with the answers that are shown to them.
    Portion(
        "talent-card",
        about=("recruiting_talentcard.contributor_id",),
        statement="""
SELECT last_worked_on, week_hours, device, kept_at FROM recruiting_talentcard WHERE contributor_id = %(contributor)s
        """,
    ),
)
