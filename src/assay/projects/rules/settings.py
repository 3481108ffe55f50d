"""Settings of a stage: each with its limits, editable while work goes on."""

from collections.abc import Mapping

from assay.kit.reasons import Reason, declare
from assay.people.rules.words import refuse_name

OUT_OF_RANGE = declare("projects.out_of_range", "{setting} must be from {least} to {most}.", status=422)
OVERLAP_ABOVE_MAX = declare(
    "projects.overlap_above_max", "The overlap must not be greater than the highest overlap.", status=422
)
CRITICAL_TWICE = declare(
    "projects.critical_twice",
    "Some answers of the label schema are always judged twice, so the highest overlap is 2 or more.",
    status=422,
)
UNKNOWN_SETTING = declare("projects.unknown_setting", "There is no setting {setting}.", status=422)

LIMITS: Mapping[str, tuple[float, float]] = {
    "overlap": (1, 1000),
    "overlap_max": (1, 1000),
    "lease_seconds": (30, 7 * 86_400),
    "prefetch": (0, 19),
    "undo_seconds": (0, 600),
    "idle_cut_seconds": (10, 3600),
    "daily_cap": (1, 100_000),
    "gold_share": (0, 0.5),
    "target": (0.5, 0.999),
    "audit_share": (0, 1),
    "language_level": (1, 7),
}
FLAGS = frozenset({"gold_feedback", "needs_acknowledgment", "is_open", "is_adaptive", "stops_when_settled"})
TEXTS: Mapping[str, int] = {"name": 80, "consensus": 40}
EMPTY_ALLOWED = frozenset({"daily_cap"})


def refuse_settings(changes: Mapping[str, object], *, overlap: int, overlap_max: int) -> list[Reason]:
    """Every problem of the changed settings; `overlap` and `overlap_max` are those after the change."""
    problems = [problem for name, value in changes.items() if (problem := _refuse(name, value))]
    if not problems and overlap > overlap_max:
        problems.append(OVERLAP_ABOVE_MAX(field="overlap"))
    return problems


def _refuse(name: str, value: object) -> Reason | None:
    if name in TEXTS:
        return refuse_name(str(value), field=name, most=TEXTS[name])
    if name in FLAGS:
        return None if isinstance(value, bool) else OUT_OF_RANGE(field=name, setting=name, least=0, most=1)
    if name not in LIMITS:
        return UNKNOWN_SETTING(field=name, setting=name)
    if value is None and name in EMPTY_ALLOWED:
        return None
    least, most = LIMITS[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        return OUT_OF_RANGE(field=name, setting=name.replace("_", " ").capitalize(), least=least, most=most)
    return None
