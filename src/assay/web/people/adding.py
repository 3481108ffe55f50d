"""Taking a contributor on."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from assay.kit.clock import now
from assay.kit.reasons import Reason, Refused
from assay.people.actions.onboarding import Newcomer, take_on
from assay.people.enums import LanguageLevel
from assay.people.queries.organisation import markets, places, skills
from assay.people.queries.scope import others_visible, require_everywhere
from assay.people.rules.roles import Permission
from assay.web.people import reading
from assay.web.requests import signed_in, user_of

N_LANGUAGES, N_SKILLS = 3, 3
LOOK = {"class": "form-control"}


class NewcomerForm(forms.Form):
    """The person themselves; languages, markets, skills and place are read from their own rows."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, widget=forms.TextInput(attrs=LOOK))
    email = forms.EmailField(label=gettext_lazy("E-mail"), widget=forms.EmailInput(attrs=LOOK))
    pseudonym = forms.CharField(
        label=gettext_lazy("Pseudonym"),
        max_length=60,
        widget=forms.TextInput(attrs=LOOK),
        help_text=gettext_lazy("What everybody outside people management sees."),
    )
    time_zone = forms.CharField(
        label=gettext_lazy("Time zone"),
        initial="UTC",
        max_length=64,
        widget=forms.TextInput(attrs=LOOK),
        help_text=gettext_lazy("IANA name; it decides when the working day begins."),
    )
    password = forms.CharField(
        label=gettext_lazy("First password"),
        required=False,
        widget=forms.PasswordInput(attrs=LOOK | {"autocomplete": "new-password"}),
        help_text=gettext_lazy("Left empty: an administrator sets one later."),
    )


@signed_in
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A refusal is shown beside what was typed; nothing is lost."""
    others_visible(user_of(request))
    require_everywhere(user_of(request), Permission.MANAGE_PEOPLE)
    form = NewcomerForm(request.POST or None)
    refused: tuple[Reason, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            contributor = take_on(user_of(request), newcomer=_newcomer(request, form), now=now())
            return redirect("contributor", contributor=contributor.uid)
        except Refused as refusal:
            refused = refusal.reasons
    context = {"form": form, "reasons": refused} | _rows(request)
    return render(request, "web/people/add.html", context, status=422 if refused or form.errors else 200)


def _newcomer(request: HttpRequest, form: NewcomerForm) -> Newcomer:
    typed = form.cleaned_data
    placed = reading.place_of(request.POST)
    return Newcomer(
        email=typed["email"],
        name=typed["name"],
        pseudonym=typed["pseudonym"],
        password=typed["password"] or None,
        time_zone=typed["time_zone"],
        vendor=placed.vendor,
        site=placed.site,
        team=placed.team,
        languages=reading.languages_of(request.POST),
        markets=reading.markets_of(request.POST),
        skills=reading.scores_of(request.POST),
    )


def _rows(request: HttpRequest) -> dict[str, object]:
    """What is offered, and what was typed into it."""
    posted = request.POST
    languages = list(zip(posted.getlist("language"), posted.getlist("level"), strict=False))
    scores = list(zip(posted.getlist("skill"), posted.getlist("score"), strict=False))
    return {
        "levels": LanguageLevel.choices,
        "language_rows": languages or [("", str(LanguageLevel.C1.value))] * N_LANGUAGES,
        "skill_rows": scores or [("", "100")] * N_SKILLS,
        "markets": markets().filter(retired_at=None),
        "skills": skills().filter(retired_at=None),
        "places": places(),
        "placed": posted.get("place", ""),
        "ticked": set(posted.getlist("market")),
        "none": _("None: own crowd"),
    }
