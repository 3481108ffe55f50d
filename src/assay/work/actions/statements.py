"""The statements of the hot path; claim, submit and step are put together from shared parts."""

from assay.kit.sql import read

_SUBMIT = read("assay.work.actions", "submit.sql")
_CLAIM = read("assay.work.actions", "claim.sql")
_ALLOWED = read("assay.work.actions", "allowed.sql")
_EXPOSURE = read("assay.work.actions", "exposure.sql")
_DAYS = read("assay.work.actions", "days.sql")
GIVE_BACK = read("assay.work.actions", "give_back.sql")
WIND_BACK = read("assay.work.actions", "wind_back.sql")
# At most one row, looked up by its key: never more work than there are tasks in hand.
_SUGGESTED = """coalesce((
        SELECT true FROM work_suggestion g
        WHERE g.task_id = i.task_id AND g.stage_id = o.stage_id AND g.machine = o.machine
          AND g.schema_version_id = o.schema_version_id), false)"""
_SKIPPED = """SELECT e.contributor_id, e.project_id, e.site_id, e.queue_id, greatest(0, least(
        extract(epoch FROM %(now)s::timestamptz - e.claimed_at)::float8, s.idle_cut_seconds::float8)) AS seconds,
    0 AS n_reveals
    FROM ended e JOIN projects_routing s ON s.stage_id = e.stage_id WHERE e.state = 3"""
# A skipped task was looked at, too: for as long as it was in hand, idle time cut.
END = read("assay.work.actions", "end.sql").format(exposure=_EXPOSURE.format(looked_at=_SKIPPED))

_TAKEN = "SELECT stage_id, 1 AS n_claimed, 0 AS n_submitted, 0::float8 AS seconds FROM taken"
_ANSWERED = (
    "SELECT stage_id, 0 AS n_claimed, 1 AS n_submitted, %(handling_seconds)s::float8 AS seconds FROM ended"
)
_JUDGED = """SELECT contributor_id, project_id, site_id, queue_id, %(handling_seconds)s::float8 AS seconds, (
        SELECT coalesce(sum((done.value ->> 'reveals')::int), 0)
        FROM jsonb_each(%(interactions)s::text::jsonb) done
    )::int AS n_reveals
    FROM ended"""
_STATE = """SELECT contributor_id, day_on, day_seconds, week_on, week_seconds, break_until, cool_until, opted_out
    FROM work_exposure WHERE contributor_id = %(contributor)s::bigint"""
_STATE_AFTER = f"""SELECT * FROM exposed UNION ALL {_STATE} AND NOT EXISTS (SELECT FROM exposed)"""
_ACCEPTED = """EXISTS (SELECT FROM verdict WHERE outcome IN ('accepted', 'repeated'))
    AND (SELECT count(*) FROM settled) >= 0"""

_RECEIPT = """v.outcome, v.uid AS claim, coalesce((SELECT uid FROM judged), v.known_uid) AS judgment,
    CASE WHEN v.outcome = 'accepted' THEN %(now)s::timestamptz ELSE v.known_at END AS submitted_at,
    v.expires_at, v.is_gold, s.undo_seconds, s.gold_feedback"""
_NUMBERS = "n.n_submitted::int, n.n_skipped::int, n.handling_seconds"


def _with(*parts: str) -> str:
    return "WITH " + ",\n".join(parts)


def _claim(gate: str, strained: str) -> str:
    return _CLAIM.format(gate=gate, strained=strained, allowed=_ALLOWED, suggested=_SUGGESTED)


_STRAIN = _EXPOSURE.format(looked_at=_JUDGED)

CLAIM = f"""{_with(_claim("true", _STATE), _DAYS.format(changes=_TAKEN))}
SELECT p.tasks, p.n::int, {_NUMBERS} FROM payload p CROSS JOIN numbers n"""

SUBMIT = f"""{_with(_SUBMIT, _STRAIN, _DAYS.format(changes=_ANSWERED))}
SELECT {_RECEIPT}, {_NUMBERS} FROM verdict v
JOIN projects_routing s ON s.stage_id = v.stage_id CROSS JOIN numbers n"""

_CLAIM_AFTER = _claim(_ACCEPTED, _STATE_AFTER)
_BOTH = _DAYS.format(changes=f"{_TAKEN} UNION ALL {_ANSWERED}")

STEP = f"""{_with(_SUBMIT, _STRAIN, _CLAIM_AFTER, _BOTH)}
SELECT {_RECEIPT}, {_NUMBERS}, p.tasks, p.n::int FROM verdict v
JOIN projects_routing s ON s.stage_id = v.stage_id CROSS JOIN numbers n CROSS JOIN payload p"""
