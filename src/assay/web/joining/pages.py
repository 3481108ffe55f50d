"""A campaign's public page with its form: no account, no script, one page on a phone."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from assay.kit.clock import now as the_time
from assay.kit.reasons import Refused
from assay.projects.rules.markdown import to_html
from assay.recruiting.actions.applying import apply
from assay.recruiting.enums import CampaignState
from assay.recruiting.models import CampaignText, TrackedLink
from assay.recruiting.queries.campaigns import asked_skills
from assay.recruiting.queries.consent import consent
from assay.recruiting.queries.links import link_at, text_in
from assay.recruiting.rules import reasons
from assay.recruiting.rules.campaigns import state_of
from assay.recruiting.rules.diversity import LEAST
from assay.web.joining import form
from assay.web.joining.visitor import sent_of, spend, stamp
from assay.web.projects.forms import Filled, refused
from assay.web.recruiting.about_me import questions


@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """What is refused is said at its field, and what was written stays."""
    link = link_at(code)
    if request.method == "GET":
        return _page(request, link, Filled({}))
    try:
        _apply(request, link)
    except Refused as why:
        typed = {**request.POST.dict(), "skills": request.POST.getlist("skills")}
        return _page(request, link, refused(typed, why, form.FIELDS), status=why.status)
    return redirect("join-sent", code=code)


@require_GET
def sent(request: HttpRequest, code: str) -> HttpResponse:
    """The same for everybody, whoever the address belongs to."""
    link = link_at(code)
    return render(request, "web/joining/sent.html", {"text": _text(link), "code": code})


def _apply(request: HttpRequest, link: TrackedLink) -> None:
    now, agreed = the_time(), consent()
    spend(request, now)
    if request.POST.get("agreed", "") != agreed.sha256:
        raise Refused(reasons.CONSENT_CHANGED(field="consent"))
    apply(
        link=link,
        written=form.written_of(request.POST, link.campaign),
        sent=sent_of(request, link.code, now),
        consent=agreed,
        now=now,
    )


def _page(request: HttpRequest, link: TrackedLink, filled: Filled, status: int = 200) -> HttpResponse:
    campaign, now = link.campaign, the_time()
    typed = {name: str(value) for name, value in filled.values.items()}
    about = questions(form.said_in(typed))
    text = _text(link)
    state = state_of(campaign.opens_on, campaign.closes_on, campaign.closed_at, now.date())
    context = {
        "link": link,
        "campaign": campaign,
        "text": text,
        "html": to_html(text.markdown),
        "state": state,
        "is_open": state == CampaignState.OPEN,
        "form": filled,
        "typed": typed,
        "asked": form.asked_languages(campaign, typed),
        "more": form.more_languages(typed),
        "offered": form.offered_languages(campaign),
        "levels": form.levels(),
        "skills": asked_skills(campaign),
        "ticked": filled.values.get("skills", []),
        "questions": about,
        "has_said": any(each.chosen for each in about),
        "least": LEAST,
        "consent": consent(),
        "shown": stamp(link.code, now),
        "languages": settings.LANGUAGES,
        **form.choices(),
    }
    return render(request, "web/joining/join.html", context, status=status)


def _text(link: TrackedLink) -> CampaignText:
    return text_in(link.campaign, get_language() or "en")
