"""How many judgments single tasks ask for, set to exactly a number and not only raised."""

from collections.abc import Mapping, Sequence
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


def lock_items(item_ids: Sequence[int]) -> None:
    """In the order of their ids, as everything locks them."""
    rows(_LOCK, {"items": sorted(item_ids)})


def set_wanted(wanted: Mapping[int, int], *, items: Sequence[int], now: datetime) -> None:
    """Set the numbers (the overlap of the stage is always asked for), and count the places of all `items` anew."""
    lock_items(items)
    if wanted:
        rows(_WANTED, {"items": list(wanted), "numbers": list(wanted.values())})
    # To ask for nothing more counts again what is free.
    ask_more(dict.fromkeys(items, 0), now=now)
