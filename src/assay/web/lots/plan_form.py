"""The form of an inspection plan: what is typed, as the rules want it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any  # Settings become keyword arguments.

from django.utils.translation import gettext as _

from assay.quality.enums import ErrorSeverity, HoldsBack, InspectionMethod
from assay.quality.models import InspectionPlan
from assay.quality.rules.inspection import (
    NONE,
    OFFERED_AQLS,
    Settings,
    class_plans,
    refuse_settings,
    terms_of,
)
from assay.stats.sampling.standard import LEVELS
from assay.web.lots.meaning import Meaning, meaning_of
from assay.web.lots.words import HOLDINGS, METHODS, SEVERITIES
from assay.web.projects.forms import Filled
from assay.web.templatetags.figures import rounded

# What garment and electronics buyers ask for by default; of labels nobody has a better custom yet.
USUAL_AQL = {ErrorSeverity.CRITICAL: 0.65, ErrorSeverity.MAJOR: 2.5, ErrorSeverity.MINOR: 4.0}
USUAL_LIMIT = {ErrorSeverity.CRITICAL: 3.0, ErrorSeverity.MAJOR: 8.0, ErrorSeverity.MINOR: 12.0}
FLAGS = ("by_market", "by_day", "may_reduce", "is_automatic")
OF_SEVERITY = tuple(
    f"{name}_{severity}" for severity in ErrorSeverity.values for name in ("aql", "good", "limit")
)
FIELDS = ("method", "level", "lot_size", "alpha", "beta", "holds_back", "seed", "note", *FLAGS, *OF_SEVERITY)


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class AskedSeverity:
    """The fields of one severity: its AQL, or good and bad quality in percent."""

    key: str
    label: str
    aql: str
    good: str
    limit: str
    problem: str


def plan_values(plan: InspectionPlan | None) -> dict[str, object]:
    """What stands in the fields before anybody types."""
    if plan is None:
        terms: Mapping[str, Any] = {
            severity: {"aql": USUAL_AQL[severity], "limit": USUAL_LIMIT[severity]} for severity in USUAL_AQL
        }
        plan = InspectionPlan(classes=terms)
    values: dict[str, object] = {
        "method": str(plan.method),
        "level": plan.level,
        "lot_size": str(plan.lot_size),
        "alpha": f"{plan.alpha * 100:g}",
        "beta": f"{plan.beta * 100:g}",
        "holds_back": str(plan.holds_back),
        "seed": str(plan.seed),
        "note": "",
    }
    values |= {name: "on" if getattr(plan, name) else "" for name in FLAGS}
    for severity in ErrorSeverity.values:
        terms = plan.classes.get(severity, {})
        aql, limit = terms.get("aql"), terms.get("limit")
        values[f"aql_{severity}"] = "" if aql is None else f"{aql:g}"
        values[f"good_{severity}"] = f"{aql or USUAL_AQL[ErrorSeverity(severity)]:g}" if terms else ""
        usual = max(USUAL_LIMIT[ErrorSeverity(severity)], 3 * (aql or 0.0))
        values[f"limit_{severity}"] = f"{limit or usual:g}" if terms else ""
    return values


def plan_settings(typed: Mapping[str, str]) -> dict[str, Any]:
    """What was typed as the action wants it; what is no number stays one that the rules refuse."""
    method = typed["method"]
    return {
        "method": method,
        "level": typed["level"],
        "lot_size": _whole(typed["lot_size"], otherwise=0),
        "alpha": _share(typed["alpha"]),
        "beta": _share(typed["beta"]),
        "holds_back": typed["holds_back"] if typed["holds_back"] in HoldsBack.values else HoldsBack.NOTHING,
        "seed": _whole(typed["seed"], otherwise=1),
        "note": typed["note"],
        "classes": {
            severity: found
            for severity in ErrorSeverity.values
            if (found := _terms(method, severity, typed)) is not None
        },
        **{name: typed[name] == "on" for name in FLAGS},
    }


def preview_of(settings: Mapping[str, Any]) -> Meaning | None:
    """What it would mean for a lot of the usual size; None where the settings are refused."""
    asked = Settings(
        settings["method"],
        settings["level"],
        settings["alpha"],
        settings["beta"],
        terms_of(settings["classes"]),
    )
    if refuse_settings(asked, lot_size=settings["lot_size"]):
        return None
    return meaning_of(class_plans(asked, settings["lot_size"]))


def asked_severities(form: Filled) -> list[AskedSeverity]:
    return [
        AskedSeverity(
            key=severity,
            label=_(SEVERITIES[severity]),
            aql=str(form.values.get(f"aql_{severity}", "")),
            good=str(form.values.get(f"good_{severity}", "")),
            limit=str(form.values.get(f"limit_{severity}", "")),
            problem=form.problems.get(f"aql_{severity}", "") or form.problems.get(f"limit_{severity}", ""),
        )
        for severity in SEVERITIES
    ]


def options() -> dict[str, list[Option]]:
    """The choices of the form."""
    return {
        "methods": [Option(method, _(label), _(hint)) for method, (label, hint) in METHODS.items()],
        "levels": [Option(level, level) for level in LEVELS],
        "holdings": [Option(value, _(label)) for value, label in HOLDINGS.items()],
        "aqls": [
            Option("", _("not judged")),
            Option(f"{NONE:g}", _("none accepted")),
            *(Option(f"{aql:g}", f"{rounded(aql, 2 if aql < 1 else 1)} %") for aql in OFFERED_AQLS),
        ],
    }


def _terms(method: str, severity: str, typed: Mapping[str, str]) -> dict[str, float | None] | None:
    """None where the severity is not judged."""
    if method == InspectionMethod.STANDARD:
        aql = typed[f"aql_{severity}"]
        return {"aql": _number(aql), "limit": None} if aql else None
    good, limit = typed[f"good_{severity}"], typed[f"limit_{severity}"]
    if method == InspectionMethod.ZERO_ACCEPTANCE:
        return {"aql": None, "limit": _number(limit)} if limit else None
    return {"aql": _number(good), "limit": _number(limit)} if good or limit else None


def _number(text: str) -> float:
    """What is none is below every limit."""
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        return -1.0
    return found if found == found and abs(found) < 1e9 else -1.0


def _whole(text: str, *, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _share(text: str) -> float:
    return _number(text) / 100
