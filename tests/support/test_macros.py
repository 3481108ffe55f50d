"""Answers that are given often: their placeholders and languages, and who keeps them."""

import pytest

from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.support.actions.macros import make_macro, retire_macro, set_macro_text
from assay.support.models import Macro, MacroText
from assay.support.queries.macros import fitting, macro_for, macro_text
from assay.support.rules.macros import best_language, filled, refuse_placeholders
from tests.api.calling import Api, token_of
from tests.support.help_world import ask, help_world
from tests.web.quality_cast import signed_in, text
from tests.work.world import NOW

HELLO = "Hello {name}, about “{subject}” in {project}: we look. {me}"


@pytest.mark.parametrize(
    ("wanted", "there", "found"),
    [
        ("pt-BR", ("en", "pt-BR", "pt"), "pt-BR"),
        ("pt", ("en", "pt-BR"), "pt-BR"),
        ("pt-PT", ("en", "pt-BR", "pt"), "pt"),
        ("ja", ("de", "en-GB", "fr"), "en-GB"),
        ("ja", ("fr", "de"), "de"),
        ("ja", (), None),
    ],
)
def test_the_nearest_language_is_taken(wanted: str, there: tuple[str, ...], found: str | None) -> None:
    assert best_language(wanted, there) == found


def test_only_known_placeholders_and_what_was_typed_is_not_filled_again() -> None:
    assert refuse_placeholders(HELLO) is None
    assert refuse_placeholders("Your pay is {pay}.") is not None
    assert filled("{name}: {subject}", {"name": "{subject}", "subject": "x"}) == "{subject}: x"


def macro(by: User | None, **more: str) -> Macro:
    given = {"name": "We look", "category": "", "language": "en", "text": HELLO, **more}
    return make_macro(by, now=NOW, **given)


@pytest.mark.django_db
def test_it_comes_in_the_language_of_who_asked() -> None:
    here = help_world()
    made = macro(here.mia)
    set_macro_text(here.mia, macro=made, language="pt-BR", text="Olá {name}", now=NOW)
    set_macro_text(here.mia, macro=made, language="pt-BR", text="Oi {name}! {me}", now=NOW)
    portuguese, japanese = ask(here.ana, language="pt"), ask(here.ana, language="ja")

    said = [macro_text(macro_for(here.ravi, made.uid), each, here.ravi) for each in (portuguese, japanese)]

    assert said == ["Oi p0! Ravi", "Hello p0, about “The picture stays blank” in : we look. Ravi"]
    assert MacroText.objects.count() == 2


@pytest.mark.django_db
def test_site_leads_use_and_crowd_managers_keep() -> None:
    here = help_world()
    made, pay = macro(here.mia), macro(here.omar, name="Pay day", category="pay")
    ticket = ask(here.ana)

    assert fitting(here.ravi, ticket) == [made]
    for act in (
        lambda: macro(here.ravi, name="Mine"),
        lambda: set_macro_text(here.ravi, macro=made, language="en", text="x", now=NOW),
        lambda: retire_macro(here.ravi, macro=made, now=NOW),
        lambda: macro(here.mia),
        lambda: macro(here.mia, name="Other", language="Portuguese!"),
        lambda: macro(here.mia, name="Other", category="gossip"),
        lambda: macro(here.mia, name="Other", text="{pay}"),
    ):
        with pytest.raises(Refused):
            act()
    with pytest.raises(NotFound):
        macro_for(here.ana, made.uid)
    retire_macro(here.mia, macro=pay, now=NOW)
    with pytest.raises(NotFound):
        macro_for(here.mia, pay.uid)
    assert macro(here.mia, name="Pay day").name == "Pay day"


@pytest.mark.django_db
def test_pages_and_api() -> None:
    here = help_world()
    ticket = ask(here.ana)
    mia, ravi = signed_in(here.mia), signed_in(here.ravi)
    posted = {"name": "We look", "category": "", "language": "en", "text": "Hello {name}. {me}"}

    mia.post("/support/macros/", posted)
    made = Macro.objects.get()
    mia.post(f"/support/macros/{made.uid}/text/", {"language": "pt", "text": "Oi {name}"})
    draft = text(ravi, f"/support/{ticket.uid}/?macro={made.uid}")
    nonsense = text(ravi, f"/support/{ticket.uid}/?macro=x")
    over_api = Api(token_of(here.ravi)).get(f"/tickets/{ticket.uid}/macros/{made.uid}").json()

    assert ("Hello p0. Ravi</textarea>" in draft, "Hello p0" in nonsense) == (True, False)
    assert over_api == {"text": "Hello p0. Ravi"}
    assert ("New macro" in text(mia, "/support/macros/"), "New macro" in text(ravi, "/support/macros/")) == (
        True,
        False,
    )
    assert signed_in(here.ana).get("/support/macros/").status_code == 404
    mia.post(f"/support/macros/{made.uid}/retire/")
    assert Api(token_of(here.mia)).get("/ticket-macros").json()["items"] == []
