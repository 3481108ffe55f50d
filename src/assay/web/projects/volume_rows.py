"""Contributors of a project by how much they have done, and how well, as far as one sees them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from assay.people.models import User
from assay.people.queries.scope import others_visible
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.quality.queries.gold import accuracy_by_contributor
from assay.stats.sampling import Share, wilson
from assay.web.people.shown import place_of
from assay.work.queries.volume import names_of, volumes_of


@dataclass(frozen=True, slots=True)
class VolumeRow:
    """`accuracy` is that of the newest gold scores; None for those who may not see answers."""

    uid: UUID
    pseudonym: str
    place: str
    n_judgments: int
    skipped: Share
    mean_seconds: float | None
    n_days: int
    last_on: date
    accuracy: Share | None


def volume_rows(
    user: User, project: Project, given: frozenset[Permission], *, most: int, text: str = ""
) -> tuple[VolumeRow, ...]:
    """People in the person's sight who have worked here, who judged most first."""
    people = others_visible(user)
    volumes = volumes_of(project, people.filter(pseudonym__icontains=text) if text else people, most=most)
    names = names_of(volumes)
    shares: dict[UUID, Share] | None = None
    if Permission.VIEW_ANSWERS in given:
        measured = accuracy_by_contributor(project.pk, list(names))
        shares = {each.contributor: each.share for each in measured}
    return tuple(
        VolumeRow(
            uid=names[each.contributor_id].uid,
            pseudonym=names[each.contributor_id].pseudonym,
            place=place_of(names[each.contributor_id]),
            n_judgments=each.n_judgments,
            skipped=wilson(each.n_skipped, each.n_seen),
            mean_seconds=each.mean_seconds,
            n_days=each.n_days,
            last_on=each.last_on,
            accuracy=None if shares is None else shares.get(names[each.contributor_id].uid, wilson(0, 0)),
        )
        for each in volumes
    )
