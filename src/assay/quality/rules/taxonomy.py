"""Error taxonomies: what a version must look like, what every segment begins with, what changed between two."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assay.kit.reasons import Reason, declare
from assay.projects.enums import Segment
from assay.quality.enums import ErrorOrigin, ErrorSeverity

NO_TYPES = declare("taxonomy.no_types", "An error taxonomy needs at least one type in use.", status=422)
TOO_MANY = declare("taxonomy.too_many", "At most {most} types: more of them nobody tells apart.", status=422)
BAD_KEY = declare(
    "taxonomy.bad_key",
    "A key has letters, digits and hyphens, at most 60, and begins with a letter.",
    status=422,
)
KEY_TWICE = declare("taxonomy.key_twice", "The key {key} is there twice.", status=422)
NO_NAME = declare("taxonomy.no_name", "An error type needs a name of at most 120 characters.", status=422)
BAD_SEVERITY = declare("taxonomy.bad_severity", "A severity is critical, major or minor.", status=422)
BAD_ORIGIN = declare(
    "taxonomy.bad_origin", "An origin is person, training, guideline, tool or content.", status=422
)
BAD_WEIGHT = declare("taxonomy.bad_weight", "A weight lies between 0 and 1.", status=422)
BAD_LIMIT = declare("taxonomy.bad_limit", "The limit lies above 0 and at most at 1.", status=422)
UNKNOWN_MARKET = declare("taxonomy.unknown_market", "There is no market {code}.", status=422)

MOST_TYPES = 40
WEIGHTS = {ErrorSeverity.CRITICAL: 1.0, ErrorSeverity.MAJOR: 0.5, ErrorSeverity.MINOR: 0.1}
_KEY = re.compile(r"[a-z][a-z0-9-]{0,59}")


@dataclass(frozen=True, slots=True)
class TypeOfError:
    """One type as it is written; `markets` are codes, empty for everywhere."""

    key: str
    name: str
    severity: str
    weight: float
    origin: str = ErrorOrigin.PERSON.value
    description: str = ""
    markets: tuple[str, ...] = ()
    is_retired: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one type: `field` empty where it is new."""

    key: str
    name: str
    field: str
    before: str
    after: str


def refuse_types(types: Sequence[TypeOfError], *, fails_at: float) -> list[Reason]:
    """Every problem of a version, each with the place of its field."""
    problems = [] if any(not each.is_retired for each in types) else [NO_TYPES(field="types")]
    if len(types) > MOST_TYPES:
        problems.append(TOO_MANY(field="types", most=MOST_TYPES))
    if not 0 < fails_at <= 1:
        problems.append(BAD_LIMIT(field="fails_at"))
    seen: set[str] = set()
    for nth, each in enumerate(types):
        problems += _refuse_one(each, f"types/{nth}")
        if each.key in seen:
            problems.append(KEY_TWICE(field=f"types/{nth}/key", key=each.key))
        seen.add(each.key)
    return problems


def _refuse_one(each: TypeOfError, place: str) -> list[Reason]:
    problems = []
    if not _KEY.fullmatch(each.key):
        problems.append(BAD_KEY(field=f"{place}/key"))
    if not each.name.strip() or len(each.name) > 120:
        problems.append(NO_NAME(field=f"{place}/name"))
    if each.severity not in ErrorSeverity.values:
        problems.append(BAD_SEVERITY(field=f"{place}/severity"))
    if each.origin not in ErrorOrigin.values:
        problems.append(BAD_ORIGIN(field=f"{place}/origin"))
    if not 0 <= each.weight <= 1:
        problems.append(BAD_WEIGHT(field=f"{place}/weight"))
    return problems


def differences(before: Sequence[TypeOfError], after: Sequence[TypeOfError]) -> list[Difference]:
    """What a version changed, type by type, in the order of the newer one."""
    old = {each.key: each for each in before}
    found = []
    for each in after:
        was = old.pop(each.key, None)
        if was is None:
            found.append(Difference(each.key, each.name, "", "", ""))
            continue
        for field in ("name", "description", "severity", "weight", "origin", "markets", "is_retired"):
            left, right = getattr(was, field), getattr(each, field)
            if left != right:
                found.append(Difference(each.key, each.name, field, _said(left), _said(right)))
    found += [Difference(each.key, each.name, "is_there", "yes", "no") for each in old.values()]
    return found


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _types(*rows: tuple[str, str, ErrorSeverity, ErrorOrigin]) -> tuple[TypeOfError, ...]:
    return tuple(
        TypeOfError(key, name, severity.value, WEIGHTS[severity], origin.value)
        for key, name, severity, origin in rows
    )


C, J, N = ErrorSeverity.CRITICAL, ErrorSeverity.MAJOR, ErrorSeverity.MINOR
P, T, G = ErrorOrigin.PERSON, ErrorOrigin.TRAINING, ErrorOrigin.GUIDELINE
ALWAYS = _types(
    ("instructions", "Guideline not followed", J, T),
    ("guideline-unclear", "The guideline does not say", N, G),
    ("tool", "Shown or stored wrongly", N, ErrorOrigin.TOOL),
    ("content", "Content missing or broken", N, ErrorOrigin.CONTENT),
)
_SEARCH = _types(
    ("opposite", "Two grades off or more", C, P),
    ("one-off", "One grade off", J, P),
    ("intent", "Intent of the query misread", J, T),
    ("locale", "Market or language not considered", J, T),
)
_SAFETY = _types(
    ("false-negative-severe", "Severe violation missed", C, P),
    ("false-positive", "Violation where there is none", J, P),
    ("false-negative", "Violation missed", J, P),
    ("wrong-policy", "Wrong policy chosen", J, T),
)
# What every project may begin with; the four classes of trust and safety are those of the TSPA curriculum.
DEFAULTS: dict[str, tuple[TypeOfError, ...]] = {
    Segment.SEARCH_RANKING: _SEARCH,
    Segment.SEARCH_RECOMMENDATION: _SEARCH,
    Segment.SEARCH_ADS: _SEARCH,
    Segment.SEARCH_SECURITY: _SAFETY,
    Segment.TRUST_AND_SAFETY: _SAFETY,
    Segment.ECOMMERCE_GOVERNANCE: _types(
        ("prohibited", "Prohibited product missed", C, P),
        ("category", "Wrong category or match", J, P),
        ("attribute", "Wrong attribute", J, P),
        ("evidence", "Decided without looking at the evidence", J, T),
    ),
    Segment.LLM_DATA: _types(
        ("harmful", "Harmful or untrue response preferred", C, P),
        ("preference", "Wrong preference", J, P),
        ("rubric", "Rubric applied wrongly", J, T),
        ("reason", "Reason missing or thin", N, P),
    ),
    Segment.OTHER: _types(
        ("wrong", "Wrong answer", J, P),
        ("missed", "Something was missed", J, P),
        ("serious", "Serious error", C, P),
    ),
}


def defaults_for(segment: str) -> tuple[TypeOfError, ...]:
    """Types of the segment, then those that are the same everywhere."""
    return (*DEFAULTS.get(segment, DEFAULTS[Segment.OTHER]), *ALWAYS)
