"""The pages of what people say of themselves: their own, the figures of the pool, and what a project needs."""

import pytest
from django.test import Client

from assay.people.enums import Role
from assay.people.models import ContributorMarket
from assay.projects.models import ProjectMarket
from assay.recruiting.actions.diversity import keep_diversity, say_of_oneself
from assay.recruiting.models import SelfAnswer
from assay.recruiting.queries.diversity import need_of
from tests.recruiting.cast import market, mia
from tests.web.quality_cast import n_queries, signed_in, somebody, text
from tests.work.world import NOW, World, make_world, person

pytestmark = pytest.mark.django_db
HERE, MINE = "/recruiting/diversity/", "/about-me/"


def pool(first: int, n: int, answer: str, code: str = "BR-pt") -> None:
    for nth in range(first, first + n):
        made = person(nth)
        ContributorMarket.objects.create(contributor=made, market=market(code))
        if answer:
            say_of_oneself(made.user, answers={"gender": answer})


def served(*codes: str) -> World:
    world = make_world(n_people=0, n_tasks=0)
    for code in codes:
        ProjectMarket.objects.create(project=world.project, market=market(code))
    return world


def test_ana_says_changes_and_takes_back() -> None:
    market()
    ana = signed_in(person(0).user)

    ana.post(MINE, {"gender": "woman", "age": "", "variety": "pt-BR"})
    shown = text(ana, MINE)
    wrong = ana.post(MINE, {"gender": "tall"}, follow=True).content.decode()
    kept = dict(SelfAnswer.objects.values_list("question", "answer"))
    ana.post(MINE, {"forget": "1", "gender": "woman"})

    assert all(f'<option value="{each}" selected>' in shown for each in ("woman", "pt-BR"))
    assert "Nobody who works here sees your answers" in shown
    assert "Choose one of these." in wrong
    assert kept == {"gender": "woman", "variety": "pt-BR"}
    assert not SelfAnswer.objects.exists()
    assert "Take everything back" not in text(ana, MINE)
    assert f'href="{MINE}"' in text(ana, "/")


def test_the_pool_is_shown_in_large_groups_beside_what_projects_need() -> None:
    world = served("BR-pt")
    pool(0, 12, "woman")
    pool(20, 30, "man")
    pool(60, 3, "another")
    pool(70, 9, "")
    keep_diversity(now=NOW)
    owner = signed_in(somebody("Lena", NOW, role=Role.PROJECT_OWNER))

    owner.post(f"/projects/{world.project.uid}/diversity/", {"gender_woman": "50", "gender_another": "5"})
    shown = text(signed_in(mia()), HERE)

    assert need_of(world.project) == {"gender": {"woman": 0.5, "another": 0.05}}
    assert all(each in shown for each in ("n = 42", "too few", "not shown", "54 people were in the pool"))
    assert "Other answers together" not in shown


def test_a_need_that_cannot_be_is_said_at_its_question() -> None:
    world = served("BR-pt")
    owner = signed_in(somebody("Lena", NOW, role=Role.PROJECT_OWNER))
    here = f"/projects/{world.project.uid}/diversity/"

    for typed in ("lots", "-3", "101"):
        response = owner.post(here, {"gender_woman": typed})
        assert (response.status_code, "between 0 and 100" in response.content.decode()) == (422, True)
    assert (
        "come to more than" in owner.post(here, {"gender_woman": "60", "gender_man": "60"}).content.decode()
    )
    assert need_of(world.project) == {}


def test_nobody_else_gets_there() -> None:
    world = served("BR-pt")
    need = f"/projects/{world.project.uid}/diversity/"
    lead, zoe, omar = mia(), somebody("Zoe", NOW), somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)

    for page in (HERE, MINE, need):
        assert Client().get(page).status_code == 302
    for who in (zoe, omar, somebody("Ben", NOW, role=Role.QA_ANALYST)):
        assert signed_in(who).get(HERE).status_code == 404
        assert signed_in(who).get(MINE).status_code == 404
    assert signed_in(zoe).get(need).status_code == 404
    assert signed_in(lead).get(need).status_code == 403
    assert "Nothing can be shown yet" in text(signed_in(lead), HERE)


def test_more_markets_cost_no_more_queries() -> None:
    served("BR-pt")
    lead = signed_in(mia())
    pool(0, 12, "woman")
    pool(20, 12, "man")
    keep_diversity(now=NOW)
    one = n_queries(lead, HERE)

    for nth, code in enumerate(("PT-pt", "AO-pt")):
        pool(100 * (nth + 1), 12, "woman", code)
        pool(100 * (nth + 1) + 20, 12, "man", code)
    keep_diversity(now=NOW.replace(year=NOW.year + 1))

    assert n_queries(lead, HERE) == one
    assert text(lead, HERE).count("n = 24") == 6
