"""How many judgments single tasks ask for, set to exactly a number and not only raised."""

from collections.abc import Mapping
from datetime import datetime

from assay.kit.sql import rows
from assay.work.actions.retargeting import ask_more

_LOCK = """
SELECT count(*) FROM (
    SELECT FROM work_queueitem WHERE id = ANY (%(items)s::bigint[]) ORDER BY id FOR NO KEY UPDATE
) locked
"""
_WANTED = """
UPDATE work_queueitem i SET n_wanted = l.n
FROM unnest(%(items)s::bigint[], %(numbers)s::int[]) AS l (id, n) WHERE i.id = l.id
RETURNING i.id
"""


def set_wanted(wanted: Mapping[int, int], *, now: datetime) -> None:
    """Set the numbers by item (the overlap of the stage is always asked for), and count the places anew."""
    if not wanted:
        return
    # In the order of their ids, as everything locks them.
    rows(_LOCK, {"items": sorted(wanted)})
    rows(_WANTED, {"items": list(wanted), "numbers": list(wanted.values())})
    # To ask for nothing more counts again what is free.
    ask_more(dict.fromkeys(wanted, 0), now=now)
