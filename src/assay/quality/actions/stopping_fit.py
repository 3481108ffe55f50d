"""What is known of a stage's crowd, and how sure is sure enough: learnt from its judgments and its gold."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from assay.kit.audit import act_as
from assay.projects.models import Stage
from assay.quality.models import StoppingFit
from assay.quality.queries.stopping_rows import QuestionRows, StageRows, stage_rows
from assay.quality.rules.stopping import StoppingSettings, rule_of
from assay.stats.online import Crowd, Fitted, fit_crowd, judged, standing, unjudged, views
from assay.stats.sampling import wilson
from assay.stats.stopping import Calibration, Outlook, calibrate, cross_fitted_paths, outlook_of

# Parameters for the next stretch of work need not be exact to the last digit.
MAX_ITER, TOL = 100, 1e-5
_OUTLOOK = ("confusion", "workers", "draws")
_CROWD = ("log_rows", "log_prior", "dependence", "activity")


@dataclass(frozen=True, slots=True, eq=False)
class Learnt:
    """A stored fit as decisions use it; `workers` maps contributors to rows of the crowd."""

    pk: int
    classes: tuple[object, ...]
    workers: Mapping[int, int]
    crowd: Crowd
    outlook: Outlook
    calibration: Calibration


def settings_of(stage: Stage) -> StoppingSettings:
    return StoppingSettings(
        stage.overlap, stage.overlap_max, stage.target, stage.stops_when_settled, stage.audit_share
    )


def fit_stage(stage: Stage, *, now: datetime) -> list[StoppingFit]:
    """Learn every question of the stage anew from what counts now."""
    rows = stage_rows(stage, as_of=now)
    fits = [_fitted(stage, each, rows, now) for each in rows.questions.values() if each.is_usable]
    with transaction.atomic():
        act_as(None)
        for fit in fits:
            fit.save()
            # Of older ones only the figures are of interest.
            StoppingFit.objects.filter(stage=stage, question=fit.question, pk__lt=fit.pk).update(arrays=b"")
    return fits


def newest_fits(stage: Stage) -> dict[str, Learnt]:
    """The latest fit of every question, in this process read once."""
    found = _newest(stage)
    try:
        return {question: _learnt(pk) for question, pk in found.items()}
    except StoppingFit.DoesNotExist:
        # Another fit came in between, and emptied the one that was the newest.
        return {question: _learnt(pk) for question, pk in _newest(stage).items()}


def _newest(stage: Stage) -> dict[str, int]:
    newest = (
        StoppingFit.objects.filter(stage=stage, schema_version=stage.project.schema_version_id)
        .order_by("question", "-pk")
        .distinct("question")
    )
    return dict(newest.values_list("question", "pk"))


def _fitted(stage: Stage, rows: QuestionRows, of: StageRows, now: datetime) -> StoppingFit:
    rule = rule_of(settings_of(stage), rows.question, list(rows.classes))
    arrived = rows.arrived(len(of.workers))
    judgments, models = arrived.judgments(), views(max_iter=MAX_ITER, tol=TOL)
    fitted = fit_crowd(
        judgments, models=models, gold={unit: each for unit, each in rows.gold.items() if each >= 0}
    )
    available = np.full(len(rows.units), stage.overlap_max, np.int64)
    paths = cross_fitted_paths(arrived, rows.gold, rule, available=available, models=models)
    moved = _moved(stage, rows, fitted, of)
    outlook = outlook_of(fitted, judgments, most_more=stage.overlap_max, seed=rule.seed)
    calibration = calibrate(paths, rule, unsettled_share=moved)
    return StoppingFit(
        stage=stage,
        question=rows.question.id,
        schema_version_id=stage.project.schema_version_id or 0,
        classes=list(rows.classes),
        contributors=list(of.workers),
        arrays=_packed(fitted.crowd, outlook),
        thresholds={str(label): least for label, least in calibration.thresholds.items()},
        futility_below=calibration.futility_below,
        n_gold=calibration.n_gold,
        n_stopped_right=calibration.stopped.k,
        n_stopped=calibration.stopped.n,
        n_judgments=of.n_judgments,
        last_judgment_id=of.last_judgment_id,
        labels_moved_share=moved,
        fitted_at=now,
    )


def _moved(stage: Stage, rows: QuestionRows, fitted: Fitted, of: StageRows) -> float | None:
    """The share of labels that what is new about the crowd has changed; None before there was another fit."""
    before = newest_fits(stage).get(rows.question.id)
    if before is None or before.classes != tuple(rows.classes):
        return None
    states = [unjudged(before.crowd)] * len(rows.units)
    known = {code: before.workers.get(contributor, -1) for contributor, code in of.workers.items()}
    for unit, worker, label in zip(rows.item, rows.worker, rows.label, strict=True):
        states[unit] = judged(states[unit], before.crowd, worker=known[worker], label=label)
    labels = np.array([standing(state, before.crowd).label for state in states])
    enough = np.array([state.n >= stage.overlap for state in states])
    return float((labels != fitted.label)[enough].mean()) if enough.any() else None


def _packed(crowd: Crowd, outlook: Outlook) -> bytes:
    arrays: dict[str, NDArray[np.float64] | NDArray[np.int64]] = {
        **{name: getattr(crowd, name) for name in _CROWD},
        **{f"outlook_{name}": getattr(outlook, name) for name in _OUTLOOK},
        "sameness": np.array([outlook.sameness]),
    }
    packed = io.BytesIO()
    np.savez_compressed(packed, **arrays)  # type: ignore[arg-type]  # The stubs take the names for their own.
    return packed.getvalue()


@lru_cache(maxsize=32)
def _learnt(pk: int) -> Learnt:
    fit = StoppingFit.objects.exclude(arrays=b"").get(pk=pk)
    with np.load(io.BytesIO(bytes(fit.arrays)), allow_pickle=False) as arrays:
        crowd = Crowd(*(arrays[name] for name in _CROWD))
        outlook = Outlook(
            arrays["outlook_confusion"],
            float(arrays["sameness"][0]),
            arrays["outlook_workers"],
            arrays["outlook_draws"],
        )
    thresholds = {int(label): float(least) for label, least in fit.thresholds.items()}
    return Learnt(
        pk,
        tuple(fit.classes),
        {contributor: nth for nth, contributor in enumerate(fit.contributors)},
        crowd,
        outlook,
        Calibration(
            thresholds,
            fit.futility_below,
            fit.n_gold,
            wilson(fit.n_stopped_right, fit.n_stopped),
            wilson(0, 0),
            frozenset(label for label in thresholds if label >= 0),
        ),
    )
