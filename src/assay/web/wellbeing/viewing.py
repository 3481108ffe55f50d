"""How one is shown content that is hard to look at: one's own choice, for everybody who meets such content."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assay.web.requests import done, signed_in, user_of
from assay.wellbeing.actions.viewing import choose_viewing
from assay.wellbeing.queries.viewing import viewing_of
from assay.wellbeing.rules.viewing import Viewing


@signed_in
@require_http_methods(["GET", "POST"])
def viewing(request: HttpRequest) -> HttpResponse:
    """What is covered at first; posting changes it from the next task on."""
    person = user_of(request)
    if request.method == "POST":
        wanted = _wanted(request)
        return done(
            request,
            lambda: choose_viewing(person, viewing=wanted),
            _("Saved. From the next task on it is shown like this."),
            reverse("own-viewing"),
        )
    chosen = viewing_of(person)
    context = {"person": person, "viewing": chosen, "strengths": _strengths(chosen.blur)}
    return render(request, "web/wellbeing/own_viewing.html", context)


def _wanted(request: HttpRequest) -> Viewing:
    typed = request.POST.get("blur", "")
    blur = int(typed) if typed.isdecimal() and len(typed) < 4 else -1
    return Viewing(blur, *(request.POST.get(name) == "on" for name in ("grey", "mute", "small")))


def _strengths(chosen: int) -> list[tuple[int, str]]:
    """The strengths to choose from; what the API has set stays among them."""
    named = {0: _("No blur"), 25: _("Light"), 55: _("Strong"), 100: _("Strongest")}
    return sorted({chosen: f"{chosen} %", **named}.items())
