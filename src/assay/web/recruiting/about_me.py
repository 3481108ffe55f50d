"""What a contributor says of themselves, if they want to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assay.recruiting.actions.diversity import say_of_oneself
from assay.recruiting.enums import AgeBand, Gender, SelfQuestion
from assay.recruiting.queries.diversity import own_answers, varieties
from assay.recruiting.rules.diversity import LEAST, known_answers
from assay.web.requests import done, signed_in, user_of

WORDS = {**dict(Gender.choices), **dict(AgeBand.choices)}


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    key: str
    label: str
    answers: Sequence[tuple[str, str]]
    chosen: str


@signed_in
@require_http_methods(["GET", "POST"])
def about_me(request: HttpRequest) -> HttpResponse:
    """Each question can be left out; `forget` takes all of it back."""
    person = user_of(request)
    said = own_answers(person)
    if request.method == "POST":
        posted = {each: request.POST.get(each, "").replace("\0", "") for each in SelfQuestion.values}
        wanted = {} if request.POST.get("forget") else posted
        return done(request, lambda: say_of_oneself(person, answers=wanted), _("Saved."), reverse("about-me"))
    context = {"questions": questions(said), "least": LEAST, "has_said": bool(said)}
    return render(request, "web/recruiting/about_me.html", context)


def questions(said: Mapping[str, str]) -> list[ShownQuestion]:
    """What was answered stays among the answers, also when its market is retired."""
    tags = set(varieties()) | {said[each] for each in (SelfQuestion.VARIETY.value,) if each in said}
    return [
        ShownQuestion(
            each.value,
            _(each.label),
            [(answer, worded(answer)) for answer in known_answers(each.value, tags)],
            said.get(each.value, ""),
        )
        for each in SelfQuestion
    ]


def worded(answer: str) -> str:
    """In the reader's language; figures and tags of languages are the same in all of them."""
    return _(WORDS[answer]) if answer in Gender.values else WORDS.get(answer, answer)
