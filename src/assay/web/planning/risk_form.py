"""The form of a risk: what is typed, as the action wants it."""

from collections.abc import Mapping

from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.planning.actions.risks import RiskWords
from assay.planning.enums import Metric, RiskCategory
from assay.planning.models import Risk
from assay.planning.queries.risks import owners_of
from assay.projects.models import Project
from assay.web.planning.standard_form import number, typed

FIELDS = (
    *("title", "category", "cause", "effect", "likelihood", "impact", "mitigation", "contingency"),
    *("residual_likelihood", "residual_impact", "trigger_metric", "trigger_comparison", "trigger_value"),
    *("review_every_days", "owner"),
)


def empty_values(project: Project) -> dict[str, object]:
    values: dict[str, object] = dict.fromkeys(FIELDS, "")
    chosen = {"category": RiskCategory.QUALITY.value, "likelihood": "3", "impact": "3"}
    return values | chosen | {"review_every_days": "30", "owner": str(project.owner.uid)}


def values_of_risk(risk: Risk) -> dict[str, object]:
    values: dict[str, object] = {
        name: _shown(getattr(risk, name)) for name in FIELDS if name not in {"owner", "trigger_value"}
    }
    is_bound = risk.trigger_metric and risk.trigger_value is not None
    values["trigger_value"] = (
        typed(Metric(risk.trigger_metric), risk.trigger_value or 0.0) if is_bound else ""
    )
    values["owner"] = str(risk.owner.uid)
    return values


def words_from(project: Project, texts: Mapping[str, str]) -> RiskWords:
    """What was typed; what is no number stays one that the rules refuse."""
    if texts["category"] not in RiskCategory.values:
        raise NotFound
    metric = texts["trigger_metric"]
    value = texts["trigger_value"]
    return RiskWords(
        title=texts["title"],
        category=texts["category"],
        cause=texts["cause"],
        effect=texts["effect"],
        likelihood=_whole(texts["likelihood"]) or 0,
        impact=_whole(texts["impact"]) or 0,
        mitigation=texts["mitigation"],
        contingency=texts["contingency"],
        residual_likelihood=_whole(texts["residual_likelihood"]),
        residual_impact=_whole(texts["residual_impact"]),
        trigger_metric=metric,
        trigger_comparison=texts["trigger_comparison"] if metric else "",
        trigger_value=_trigger_value(metric, value),
        review_every_days=_whole(texts["review_every_days"]) or 0,
        owner=owner_from(project, texts["owner"]),
    )


def owner_from(project: Project, text: str) -> User | None:
    """Somebody who can be made responsible; nobody named is the owner there is."""
    if not text:
        return None
    uid = parse_uid(text)
    found = owners_of(project).filter(uid=uid).first() if uid else None
    if found is None:
        raise NotFound
    return found


def _trigger_value(metric: str, text: str) -> float | None:
    if not text:
        return None
    if metric not in Metric.values:
        return 0.0
    found = number(Metric(metric), text)
    return found if found >= 0 else float("nan")


def _whole(text: str) -> int | None:
    """Empty is none; what is no number is 0, which the rules refuse."""
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def _shown(value: object) -> str:
    return "" if value is None else str(value)
