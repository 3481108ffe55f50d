"""The words of the portfolio: phases, and the health of a project with its reasons in sentences."""

from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from assay.kit.money import MICRO
from assay.planning.enums import Aspect, Metric, Phase, Status
from assay.planning.queries.health import Health
from assay.planning.queries.portfolio_find import CALM, TROUBLED, WATCHED
from assay.web.planning import words
from assay.web.templatetags.figures import count, percent, rounded

PHASES: Mapping[str, str] = {
    Phase.ASKED: gettext_noop("Asked for"),
    Phase.DECIDED: gettext_noop("Decided"),
    Phase.SET_UP: gettext_noop("Being set up"),
    Phase.AT_WORK: gettext_noop("At work"),
    Phase.PAUSED: gettext_noop("Paused"),
    Phase.OVER: gettext_noop("Over"),
}
ASPECTS: Mapping[str, str] = {
    Aspect.TIME: gettext_noop("Time"),
    Aspect.QUALITY: gettext_noop("Quality"),
    Aspect.BUDGET: gettext_noop("Budget"),
    Aspect.RISK: gettext_noop("Risk"),
}
HEALTHS: Mapping[str, str] = {
    TROUBLED: gettext_noop("Late, missed or fired"),
    WATCHED: gettext_noop("At risk"),
    CALM: gettext_noop("Nothing at risk"),
}
SORTS: Mapping[str, str] = {
    "name": gettext_noop("By name"),
    "health": gettext_noop("Worst first"),
    "next": gettext_noop("By next date"),
    "attainment": gettext_noop("Furthest behind first"),
    "owner": gettext_noop("By owner"),
}
TONES: Mapping[Status, str] = {
    Status.MET: "good",
    Status.AT_RISK: "warn",
    Status.MISSED: "bad",
    Status.UNMEASURED: "",
}
SAID: Mapping[Aspect, Mapping[Status, str]] = {
    Aspect.TIME: {
        Status.MET: gettext_noop("On time"),
        Status.AT_RISK: gettext_noop("Behind"),
        Status.MISSED: gettext_noop("Late"),
        Status.UNMEASURED: gettext_noop("No plan"),
    },
    Aspect.QUALITY: {
        Status.MET: gettext_noop("Met"),
        Status.AT_RISK: gettext_noop("At risk"),
        Status.MISSED: gettext_noop("Missed"),
        Status.UNMEASURED: gettext_noop("Not measured"),
    },
    Aspect.BUDGET: {
        Status.MET: gettext_noop("Within budget"),
        Status.AT_RISK: gettext_noop("Tight"),
        Status.MISSED: gettext_noop("Above budget"),
        Status.UNMEASURED: gettext_noop("Not measured"),
    },
    Aspect.RISK: {
        Status.MET: gettext_noop("Calm"),
        Status.AT_RISK: gettext_noop("High"),
        Status.MISSED: gettext_noop("Fired"),
        Status.UNMEASURED: gettext_noop("No register"),
    },
}


def reason_of(health: Health, aspect: Aspect) -> str:
    """Why it stands there, in a sentence or two."""
    return {
        Aspect.TIME: _time,
        Aspect.QUALITY: _quality,
        Aspect.BUDGET: _budget,
        Aspect.RISK: _risk,
    }[aspect](health)


def _time(health: Health) -> str:
    schedule = health.schedule
    if schedule is None:
        return _("There is no plan yet.")
    parts = []
    if schedule.overdue:
        first = schedule.overdue[0].milestone
        day = date_format(first.due_on, "SHORT_DATE_FORMAT")
        parts.append(_("%(name)s was due %(day)s.") % {"name": first.name, "day": day})
    if len(schedule.overdue) > 1:
        n = len(schedule.overdue) - 1
        said = ngettext("%(n)s more milestone is overdue.", "%(n)s more milestones are overdue.", n)
        parts.append(said % {"n": count(n)})
    if health.attained is None:
        parts.append(_("No planned week is over yet."))
    else:
        figures = {"share": percent(health.attained.value), "n": count(schedule.n_due)}
        parts.append(_("%(share)s of the %(n)s tasks due are done.") % figures)
    return " ".join(parts)


def _quality(health: Health) -> str:
    standards = health.standards or {}
    if not standards:
        return _("Nothing was measured in four weeks.")
    parts = [
        f"{_(label)}: {names}."
        for label, status in (
            (gettext_noop("Missed"), Status.MISSED),
            (gettext_noop("At risk"), Status.AT_RISK),
        )
        if (names := _names(standards, status))
    ]
    n = list(standards.values()).count(Status.MET)
    if n:
        parts.append(ngettext("%(n)s standard is met.", "%(n)s standards are met.", n) % {"n": count(n)})
    return " ".join(parts)


def _names(standards: Mapping[Metric, Status], status: Status) -> str:
    return ", ".join(_(words.METRICS[metric]) for metric, each in standards.items() if each == status)


def _budget(health: Health) -> str:
    version = health.schedule.version if health.schedule else None
    if version is None or version.budget_micros is None:
        return _("No budget is planned.")
    amount, found = _amount(version.budget_micros, version.currency), health.spending
    if found is None:
        return _("Planned: %(amount)s. Nothing is booked in that currency.") % {"amount": amount}
    parts = [
        _("%(spent)s of %(amount)s spent.")
        % {"spent": _amount(found.spent, version.currency), "amount": amount}
    ]
    if found.forecast is not None:
        forecast = _amount(found.forecast, version.currency)
        parts.append(
            _("At what a task has cost so far, all of it costs %(forecast)s.") % {"forecast": forecast}
        )
    return " ".join(parts)


def _amount(micros: int, currency: str) -> str:
    return f"{rounded(micros / MICRO, 0)} {currency}"


def _risk(health: Health) -> str:
    if not health.risks:
        return _("The register has no risk that is not closed.")
    parts = []
    for label, titles in (
        (_("Fired"), [risk.title for risk in health.risks if risk.is_fired]),
        (_("High"), [risk.title for risk in health.risks if risk.is_high]),
    ):
        if titles:
            more = f" (+{count(len(titles) - 1)})" if len(titles) > 1 else ""
            parts.append(f"{label}: {titles[0]}{more}.")
    n = len(health.risks)
    parts.append(ngettext("%(n)s risk in all.", "%(n)s risks in all.", n) % {"n": count(n)})
    return " ".join(parts)
