"""What was said in coaching, to a person or by them."""

from assay.kit.own_file import Portion, register

register(
    Portion(
        "coaching",
        about=(
            "partners_coachingsession.coached_id",
            "partners_coachingsession.contributor_id",
        ),
        statement="""
SELECT uid, topic, notes, held_at, written_at, follow_up_on FROM partners_coachingsession
WHERE coached_id = %(user)s OR contributor_id = %(contributor)s ORDER BY id
        """,
    ),
    Portion(
        "coaching-remarks",
        about=("partners_coachingremark.author_id",),
        statement="""
SELECT s.uid AS session, r.uid, r.text, r.written_at
FROM partners_coachingremark r JOIN partners_coachingsession s ON s.id = r.session_id
WHERE r.author_id = %(user)s ORDER BY r.id
        """,
    ),
)
