"""What the members of one project may work on: the same answer as for one person, for a page of them."""

from collections.abc import Sequence

from assay.kit.sql import read, rows
from assay.work.queries.one_person import Opening

_OPENINGS = read("assay.work.queries", "openings_of_members.sql")


def openings_of_members(project_id: int, contributor_ids: Sequence[int]) -> dict[int, list[Opening]]:
    """By the contributor's inner id; who has no queue at all is left out."""
    params = {"project": project_id, "contributors": list(contributor_ids)}
    found: dict[int, list[Opening]] = {}
    for contributor_id, project, name, stage, is_open, codes, holds, *rest in rows(_OPENINGS, params):
        opening = Opening(project, name, stage, is_open, tuple(codes), tuple(holds), *rest)
        found.setdefault(contributor_id, []).append(opening)
    return found
