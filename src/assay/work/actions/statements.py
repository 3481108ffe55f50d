"""The statements of the hot path; claim, submit and step are put together from shared parts."""

from assay.kit.sql import read

_SUBMIT = read("assay.work.actions", "submit.sql")
_CLAIM = read("assay.work.actions", "claim.sql")
_DAYS = read("assay.work.actions", "days.sql")
GIVE_BACK = read("assay.work.actions", "give_back.sql")
WIND_BACK = read("assay.work.actions", "wind_back.sql")
END = read("assay.work.actions", "end.sql")

_TAKEN = "SELECT stage_id, 1 AS n_claimed, 0 AS n_submitted, 0::float8 AS seconds FROM taken"
_ANSWERED = (
    "SELECT stage_id, 0 AS n_claimed, 1 AS n_submitted, %(handling_seconds)s::float8 AS seconds FROM ended"
)
_ACCEPTED = """EXISTS (SELECT FROM verdict WHERE outcome IN ('accepted', 'repeated'))
    AND (SELECT count(*) FROM settled) >= 0"""

_RECEIPT = """v.outcome, v.uid AS claim, coalesce((SELECT uid FROM judged), v.known_uid) AS judgment,
    CASE WHEN v.outcome = 'accepted' THEN %(now)s::timestamptz ELSE v.known_at END AS submitted_at,
    v.expires_at, v.is_gold, s.undo_seconds, s.gold_feedback"""
_NUMBERS = "n.n_submitted::int, n.n_skipped::int, n.handling_seconds"


def _with(*parts: str) -> str:
    return "WITH " + ",\n".join(parts)


CLAIM = f"""{_with(_CLAIM.format(gate="true"), _DAYS.format(changes=_TAKEN))}
SELECT p.tasks, p.n::int, {_NUMBERS} FROM payload p CROSS JOIN numbers n"""

SUBMIT = f"""{_with(_SUBMIT, _DAYS.format(changes=_ANSWERED))}
SELECT {_RECEIPT}, {_NUMBERS} FROM verdict v
JOIN projects_routing s ON s.stage_id = v.stage_id CROSS JOIN numbers n"""

STEP = f"""{_with(_SUBMIT, _CLAIM.format(gate=_ACCEPTED), _DAYS.format(changes=f"{_TAKEN} UNION ALL {_ANSWERED}"))}
SELECT {_RECEIPT}, {_NUMBERS}, p.tasks, p.n::int FROM verdict v
JOIN projects_routing s ON s.stage_id = v.stage_id CROSS JOIN numbers n CROSS JOIN payload p"""
