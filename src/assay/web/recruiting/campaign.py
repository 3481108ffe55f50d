"""One campaign: what it looks for, what its page says, its links, and who applied."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now as the_time
from assay.kit.money import micro_of
from assay.kit.reasons import NotFound, Refused
from assay.people.models import Contributor
from assay.people.queries.organisation import skills
from assay.people.queries.scope import others_visible
from assay.recruiting.actions.campaigns import change_campaign, close_campaign, drop_text, write_text
from assay.recruiting.actions.links import add_link, add_referral, retire_link
from assay.recruiting.enums import ApplicationState, RecruitingChannel, ScreeningOutcome
from assay.recruiting.models import Campaign, TrackedLink
from assay.recruiting.queries.applications import ALL, DUE, applications_of, counts_of, in_state
from assay.recruiting.queries.campaigns import campaign_for, may_recruit
from assay.recruiting.queries.entries import MOST_SHOWN, budgets_of, rounds_of, spendings_of
from assay.recruiting.queries.invitations import answers_to_campaign
from assay.recruiting.queries.links import links_of
from assay.recruiting.rules import reasons
from assay.web.projects.forms import Filled, refused
from assay.web.recruiting import form
from assay.web.recruiting.paid_test import shown_test
from assay.web.recruiting.rewards import shown_rewards
from assay.web.recruiting.shown import (
    shown_application,
    shown_budget,
    shown_campaign,
    shown_links,
    shown_rounds,
    shown_rules,
    shown_spendings,
)
from assay.web.recruiting.steps import shown_answers
from assay.web.requests import done, page_of, signed_in, user_of


@signed_in
@require_GET
def campaign(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Who only sees how it goes finds no names."""
    person = user_of(request)
    found = campaign_for(person, campaign)
    recruits = may_recruit(person, found.market)
    state = _state(request)
    page = page_of(request, in_state(applications_of(person, found), state)) if recruits else None
    names = dict(skills().values_list("code", "name"))
    context = {
        "campaign": shown_campaign(found, the_time().date()),
        "texts": found.texts.order_by("language"),
        "links": shown_links(found, links_of(found)),
        "answers": shown_answers(answers_to_campaign(found)),
        "page": page,
        "applications": [shown_application(each, found.skills, names) for each in page or ()],
        "counts": counts_of(found) if recruits else None,
        "state": state,
        "kept": f"state={state}",
        "rules": shown_rules(found, names),
        "asked": [names.get(code, code) for code in found.skills],
        "otherwise": _(ScreeningOutcome(found.otherwise).label),
        "budget": shown_budget(found, budgets_of([found], the_time().date())[found.pk]),
        "spendings": shown_spendings(spendings_of(found).filter(reverses=None)[:MOST_SHOWN]),
        "rounds": shown_rounds(rounds_of(found).filter(reverses=None)[:MOST_SHOWN]),
        "today": the_time().date().isoformat(),
        "may_recruit": recruits,
        "test": shown_test(person, found) if recruits else None,
        "rewards": shown_rewards(person, found) if recruits else None,
        "values": form.values_of(found),
        **form.choices(),
    }
    return render(request, "web/recruiting/campaign.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """What it looks for from now on."""
    person = user_of(request)
    found = campaign_for(person, campaign)
    if not may_recruit(person, found.market):
        raise NotFound
    filled = Filled(form.values_of(found))
    if request.method == "POST":
        try:
            change_campaign(person, campaign=found, terms=form.terms_of(request.POST))
            return redirect("campaign", campaign=found.uid)
        except Refused as why:
            filled = refused(form.typed_of(request.POST, form.TERMS), why, form.TERMS)
    context = {"form": filled, "campaign": found, **form.choices()}
    return render(request, "web/recruiting/change.html", context, status=filled.status)


@signed_in
@require_POST
def close(request: HttpRequest, campaign: UUID) -> HttpResponse:
    found, reason = campaign_for(user_of(request), campaign), request.POST.get("reason", "")
    return done(
        request,
        lambda: close_campaign(user_of(request), campaign=found, reason=reason, now=the_time()),
        _("Closed: nobody can apply any more."),
        _at(found),
    )


@signed_in
@require_POST
def text(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """What the page says in a language; `drop` takes that language away."""
    person, found = user_of(request), campaign_for(user_of(request), campaign)
    wording = form.wording_of(request.POST)

    def write() -> None:
        if request.POST.get("drop"):
            drop_text(person, campaign=found, language=wording.language)
        else:
            write_text(person, campaign=found, wording=wording, now=the_time())

    return done(request, write, _("Saved. The page says it from now on."), _at(found))


@signed_in
@require_POST
def link(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """A link of a channel, or with a pseudonym the link of a contributor who recommends the campaign."""
    found = campaign_for(user_of(request), campaign)
    return done(request, lambda: _add(request, found), _("The link works from now on."), _at(found))


@signed_in
@require_POST
def retire(request: HttpRequest, campaign: UUID, link: UUID) -> HttpResponse:
    found = campaign_for(user_of(request), campaign)
    old = found.links.select_related("campaign__market").filter(uid=link).first()
    if old is None:
        raise NotFound
    person = user_of(request)
    return done(
        request, lambda: retire_link(person, link=old, now=the_time()), _("The link is retired."), _at(found)
    )


def _add(request: HttpRequest, found: Campaign) -> TrackedLink:
    person, posted = user_of(request), request.POST
    if pseudonym := posted.get("referrer", "").strip():
        reward = posted.get("reward", "").strip()
        micro = micro_of(reward) if reward else 0
        return add_referral(
            person,
            campaign=found,
            referrer=_referrer(request, pseudonym),
            reward_micro=-1 if micro is None else micro,
            now=the_time(),
        )
    channel = posted.get("channel", "")
    if channel not in RecruitingChannel.values:
        raise Refused(reasons.CHOOSE_ONE(field="channel"))
    return add_link(
        person,
        campaign=found,
        name=posted.get("name", ""),
        channel=RecruitingChannel(channel),
        now=the_time(),
    )


def _referrer(request: HttpRequest, pseudonym: str) -> Contributor:
    found = others_visible(user_of(request)).filter(pseudonym=pseudonym).first()
    if found is None:
        raise Refused(reasons.NO_REFERRER(field="referrer", name=pseudonym[:60]))
    return found


def _state(request: HttpRequest) -> str:
    """Which applications are listed; at first those that wait for a decision."""
    asked = request.GET.get("state", "")
    return asked if asked in {*ApplicationState.values, DUE, ALL} else ApplicationState.VERIFIED.value


def _at(campaign: Campaign) -> str:
    return reverse("campaign", args=[campaign.uid])
