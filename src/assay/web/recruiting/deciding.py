"""What is done with the applications that were ticked, and the rules that decide without a person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assay.kit.clock import now as the_time
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound, Refused
from assay.people.enums import LanguageLevel
from assay.people.queries.scope import others_visible
from assay.recruiting.actions.campaigns import set_screening
from assay.recruiting.actions.deciding import Decided, accept, carry_out, recognise, refuse, take_back
from assay.recruiting.enums import Device, ScreeningFact, ScreeningOutcome, Tie
from assay.recruiting.models import Application, Campaign
from assay.recruiting.queries.applications import chosen_of
from assay.recruiting.queries.campaigns import asked_skills, campaign_for, may_recruit
from assay.recruiting.rules import reasons
from assay.recruiting.rules.screening import ScreeningRule, rules_of
from assay.web.projects.forms import Filled, refused
from assay.web.requests import done, signed_in, user_of

COLUMNS = ("fact", "value", "level", "then", "says")
SPARE, MOST_ROWS = 2, 20


@signed_in
@require_POST
def decide(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Accept, refuse with a reason, or take back; who cannot be decided is named with the reason."""
    person = user_of(request)
    found = campaign_for(person, campaign)
    uids = [uid for uid in map(parse_uid, request.POST.getlist("application")) if uid]
    chosen, step = chosen_of(person, found, uids), request.POST.get("step", "")
    try:
        if step == "take-back":
            decided = take_back(person, campaign=found, applications=chosen)
        elif step == "recognise":
            decided = _recognise(request, chosen)
        elif step == "refuse":
            decided = refuse(
                person, campaign=found, applications=chosen, why=request.POST.get("why", ""), now=the_time()
            )
        else:
            decided = accept(person, campaign=found, applications=chosen, now=the_time())
    except Refused as stopped:
        for reason in stopped.reasons:
            messages.error(request, reason.said)
    else:
        _say(request, decided)
    return redirect(f"{_at(found)}?state={'due' if step != 'take-back' else 'verified'}#applications")


@signed_in
@require_POST
def carry(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """What waits to be true is, at once."""
    person = user_of(request)
    found = campaign_for(person, campaign)
    try:
        _say(request, carry_out(person, campaign=found, now=the_time()))
    except Refused as why:
        messages.error(request, why.reasons[0].said)
    return redirect(f"{_at(found)}#applications")


@signed_in
@require_http_methods(["GET", "POST"])
def screening(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Rules in order; a row without a fact is left out."""
    person = user_of(request)
    found = campaign_for(person, campaign)
    if not may_recruit(person, found.market):
        raise NotFound
    rows = [rule.as_json() for rule in rules_of(found.screening)]
    filled = Filled({"otherwise": found.otherwise})
    if request.method == "POST":
        rules, otherwise = _typed(request.POST)
        try:
            set_screening(person, campaign=found, rules=rules, otherwise=otherwise)
        except Refused as why:
            filled = refused({"otherwise": otherwise}, why, ())
            rows = [rule.as_json() for rule in rules]
        else:
            return done(
                request, lambda: None, _("Saved. It holds for whoever confirms from now on."), _at(found)
            )
    context = {
        "campaign": found,
        "form": filled,
        "rows": [*rows, *({"then": ScreeningOutcome.PERSON.value} for _nth in range(SPARE))],
        "facts": [(each.value, _(each.label)) for each in ScreeningFact],
        "outcomes": [(each.value, _(each.label)) for each in ScreeningOutcome],
        "values": [
            *((each.value, _(each.label)) for each in (*Tie, *Device)),
            *asked_skills(found).values_list("code", "name"),
        ],
        "levels": LanguageLevel.choices,
    }
    return render(request, "web/recruiting/screening.html", context, status=filled.status)


def _recognise(request: HttpRequest, chosen: list[Application]) -> Decided:
    person, pseudonym = user_of(request), request.POST.get("contributor", "").strip()
    if len(chosen) != 1:
        raise Refused(reasons.ONE_CHOSEN(field="application"))
    found = others_visible(person).filter(pseudonym=pseudonym).first()
    if found is None:
        raise Refused(reasons.NO_REFERRER(field="contributor", name=pseudonym[:60]))
    recognise(person, application=chosen[0], contributor=found, now=the_time())
    return Decided(1, [])


def _typed(posted: QueryDict) -> tuple[list[ScreeningRule], ScreeningOutcome]:
    columns = [posted.getlist(name) for name in COLUMNS]
    rows = list(zip(*columns, strict=False))[:MOST_ROWS]
    rules = [
        ScreeningRule(fact, then, value.strip(), int(level) if level.isdecimal() else 0, says.strip())
        for fact, value, level, then, says in rows
        if fact
    ]
    otherwise = posted.get("otherwise", "")
    return rules, ScreeningOutcome(
        otherwise
    ) if otherwise in ScreeningOutcome.values else ScreeningOutcome.PERSON


def _say(request: HttpRequest, decided: Decided) -> None:
    if decided.n:
        sentence = ngettext("%(n)s application.", "%(n)s applications.", decided.n) % {"n": decided.n}
        messages.success(request, _("Done: %(what)s") % {"what": sentence})
    for application, reason in decided.refused[:10]:
        messages.error(request, f"{application.name or '–'}: {reason.said}")


def _at(campaign: Campaign) -> str:
    return reverse("campaign", args=[campaign.uid])
