"""A headcount plan as a CSV file: read, and shown line by line before it counts."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from assay.kit.reasons import Reason, Refused
from assay.kit.rows import Row, Unreadable, csv_rows
from assay.partners.queries.headcount import standing_commitments
from assay.partners.rules.headcount import MOST_LINES, Commitment, refuse_commitments
from assay.people.models import Site
from assay.web.timekeeping.reading import day_in

NEEDED = ("site", "week", "people")
MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line: what it asks for and what stands now, or what is wrong with it."""

    line: int
    site: Site | None
    wanted: Commitment | None
    before: int
    fault: str

    @property
    def is_change(self) -> bool:
        return self.wanted is not None and self.wanted.people != self.before


def read_plan(text: bytes, sites: Sequence[Site], today: date) -> list[ReadLine]:
    """Every line with its fault or its change, in the order of the file."""
    try:
        rows = list(_first(csv_rows(io.BytesIO(text), needed=NEEDED)))
    except Unreadable as unreadable:
        return [ReadLine(1, None, None, 0, str(unreadable))]
    if not rows:
        return [ReadLine(1, None, None, 0, _("The file has no rows."))]
    by_name: dict[str, list[Site]] = {}
    for each in sites:
        by_name.setdefault(each.name, []).append(each)
    read = [(row, *_line(row, by_name)) for row in rows]
    wanted = [commitment for _row, _site, commitment, _fault in read if commitment]
    before = iter(standing_commitments(wanted))
    refused = iter(_by_line(refuse_commitments(wanted, today=today), len(wanted)) if wanted else ())
    return [
        ReadLine(
            row.line,
            site,
            commitment,
            next(before) if commitment else 0,
            next(refused) if commitment else fault,
        )
        for row, site, commitment, fault in read
    ]


def _first(rows: Iterable[Row]) -> Sequence[Row]:
    found: list[Row] = []
    for row in rows:
        if len(found) >= MOST_LINES:
            raise Unreadable(_("A file has at most %(n)s lines.") % {"n": MOST_LINES})
        found.append(row)
    return found


def _by_line(reasons: Sequence[Reason], n: int) -> list[str]:
    said = [""] * n
    for reason in reasons:
        nth = int((reason.field or "lines.0").rpartition(".")[2])
        said[nth] = said[nth] or reason.said
    return said


def _line(row: Row, by_name: Mapping[str, Sequence[Site]]) -> tuple[Site | None, Commitment | None, str]:
    cells = {name: str(row.cells.get(name, "")).strip() for name in (*NEEDED, "language", "vendor")}
    if row.fault:
        return None, None, row.fault
    found = [each for each in by_name.get(cells["site"], ()) if cells["vendor"] in {"", each.vendor.name}]
    if len(found) != 1:
        said = (
            _("There is no site %(name)s.")
            if not found
            else _("Several sites are called %(name)s: say the vendor.")
        )
        return None, None, said % {"name": cells["site"][:60]}
    people = cells["people"]
    if not (people.isascii() and people.isdecimal() and len(people) < 9):
        return found[0], None, _("%(value)s is no number of people.") % {"value": people[:20]}
    try:
        week_on = day_in(cells["week"], field="week")
    except Refused as refused:
        return found[0], None, refused.reasons[0].said
    return found[0], Commitment(found[0].pk, cells["language"], week_on, int(people)), ""
