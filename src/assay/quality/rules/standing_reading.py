"""Standing rules as JSON: read, checked, and written back; every problem with its field."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any  # Rules are JSON.

from assay.kit.reasons import Reason, declare
from assay.quality.enums import Measure, StepKind
from assay.quality.rules.standing import HARD, NEEDS_A_WAY_BACK, StandingRule

NO_RULES = declare("standing.no_rules", "A version needs at least one rule.", status=422)
TOO_MANY = declare("standing.too_many", "At most {most} rules at a time.", status=422)
KEY = declare("standing.key", "Every rule needs a name of its own, 1 to 60 characters.", status=422)
UNKNOWN_MEASURE = declare("standing.measure", "{measure} is nothing that a rule measures.", status=422)
SHARE = declare("standing.share", "A threshold is a share between 0 and 1, such as 0.8.", status=422)
FAMILIES = declare(
    "standing.families",
    "Signs of fraud count from two kinds on: one kind alone is never enough. Say 2, 3 or 4.",
    status=422,
)
WINDOW = declare(
    "standing.window",
    "A window has {least} to {most} results, and needs at least {fewest} of them.",
    status=422,
)
LADDER = declare(
    "standing.ladder",
    "A ladder has one step or more of warn, retrain, probation and pause, in this order.",
    status=422,
)
SPEED_IS_NO_PROOF = declare(
    "standing.speed_is_no_proof",
    "Being fast is no proof: speed alone may warn or ask to read again. Use integrity for more.",
    status=422,
)
DAYS = declare("standing.days", "Days go from 0 (until the way back) to {most}.", status=422)
MOST_RULES, MOST_WINDOW, FEWEST, MOST_DAYS = 12, 1_000, 10, 365
NAMES = ("key", "measure", "threshold", "window", "least", "ladder", "days", "way_back", "takes_back")


def read_rules(given: Sequence[Mapping[str, Any]]) -> tuple[list[StandingRule], list[Reason]]:
    """The rules, or every problem they have."""
    if not given:
        return [], [NO_RULES(field="rules")]
    if len(given) > MOST_RULES:
        return [], [TOO_MANY(field="rules", most=MOST_RULES)]
    problems = [problem for nth, each in enumerate(given) for problem in _problems(each, f"rules/{nth}")]
    keys = [str(each.get("key", "")).strip() for each in given]
    if len(set(keys)) < len(keys):
        problems.append(KEY(field="rules"))
    return ([] if problems else [_rule(each) for each in given]), problems


def stored_rules(given: Sequence[Mapping[str, Any]]) -> list[StandingRule]:
    """Rules that were checked before they were stored."""
    return [_rule(each) for each in given]


def as_json(rule: StandingRule) -> dict[str, Any]:
    found = {name: getattr(rule, name) for name in NAMES}
    return found | {"measure": str(rule.measure), "ladder": [str(step) for step in rule.ladder]}


def _rule(given: Mapping[str, Any]) -> StandingRule:
    return StandingRule(
        key=str(given["key"]).strip(),
        measure=Measure(given["measure"]),
        threshold=float(given["threshold"]),
        window=int(given["window"]),
        least=int(given["least"]),
        ladder=tuple(StepKind(step) for step in given["ladder"]),
        days=int(given.get("days") or 0),
        way_back=str(given.get("way_back") or "").strip()[:1000],
        takes_back=bool(given.get("takes_back")),
    )


def _problems(given: Mapping[str, Any], place: str) -> Iterator[Reason]:
    key = given.get("key")
    if not isinstance(key, str) or not 1 <= len(key.strip()) <= 60:
        yield KEY(field=f"{place}/key")
    measure = given.get("measure")
    if measure not in Measure.values:
        yield UNKNOWN_MEASURE(field=f"{place}/measure", measure=str(measure)[:40])
    yield from _threshold(given.get("threshold"), measure, place)
    yield from _window(given.get("window"), given.get("least"), place)
    yield from _ladder(given, place)


def _threshold(value: object, measure: object, place: str) -> Iterator[Reason]:
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else None
    if measure == Measure.INTEGRITY:
        if number not in {2, 3, 4}:
            yield FAMILIES(field=f"{place}/threshold")
    elif number is None or not 0 < number < 1:
        yield SHARE(field=f"{place}/threshold")


def _window(window: object, least: object, place: str) -> Iterator[Reason]:
    fits = _whole(window, FEWEST, MOST_WINDOW) and _whole(least, FEWEST, MOST_WINDOW)
    if not fits or int(str(least)) > int(str(window)):
        yield WINDOW(field=f"{place}/window", least=FEWEST, most=MOST_WINDOW, fewest=FEWEST)


def _ladder(given: Mapping[str, Any], place: str) -> Iterator[Reason]:
    ladder, order = given.get("ladder"), StepKind.values
    listed = ladder if isinstance(ladder, list | tuple) else []
    steps = [StepKind(step) for step in order if step in listed]
    if not steps or list(listed) != steps:
        yield LADDER(field=f"{place}/ladder")
        return
    is_hard = bool(HARD & set(steps))
    if given.get("measure") == Measure.SPEED and is_hard:
        yield SPEED_IS_NO_PROOF(field=f"{place}/ladder")
    days = given.get("days") or 0
    if not _whole(days, 0, MOST_DAYS):
        yield DAYS(field=f"{place}/days", most=MOST_DAYS)
    elif is_hard and not days and not str(given.get("way_back") or "").strip():
        yield NEEDS_A_WAY_BACK(field=f"{place}/way_back")


def _whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
