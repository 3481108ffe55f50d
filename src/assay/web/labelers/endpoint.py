"""How a model behind an address is asked: terms, key, what it cost, a trial, and asking it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.kit.money import micro_of, text_of
from assay.kit.reasons import Refused
from assay.labelers.actions.asking import start_asking
from assay.labelers.actions.calling import day_of
from assay.labelers.actions.endpoints import configure_endpoint, take_up_guideline, try_endpoint
from assay.labelers.models import MachineLabeler
from assay.labelers.queries.endpoints import EndpointState, Told, state_of
from assay.labelers.queries.registry import KEEPS
from assay.labelers.rules.endpoints import EndpointTerms
from assay.projects.queries.permission import is_allowed
from assay.web.jobs.starting import to_job
from assay.web.labelers.consent import remote, shown_consent
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.requests import done, signed_in, user_of
from assay.web.templatetags.figures import count
from assay.work.enums import ContentSeverity

MONEY = ("in_micro", "out_micro", "day_micro")
WHOLE = ("most_output", "per_minute", "timeout_seconds")
FIELDS = (
    *("base_url", "model", "key", "instructions", "temperature", "currency", "highest_severity"),
    *(*MONEY, *WHOLE),
)
USUAL = {
    "highest_severity": str(ContentSeverity.MODERATE.value),
    "temperature": "0",
    "currency": "USD",
    "most_output": "500",
    "per_minute": "60",
    "timeout_seconds": "30",
}


@dataclass(frozen=True, slots=True)
class ShownCalls:
    outcome: str
    n: str
    n_in: str
    n_out: str
    cost: str


@signed_in
@require_GET
def endpoint(request: HttpRequest, labeler: UUID) -> HttpResponse:
    """The terms of the newest version and what its calls came to."""
    found = remote(request, labeler)
    state = state_of(found, day_of(now()))
    return _page(request, found, Filled(_values(state)), state)


@signed_in
@require_POST
def configure(request: HttpRequest, labeler: UUID) -> HttpResponse:
    """Other terms make a version; an empty key keeps the one that is there."""
    person, texts = user_of(request), texts_of(request.POST, FIELDS)
    found = remote(request, labeler)
    key = "" if request.POST.get("no_key") else texts["key"] or None
    try:
        configure_endpoint(person, labeler=found, terms=_terms(texts), key=key, now=now())
    except Refused as why_not:
        form = refused(texts | {"key": ""}, why_not, FIELDS)
        return _page(request, found, form, state_of(found, day_of(now())))
    messages.success(request, _("A version asks so from now on. Try it before it asks about every task."))
    return redirect("labeler-endpoint", found.uid)


@signed_in
@require_POST
def guideline(request: HttpRequest, labeler: UUID) -> HttpResponse:
    """The same terms by the guideline in force."""
    person, found = user_of(request), remote(request, labeler)
    return done(
        request,
        lambda: take_up_guideline(person, labeler=found, now=now()),
        _("A new version asks by the guideline in force. It is measured anew."),
        reverse("labeler-endpoint", args=[found.uid]),
    )


@signed_in
@require_POST
def trial(request: HttpRequest, labeler: UUID) -> HttpResponse:
    """One question without a task."""
    person, found = user_of(request), remote(request, labeler)
    try:
        made = try_endpoint(person, labeler=found, now=now())
    except Refused as why_not:
        for reason in why_not.reasons:
            messages.error(request, reason.said)
    else:
        messages.success(request, _("It answered: %(text)s") % {"text": made.text[:200] or "–"})
    return redirect("labeler-endpoint", found.uid)


@signed_in
@require_POST
def ask(request: HttpRequest, labeler: UUID) -> HttpResponse:
    """About every task, or so many at most, in a job."""
    person, found = user_of(request), remote(request, labeler)
    text = request.POST.get("most", "").strip()
    most = int(text) if text.isdecimal() and len(text) < 10 and int(text) else None
    return to_job(
        request,
        lambda: start_asking(person, labeler=found, most=most, now=now()),
        otherwise=reverse("labeler-endpoint", args=[found.uid]),
    )


def _page(
    request: HttpRequest, found: MachineLabeler, form: Filled, state: EndpointState | None
) -> HttpResponse:
    person = user_of(request)
    may_keep = found.retired_at is None and is_allowed(person, found.project, KEEPS)
    context = {
        "project": found.project,
        "tab": "labelers",
        "labeler": found,
        "state": state,
        "calls": [_shown(each) for each in state.told] if state else [],
        "spent": text_of(state.spent_micro) if state else "",
        "limit": text_of(state.endpoint.day_micro) if state else "",
        "may_keep": may_keep,
        **shown_consent(person, found, state),
        "severities": [(str(value), _(str(label))) for value, label in ContentSeverity.choices],
        "form": form,
    }
    return render(request, "web/labelers/endpoint.html", context, status=form.status)


def _values(state: EndpointState | None) -> dict[str, object]:
    """What is in force; the key is never shown."""
    if state is None:
        return {**dict.fromkeys(FIELDS, ""), **USUAL}
    values: dict[str, object] = {name: getattr(state.endpoint, name) for name in FIELDS if name != "key"}
    money = {name: text_of(getattr(state.endpoint, name)) for name in MONEY}
    severity = str(state.endpoint.highest_severity)
    temperature = f"{state.endpoint.temperature:g}"
    return {**values, **money, "temperature": temperature, "highest_severity": severity, "key": ""}


def _terms(texts: Mapping[str, str]) -> EndpointTerms:
    """What is no number stays one that the rules refuse."""
    whole = {name: int(texts[name]) if _is_whole(texts[name]) else -1 for name in WHOLE}
    return EndpointTerms(
        base_url=texts["base_url"],
        model=texts["model"],
        currency=texts["currency"].upper(),
        instructions=texts["instructions"],
        temperature=_number(texts["temperature"]),
        in_micro=micro_of(texts["in_micro"]),
        out_micro=micro_of(texts["out_micro"]),
        day_micro=micro_of(texts["day_micro"]),
        highest_severity=int(texts["highest_severity"]) if _is_whole(texts["highest_severity"]) else -1,
        **whole,
    )


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except (ValueError, OverflowError):
        return float("nan")


def _shown(told: Told) -> ShownCalls:
    return ShownCalls(
        str(told.outcome.label), count(told.n), count(told.n_in), count(told.n_out), text_of(told.micro)
    )
