"""What a person wrote in an application, and what was decided."""

from assay.kit.own_file import Portion, register
from assay.recruiting.queries.applications import SEALED_FOR

register(
    Portion(
        "application",
        about=("recruiting_application.contributor_id",),
        statement="""
SELECT uid, name, email_sealed AS email, locale, languages, device, tie, least_age, applied_at, verified_at, state, why
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
)
