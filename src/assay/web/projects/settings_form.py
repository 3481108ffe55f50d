"""The project's own settings as a form, and what its stages ask of people."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from assay.kit.ids import parse_uid
from assay.people.models import Vendor
from assay.people.queries.organisation import markets, skills
from assay.projects.models import Project, Stage
from assay.projects.rules.project import TIME_LIMITS
from assay.quality.enums import ConsensusMethod

OWN = ("name", "segment", "purpose", "time_zone", "test_share", *TIME_LIMITS)
SPARE_ROWS = 2


@dataclass(frozen=True, slots=True)
class Choice:
    uid: UUID
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class SkillRow:
    """One skill that is asked for, or an empty row for one more."""

    uid: UUID | None
    score: str


@dataclass(frozen=True, slots=True)
class Requirements:
    stage: Stage
    consensus: str
    skill_rows: tuple[SkillRow, ...]
    skills: tuple[Choice, ...]
    vendors: tuple[Choice, ...]


def own_values(project: Project) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(project, name) for name in OWN}
    return values | {"test_share": f"{project.test_share * 100:g}"}


def own_changes(typed: Mapping[str, str]) -> dict[str, object]:
    """What was typed; a share that is no number is left for the rule to refuse."""
    limits = {name: _whole(typed[name]) for name in TIME_LIMITS if name in typed}
    return {**typed, **limits, "test_share": _share(typed["test_share"])}


def _whole(text: str) -> int | str:
    try:
        return int(text.strip())
    except ValueError:
        return text


def _share(text: str) -> float | str:
    try:
        return float(text.replace(",", ".").removesuffix("%").strip() or 0) / 100
    except ValueError:
        return text


def requirements_of(stage: Stage) -> Requirements:
    """`skills__skill` and `vendors` should be prefetched."""
    asked = sorted(stage.skills.all(), key=lambda each: each.skill.name)
    rows = [SkillRow(each.skill.uid, str(each.min_score)) for each in asked]
    chosen = {vendor.pk for vendor in stage.vendors.all()}
    labels = dict(ConsensusMethod.choices)
    vendors = Vendor.objects.filter(retired_at=None).order_by("name")
    return Requirements(
        stage=stage,
        consensus=_(str(labels.get(stage.consensus, stage.consensus))),
        skill_rows=(*rows, *[SkillRow(None, "")] * SPARE_ROWS),
        skills=tuple(
            Choice(each.uid, each.name, is_chosen=False) for each in skills().filter(retired_at=None)
        ),
        vendors=tuple(Choice(each.uid, each.name, each.pk in chosen) for each in vendors),
    )


def vendors_of(posted: QueryDict) -> list[Vendor]:
    uids = [uid for uid in map(parse_uid, posted.getlist("vendor")) if uid]
    return list(Vendor.objects.filter(uid__in=uids, retired_at=None))


def market_choices(project: Project) -> list[Choice]:
    served = set(project.markets.values_list("market_id", flat=True))
    found = markets().filter(retired_at=None)
    return [Choice(each.uid, f"{each.code} · {each.name}", each.pk in served) for each in found]
