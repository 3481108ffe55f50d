"""Machine labelers as pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from assay.labelers.enums import CheckSource, Fate, UseMode
from assay.labelers.models import LabelerUse, LabelerVersion, MachineLabeler
from assay.labelers.queries.registry import VersionCount
from assay.labelers.rules.measuring import Right, RightOfLabel
from assay.stats.sampling import Share
from assay.web.templatetags.figures import count, percent
from assay.web.wording import Wording

TONES = {
    UseMode.OFF: "",
    UseMode.SUGGEST: "busy",
    UseMode.JUDGE: "busy",
    UseMode.ALONE: "good",
    UseMode.RATE: "busy",
}
_SOURCES = list(CheckSource)


@dataclass(frozen=True, slots=True)
class ShownUse:
    version: int
    mode: str
    tone: str
    left: str
    target: str
    floor: str
    threshold: str
    rests_on: str
    is_rating: bool
    reason: str
    is_alarm: bool
    n_reopened: int
    set_at: datetime
    by: str
    fates: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownLabeler:
    uid: UUID
    name: str
    kind: str
    about: str
    retired: str
    uses: tuple[ShownUse, ...]


@dataclass(frozen=True, slots=True)
class ShownVersion:
    uid: UUID
    number: int
    origin: str
    note: str
    created_at: datetime
    by: str
    predictions: str


@dataclass(frozen=True, slots=True)
class ShownRight:
    """`within`: all of them (empty), or the market or language of that name."""

    source: str
    by: str
    within: str
    share: Share


@dataclass(frozen=True, slots=True)
class ShownLabel:
    source: str
    question: str
    label: str
    precision: Share
    recall: Share


def shown_labelers(
    labelers: Sequence[MachineLabeler], in_force: Sequence[LabelerUse]
) -> tuple[ShownLabeler, ...]:
    return tuple(
        ShownLabeler(
            each.uid,
            each.name,
            each.get_kind_display(),
            each.about,
            each.retired_reason if each.retired_at else "",
            tuple(_use(use, {}) for use in in_force if use.labeler_id == each.pk),
        )
        for each in labelers
    )


def shown_uses(uses: Sequence[LabelerUse], fates: Mapping[int, Mapping[Fate, int]]) -> tuple[ShownUse, ...]:
    return tuple(_use(each, fates.get(each.pk, {})) for each in uses)


def shown_versions(
    versions: Sequence[LabelerVersion], counts: Mapping[int, VersionCount]
) -> tuple[ShownVersion, ...]:
    return tuple(
        ShownVersion(
            each.uid,
            each.number,
            each.origin,
            each.note,
            each.created_at,
            each.created_by.name if each.created_by else "Assay",
            count(counts[each.pk].n) + ("+" if counts[each.pk].is_more else ""),
        )
        for each in versions
    )


def shown_rights(found: Sequence[Right]) -> tuple[ShownRight, ...]:
    """Source by source, the whole before its markets and languages."""
    order = sorted(found, key=lambda each: (_place(each.source), each.by, each.name))
    return tuple(ShownRight(_source(each.source), each.by, _within(each), each.share) for each in order)


def shown_labels(found: Sequence[RightOfLabel], wording: Wording) -> tuple[ShownLabel, ...]:
    order = sorted(found, key=lambda each: (_place(each.source), each.question, each.option, each.label))
    return tuple(
        ShownLabel(
            _source(each.source),
            wording.question(each.question),
            _label(each, wording),
            each.precision,
            each.recall,
        )
        for each in order
    )


def _use(use: LabelerUse, fates: Mapping[Fate, int]) -> ShownUse:
    mode = UseMode(use.mode)
    is_sure, is_rating = use.threshold is not None, mode == UseMode.RATE
    return ShownUse(
        version=use.version.number,
        mode=mode.label,
        tone="bad" if use.is_alarm else TONES[mode],
        left=percent(use.left_share),
        target=percent(use.target),
        floor=percent(use.floor),
        threshold=f"{use.threshold:.3f}" if is_sure else "",
        rests_on=f"{count(use.n_right)} / {count(use.n_known)} (≥ {percent(use.precision_low)})"
        if is_sure or is_rating
        else "",
        is_rating=is_rating,
        reason=use.reason,
        is_alarm=use.is_alarm,
        n_reopened=use.n_reopened,
        set_at=use.set_at,
        by=use.set_by.name if use.set_by else "Assay",
        fates=tuple((str(fate.label), count(fates[fate])) for fate in Fate if fates.get(fate)),
    )


def _within(each: Right) -> str:
    said = {"market": _("Market %(name)s"), "language": _("Language %(name)s")}.get(each.by, "%(name)s")
    return said % {"name": each.name}


def _label(each: RightOfLabel, wording: Wording) -> str:
    text = wording.answer_class(each.question, each.label)
    return f"{wording.subject(each.question, each.option)}: {text}" if each.option else text


def _source(code: str) -> str:
    return str(CheckSource(code).label)


def _place(code: str) -> int:
    return _SOURCES.index(CheckSource(code))
